package past

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// remarks are what stands in a postmortem beside the times that matter.
var remarks = []string{
	"The team had rehearsed this kind of failure in spring, and the notes from that day were of use.",
	"Version 4.12.%d was on all hosts by then, and the rollback to 4.11.%d was not needed.",
	"Of the %d calls in flight, most were answered with status 503 and tried again by their clients.",
	"We will move the remaining %d shards to the new storage before the end of the quarter.",
	"Alerts for this path fire when more than %d of a thousand calls fail within five minutes.",
	"Nobody's data was lost, and no data was shown to anyone who should not see it.",
	"The on-call engineer opened a bridge, and three people from the platform team joined it.",
	"A dashboard that would have shown the trend existed, but it was not on the wall.",
}

// postmortem is the story as prose, at least length bytes long.
func (s story) postmortem(dice *rand.Rand, length int) []byte {
	var out strings.Builder
	day := s.began.Format("January 2, 2006")
	fmt.Fprintf(&out, "# %s\n\nOn %s, between %s and %s UTC, %s was affected: part of the API calls failed.\n\n## What happened\n\n",
		s.title, day, s.began.Format("15:04"), s.resolved.Format("15:04"), s.part)
	fmt.Fprintf(&out, "The issue was detected at %s UTC by an alert. The cause was %s. Recovery began at %s UTC, with full functionality confirmed by %s UTC.\n\n",
		s.detected.Format("15:04"), causes[dice.IntN(len(causes))], s.mitigated.Format("15:04"), s.resolved.Format("15:04"))
	out.WriteString("## What we learned\n\n")
	for n := 0; out.Len() < length; n++ {
		remark := remarks[dice.IntN(len(remarks))]
		for strings.Contains(remark, "%d") {
			remark = strings.Replace(remark, "%d", fmt.Sprint(10+dice.IntN(900)), 1)
		}
		out.WriteString(remark)
		if out.WriteByte(' '); n%5 == 4 {
			out.WriteString("\n\n")
		}
	}
	return []byte(strings.TrimSpace(out.String()) + "\n")
}
