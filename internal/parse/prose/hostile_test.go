package prose

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestHostile reads texts made to be slow, as long as a text may be. Each takes
// less than half a second of a processor; the bound leaves room for slow
// machines, and work that grows faster than the text would break it by far.
func TestHostile(t *testing.T) {
	for name, unit := range map[string]string{
		"words":        "a ",
		"one word":     "a",
		"digits":       "1",
		"times":        "15:49 ",
		"ranges":       "from 15:49 to 16:38 CEST ",
		"dates":        "on Tuesday, 29 April 2025 ",
		"onsets":       "the outage began errors started failing was down was unavailable ",
		"ends":         "at 15:49 the issue was resolved and service was restored and ",
		"rows":         "15:49 Resolved\n16:38 - Started\n",
		"harm":         "some of the calls failed and errors were high for most users, no calls failed ",
		"denials":      "no errors, not affected, no data was lost, ",
		"almost":       "all high high partial some most few caused by a number of ",
		"wrapped":      "the issue was\nresolved and\nit was\n",
		"stops":        ". . a.m. ",
		"blanks":       " \t",
		"lines":        "\n",
		"fixed blanks": "\u00a0",
		"durations":    "for 47 minutes and an hour and a half ",
		"zones":        "all times UTC (UTC) CEST ",
		"headings":     "Time:\n15:49\n",
		"broken":       "\xff\xfe\x80",
		"blots":        "\x01\x02\x03 resolved ",
	} {
		for _, length := range []int{3_000, maxText} { // of a sentence
			one := strings.Repeat(unit, max(1, length/len(unit)))
			if length < maxText {
				one += ". "
			}
			text := strings.Repeat(one, maxText/len(one))
			before := processor(t)
			Extract(text, Context{Anchor: anchor})
			took := processor(t) - before
			if t.Logf("%s, sentences of %d bytes: %v", name, length, took); took > 3*time.Second {
				t.Errorf("%s, sentences of %d bytes: %v", name, length, took)
			}
		}
	}
}

// processor is the time that this process has had so far.
func processor(t *testing.T) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
