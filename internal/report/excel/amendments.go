package excel

import (
	"strings"
	"time"

	"aftermath/internal/report"
)

// amendments lists what people decided about incidents; no table where nobody
// decided anything.
func (b *book) amendments(s *sheet) {
	var rows [][]value
	for _, inc := range b.acc.Amended {
		for _, a := range inc.Amendments {
			over := none("no reading")
			if text := report.Overruled(inc.Incident, a, b.zone); text != "" {
				over = lines(text)
			}
			day := ""
			if !a.Date.IsZero() {
				day = a.Date.Format(time.DateOnly)
			}
			rows = append(rows, []value{
				words(inc.ID), lines(a.Says(b.zone)), lines(a.Author), lines(a.Reason), over, words(strings.TrimSpace(a.Ticket + " " + day)),
			})
		}
	}
	if len(rows) == 0 {
		return
	}
	s.section("Amended by people", "A person's decision wins over every reading; what it overruled stands beside it.")
	s.table("Amendments", []column{{"Incident", 26}, {"Decided", 40}, {"By", 24}, {"Why", 24}, {"Overruled", 22}, {"Ticket and day", 14}}, rows, "")
}
