package postmortem

import (
	"fmt"
	"strings"
	"testing"

	"aftermath/internal/parse"
)

// account is a postmortem of about 10 kB: half sentences, a timeline, a table.
func account() string {
	var b strings.Builder
	b.WriteString("# Checkout outage of 3 March 2025\n\n## Summary\n\n")
	for i := range 20 {
		fmt.Fprintf(&b, "The **checkout** of our largest shops answered slowly while the [queue of orders](https://shop.example/queue/%d) was worked off, and the team\nadded nodes to the `basket-%d` pool; nothing was lost, though retries made the load worse for everybody else. ", i, i)
		if i%4 == 3 {
			b.WriteString("\n\n")
		}
	}
	b.WriteString("On 3 March 2025, between 08:50 and 09:58 UTC, calls failed.\n\n## Timeline (UTC)\n\n")
	for i := range 30 {
		fmt.Fprintf(&b, "* %02d:%02d - Somebody of the team looked at _dashboard_ %d and restarted node %d\n", 8+i/12, i*5%60, i, i)
	}
	b.WriteString("\n| Time (UTC) | Who | What |\n|---|---|---|\n")
	for i := range 20 {
		fmt.Fprintf(&b, "| %02d:%02d | Ada | looked at the graphs of pool %d once more |\n", 8+i/12, i*5%60, i)
	}
	b.WriteString("\n## Lessons\n\n")
	for i := range 10 {
		fmt.Fprintf(&b, "- We will write down how pool %d is drained before it is needed the next time, and rehearse it twice a year.\n", i)
	}
	return b.String()
}

func bench(b *testing.B, format reader, text string) {
	data := []byte(text)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := format("incident.md", data, parse.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMarkdown(b *testing.B) { bench(b, Markdown, account()) }
func BenchmarkText(b *testing.B)     { bench(b, Text, account()) }
func BenchmarkCState(b *testing.B) {
	bench(b, CState, issue("date: 2025-03-03 08:50:00\nresolved: true\nresolvedWhen: 2025-03-03 10:15:00\nseverity: notice\n", account()))
}
func BenchmarkTimeLed(b *testing.B) {
	var t strings.Builder
	t.WriteString("Errors\nSearch\ndate: 2025-03-03\n\n")
	for i := range 60 {
		fmt.Fprintf(&t, "%d:%02d PM PST We continue to work on the recovery of the searches, and will tell more as soon as there is more to tell of pool %d.\n", 1+i/6, i%6*10, i)
	}
	bench(b, TimeLed, t.String())
}
