package report

import (
	"fmt"
	"slices"
	"strings"

	"aftermath/internal/contract"
	"aftermath/internal/statement"
)

// outages are the bad runs, each with what it rests on.
func outages(own *statement.Account) Section {
	t := &Table{ID: "outages", Caption: "Bad minutes, in order of time", Empty: "There was no bad minute.",
		Columns: []Column{
			{Title: "When"}, {Title: "Service"}, {Title: "State"}, {Title: "Length", Right: true},
			{Title: "Your requests", Right: true}, {Title: "Failed", Right: true}, {Title: "Slow", Right: true}, {Title: "Evidence"},
		}}
	single := 0
	for _, s := range own.Statements {
		for _, r := range joined(s.Bad) {
			if r.State == statement.Degraded && r.CountMinutes() == 1 && len(r.Incidents) == 0 {
				single++
				continue
			}
			t.Rows = append(t.Rows, []Cell{
				TwoLines{stretch(r.Span, s.Period.Zone), utcWords(r.Run)}, Text(s.Service.Name), stateCell(r.State), Minutes(r.CountMinutes()),
				Count(int64(r.Requests.Valid)), Count(int64(r.Requests.Failed)), Count(int64(r.Requests.Slow)), evidenceCell(own, r),
			})
		}
	}
	section := Section{ID: "outages", Title: "When it was not up", Lead: "Runs of down and degraded minutes as counted for this contract.", Blocks: []Block{t}}
	if single > 0 {
		section.Blocks = append(section.Blocks, Paragraph(fmt.Sprintf("Not listed: %s apart from any incident. The workbook holds each.", count(single, "single degraded minute", "single degraded minutes"))))
	}
	return section
}

// A spell is neighbouring runs of one state, whatever decided them.
type spell struct {
	statement.Run
	sources []string
}

// joined puts together runs of one state that follow each other without a
// break: that the log decides one minute and a declaration the next is a matter
// of evidence, not a new outage.
func joined(runs []statement.Run) []spell {
	var out []spell
	for _, r := range runs {
		words := sourceWords[r.Source]
		if n := len(out); n > 0 && out[n-1].State == r.State && out[n-1].End.Equal(r.Start) {
			last := &out[n-1]
			last.End = r.End
			last.Requests = last.Requests.Add(r.Requests)
			last.Incidents = union(last.Incidents, r.Incidents)
			last.sources = union(last.sources, []string{words})
			continue
		}
		out = append(out, spell{r, []string{words}})
	}
	return out
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func utcWords(r statement.Run) string {
	return r.Start.UTC().Format("15:04") + "–" + r.End.UTC().Format("15:04") + " UTC"
}

func evidenceCell(own *statement.Account, r spell) Cell {
	second := "no incident declared"
	for _, id := range r.Incidents {
		for i := range own.Incidents {
			if own.Incidents[i].ID == id {
				second = own.Incidents[i].Title
			}
		}
	}
	return TwoLines{strings.Join(r.sources, ", "), second}
}

// notJudged are the minutes that count neither way, with the reason of each.
func notJudged(own *statement.Account) Section {
	t := &Table{ID: "not-judged", Caption: "Excluded and unknown stretches",
		Columns: []Column{{Title: "When"}, {Title: "Service"}, {Title: "State"}, {Title: "Length", Right: true}, {Title: "Reason"}}}
	var hours []Block
	for _, s := range own.Statements {
		n, minutes := 0, int64(0)
		for _, r := range s.Other {
			if r.State == statement.Excluded && r.Reason == outOfHours {
				n, minutes = n+1, minutes+r.CountMinutes()
				continue
			}
			why := r.Reason
			if why == "" {
				why = "the service was not being logged, and no incident covers it"
			}
			t.Rows = append(t.Rows, []Cell{Text(stretch(r.Span, s.Period.Zone)), Text(s.Service.Name), stateCell(r.State), Minutes(r.CountMinutes()), Text(why)})
		}
		if n > 0 {
			hours = append(hours, Paragraph(fmt.Sprintf("%s: %s in %s lie outside the service hours (%s). The workbook lists each.", s.Service.Name, minutesText(minutes), count(n, "stretch", "stretches"), calendarWords(s.Policy))))
		}
	}
	if len(t.Rows)+len(hours) == 0 {
		return Section{}
	}
	t.Empty = "None but what lies outside the service hours."
	lead := "These minutes count neither for nor against the promise."
	for _, s := range own.Statements {
		if s.Minutes.Unknown > 0 && s.Judgement.Lowest != nil {
			lead += fmt.Sprintf(" Had every unknown minute of %s been down, availability would be %s; had all been up, %s.",
				s.Service.Name, percentText(s.Judgement.Lowest, 4), percentText(s.Judgement.Highest, 4))
		}
	}
	return Section{ID: "not-judged", Title: "What is not counted, and why", Lead: lead, Blocks: append([]Block{t}, hours...)}
}

// outOfHours is the reason of a run that lies outside a policy's service hours,
// as package assess writes it.
const outOfHours = "outside the service hours"

// calendarWords is the service hours of a policy's first measure in words.
func calendarWords(p contract.Policy) string {
	m := p.Promises()[0]
	for _, l := range p.Definition() {
		if l.Parameter == "calendar" && (l.Measure == "" || l.Measure == m.ID) {
			return l.Words
		}
	}
	return "around the clock"
}
