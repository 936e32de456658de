package prose

import (
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestHostile reads texts made to be slow, a quarter as long as a text may be.
// Each takes less than 0.2 seconds of a processor; the bound is far above what
// any machine needs, and only a reader that hangs breaks it.
func TestHostile(t *testing.T) {
	const size = maxText / 4
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
		"dotted":       "by 4.11 ",
		"dotted ends":  "at 4.11 to 4.12, ",
		"numbers":      "on 3 of 4 and 5/6 12-13 1.2.3 ",
		"compact":      "at 0600 until 0700 1349-1503 ",
		"am and pm":    "10 - 2pm and 3 p.m. ",
		"months":       "may 3 march on 7th ",
		"mitigations":  "we rolled back and traffic was shifted then the fix was deployed at 9:00 ",
		"persists":     "alerts fired at 9:00 and the errors persist the rollback failed ",
		"negated":      "no no zero none of the not a single request was failed failing ",
		"opened":       "(((((",
		"stars":        "* * - | ",
		"apostrophes":  "didn't n't couldn’t ",
		"blots":        "\x01\x02\x03 resolved ",
	} {
		for _, length := range []int{3_000, size} { // of a sentence
			one := strings.Repeat(unit, max(1, length/len(unit)))
			if length < size {
				one += ". "
			}
			text := strings.Repeat(one, size/len(one))
			before := processor(t)
			Extract(text, Context{Anchor: anchor})
			took := processor(t) - before
			if t.Logf("%s, sentences of %d bytes: %v", name, length, took); took > 20*time.Second {
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

// TestWritesDotted holds the search to the expression that it stands for.
func TestWritesDotted(t *testing.T) {
	slow := regexp.MustCompile(`\d\.[0-5]\d\s?[AaPp]\.?[Mm]\b`)
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom([]rune("25.. apAMmx\n\f\x01é")), 0, 12, -1).Draw(t, "s")
		if rapid.Bool().Draw(t, "likely") {
			s += rapid.SampledFrom([]string{"2.40pm", "2.40 p.m", "2.40\fAM ", "2.40 a.Mx", "2.60 pm", "2.4", "2.40p", "2.40 "}).Draw(t, "end")
		}
		if got := writesDotted(s); got != slow.MatchString(s) {
			t.Fatalf("%q: %v", s, got)
		} else if got {
			found++
		}
	})
	if found == 0 {
		t.Error("no text has such a time")
	}
}
