package excel

import (
	"fmt"
	"slices"
	"strings"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/statement"
)

// A tile is a headline figure with its label above and its origin below.
type tile struct {
	label string
	value value
	note  string
}

// tiles writes a row of tiles over the given spans of columns, and more rows
// where there are more tiles.
func (s *sheet) tiles(list []tile, spans [][2]int) {
	for row := range slices.Chunk(list, len(spans)) {
		for i, t := range row {
			c1, c2 := spans[i][0], spans[i][1]
			t.value.look.size, t.value.look.bold, t.value.look.align = 16, true, "left"
			cells := [...]value{
				{text: t.label, look: look{size: 9, color: muted, fill: pale}},
				t.value,
				{text: t.note, look: look{size: 9, color: muted, fill: pale, wrap: true}},
			}
			for j, v := range cells {
				v.look.fill = pale
				for c := c1; c <= c2; c++ {
					s.put(c, s.row+j, value{look: v.look})
				}
				s.put(c1, s.row+j, v)
				if c2 > c1 {
					s.book.fail(s.book.file.MergeCell(s.name, name(c1, s.row+j), name(c2, s.row+j)))
				}
			}
		}
		s.height(s.row+1, 24)
		s.height(s.row+2, 26)
		s.row += 4
	}
}

// headlines are the figures of the month. totals are the cells of its credits.
func (b *book) headlines(totals map[string]string) []tile {
	by := map[contract.Verdict]int{}
	var all contract.Tally
	for _, st := range b.acc.Statements {
		by[st.Judgement.Verdict]++
		all = all.Add(st.Minutes)
	}
	list := []tile{{
		"Promises kept", value{text: fmt.Sprintf("%d of %d", by[contract.Met], len(b.acc.Statements))},
		verdicts(by),
	}}
	for _, sum := range money.Sum(creditsOf(b.acc.Statements)...) {
		if sum.IsZero() {
			continue
		}
		v := amount(sum)
		v.formula = totals[sum.Currency]
		list = append(list, tile{"Credits due in " + sum.Currency, v, "sheet Credits"})
	}
	if len(list) == 1 {
		list = append(list, tile{"Credits due", value{text: "none"}, "sheet Credits"})
	}
	ttd, ttr := b.acc.Reliability.TTD, b.acc.Reliability.TTR
	return append(list,
		tile{"Down", minutes(all.Down), "all statements together"},
		tile{"Degraded", minutes(all.Degraded), "all statements together"},
		tile{"Incidents", count(int64(len(b.acc.Incidents))), "and " + plural(len(b.acc.Undeclared), "undeclared bad run")},
		tile{"Median time to detect", statistic(ttd.Median), sample(ttd, "began → detected")},
		tile{"Median time to resolve", statistic(ttr.Median), sample(ttr, "began → resolved")},
	)
}

func verdicts(by map[contract.Verdict]int) string {
	out := []string{fmt.Sprintf("%d missed", by[contract.Missed])}
	if n := by[contract.Undecided]; n > 0 {
		out = append(out, fmt.Sprintf("%d undecided", n))
	}
	return strings.Join(out, ", ")
}

// sample says between which ends a duration lies and on how many it rests.
func sample(d statement.Duration, ends string) string {
	out := fmt.Sprintf("%s, n = %d", ends, d.N)
	if d.Missing > 0 {
		out += fmt.Sprintf(", %d without", d.Missing)
	}
	if d.Open > 0 {
		out += fmt.Sprintf(", %d open", d.Open)
	}
	return out
}
