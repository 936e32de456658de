package report

import (
	"fmt"
	"math/big"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/statement"
)

// CustomerName is the document name of a customer's statement.
func CustomerName(id string) string { return "statement-" + slug(id) }

// Customer is one customer's month, fit to mail: the answer first, then the
// minutes, the outages, the incidents that touched it, and the credit step by
// step. It is made from Only the customer's part of the account.
func Customer(acc *statement.Account, id string) *Document {
	own := Only(acc, id)
	name := id
	if len(own.Statements) > 0 {
		name = own.Statements[0].Customer.Name
	}
	due, _ := credits(own.Statements)
	d := &Document{
		Name:     CustomerName(id),
		Kind:     KindStatement,
		Customer: id,
		Eyebrow:  "Service level statement · " + acc.Organisation,
		Title:    name + ", " + acc.Period.Title(),
		Lead:     customerLead(own, due),
		Sample:   acc.Sample,
		Footer:   footer(own),
	}
	for v, n := range tally(own.Statements) {
		if n > 0 {
			d.Badges = append(d.Badges, Badge{Text: verdict(v).Text, Tone: verdict(v).Tone})
		}
	}
	sortBadges(d.Badges)
	d.Tiles = customerTiles(own, due)
	d.Sections = dropEmpty(append([]Section{
		commitments(own),
		calendar(own.Statements, "Day by day", "The number in a cell is the bad minutes of that day."),
		outages(own),
		touched(own),
		maintenance(own.Statements, false),
		notJudged(own),
	}, append(arithmetic(own), method(own, own.Statements), inputs(own, false))...))
	return d
}

func customerLead(own *statement.Account, due []money.Amount) string {
	lead := ""
	for _, s := range worstFirst(own.Statements) {
		j := s.Judgement
		switch j.Verdict {
		case contract.Missed:
			lead += fmt.Sprintf("%s missed its target of %s %% with %s (%s). ", s.Service.Name, s.Policy.Target, percentText(j.Availability, 4), margin(j))
		case contract.Met:
			lead += fmt.Sprintf("%s kept its target of %s %% with %s (%s). ", s.Service.Name, s.Policy.Target, percentText(j.Availability, 4), margin(j))
		default:
			lead += fmt.Sprintf("%s could not be judged. ", s.Service.Name)
		}
	}
	if words := amounts(due); words != "nothing" {
		return lead + "A credit of " + words + " is due."
	}
	return lead + "No credit is due."
}

func sortBadges(badges []Badge) {
	rank := map[Tone]int{ToneDown: 0, ToneUnknown: 1, ToneGood: 2}
	for i := range badges {
		for k := i; k > 0 && rank[badges[k].Tone] < rank[badges[k-1].Tone]; k-- {
			badges[k], badges[k-1] = badges[k-1], badges[k]
		}
	}
}

func customerTiles(own *statement.Account, due []money.Amount) []Tile {
	var tiles []Tile
	for _, s := range worstFirst(own.Statements) {
		tone := verdict(s.Judgement.Verdict).Tone
		tiles = append(tiles, Tile{Label: s.Service.Name, Value: percent(s.Judgement.Availability), Note: "target " + s.Policy.Target.String() + " %, " + margin(s.Judgement), Tone: tone})
	}
	var total contract.Tally
	for _, s := range own.Statements {
		total = total.Add(s.Minutes)
	}
	tiles = append(tiles,
		Tile{Label: "Down", Value: Minutes(total.Down), Note: "counted"},
		Tile{Label: "Degraded", Value: Minutes(total.Degraded), Note: "slow or flawed"})
	credit := Tile{Label: "Credit due", Value: None{Why: "no credit falls due"}, Tone: ToneGood}
	for _, a := range due {
		if !a.IsZero() {
			credit = Tile{Label: "Credit due", Value: Amount{a}, Note: "worked out below", Tone: ToneDown}
			tiles = append(tiles, credit)
		}
	}
	if credit.Tone == ToneGood {
		tiles = append(tiles, credit)
	}
	return tiles
}

// commitments is every promise of the customer with its minutes.
func commitments(own *statement.Account) Section {
	t := &Table{ID: "commitments", Caption: "Promises and minutes",
		Columns: []Column{
			{Title: "Service"}, {Title: "Promise"}, {Title: "Target", Right: true}, {Title: "Availability", Right: true, Note: "rounded down"},
			{Title: "Down", Right: true}, {Title: "Degraded", Right: true}, {Title: "Excluded", Right: true}, {Title: "Unknown", Right: true},
			{Title: "Without exclusions", Right: true}, {Title: "Error budget used"},
		}}
	facts := Facts{}
	for _, s := range worstFirst(own.Statements) {
		t.Rows = append(t.Rows, []Cell{
			TwoLines{s.Service.Name, s.Policy.Name}, verdict(s.Judgement.Verdict),
			Percent{Share: s.Policy.Target.Share(), Places: places(s.Policy.Target.String())}, percent(s.Judgement.Availability),
			minutesCell(s.Minutes.Down), minutesCell(s.Minutes.Degraded), minutesCell(s.Minutes.Excluded), minutesCell(s.Minutes.Unknown),
			percent(s.Plain.Availability), budget(s.Judgement),
		})
		facts = append(facts, Fact{s.Service.Name, fmt.Sprintf("%s (%s), %s. %s requests: %s failed, %s slow.",
			stretch(s.Judged, s.Period.Zone), s.Period.Zone, minutesText(s.Minutes.Period),
			money.Group(int64(s.Requests.Total)), money.Group(int64(s.Requests.Failed)), money.Group(int64(s.Requests.Slow)))})
	}
	return Section{ID: "commitments", Title: "Did we keep our promise?", Blocks: []Block{t, facts}}
}

// outages are the bad runs, each with what it rests on.
func outages(own *statement.Account) Section {
	t := &Table{ID: "outages", Caption: "Bad minutes, in order of time", Empty: "There was no bad minute.",
		Columns: []Column{
			{Title: "When"}, {Title: "Service"}, {Title: "State"}, {Title: "Length", Right: true},
			{Title: "Your requests", Right: true}, {Title: "Failed", Right: true}, {Title: "Slow", Right: true}, {Title: "Evidence"},
		}}
	for _, s := range own.Statements {
		for _, r := range s.Bad {
			t.Rows = append(t.Rows, []Cell{
				TwoLines{stretch(r.Span, s.Period.Zone), utcWords(r)}, Text(s.Service.Name), stateCell(r.State), Minutes(r.CountMinutes()),
				Count(int64(r.Requests.Valid)), Count(int64(r.Requests.Failed)), Count(int64(r.Requests.Slow)), evidenceCell(own, r),
			})
		}
	}
	return Section{ID: "outages", Title: "When it was not up", Lead: "Runs of down and degraded minutes as counted for this contract.", Blocks: []Block{t}}
}

func utcWords(r statement.Run) string {
	return r.Start.UTC().Format("15:04") + "–" + r.End.UTC().Format("15:04") + " UTC"
}

func evidenceCell(own *statement.Account, r statement.Run) Cell {
	second := "no incident declared"
	for _, id := range r.Incidents {
		for i := range own.Incidents {
			if own.Incidents[i].ID == id {
				second = own.Incidents[i].Title
			}
		}
	}
	return TwoLines{sourceWords[r.Source], second}
}

// notJudged are the minutes that count neither way, with the reason of each.
func notJudged(own *statement.Account) Section {
	t := &Table{ID: "not-judged", Caption: "Excluded and unknown stretches",
		Columns: []Column{{Title: "When"}, {Title: "Service"}, {Title: "State"}, {Title: "Length", Right: true}, {Title: "Reason"}}}
	for _, s := range own.Statements {
		for _, r := range s.Other {
			why := r.Reason
			if why == "" {
				why = "the service was not being logged, and no incident covers it"
			}
			t.Rows = append(t.Rows, []Cell{Text(stretch(r.Span, s.Period.Zone)), Text(s.Service.Name), stateCell(r.State), Minutes(r.CountMinutes()), Text(why)})
		}
	}
	if len(t.Rows) == 0 {
		return Section{}
	}
	lead := "These minutes count neither for nor against the promise."
	for _, s := range own.Statements {
		if s.Minutes.Unknown > 0 && s.Judgement.Lowest != nil {
			lead += fmt.Sprintf(" Had every unknown minute of %s been down, availability would be %s; had all been up, %s.",
				s.Service.Name, percentText(s.Judgement.Lowest, 4), percentText(s.Judgement.Highest, 4))
		}
	}
	return Section{ID: "not-judged", Title: "What is not counted, and why", Lead: lead, Blocks: []Block{t}}
}

// arithmetic is a section per promise: from the minutes to the credit.
func arithmetic(own *statement.Account) []Section {
	var out []Section
	for _, s := range own.Statements {
		out = append(out, Section{
			ID: "credit-" + anchor(s), Title: "Credit: " + s.Service.Name,
			Lead:   fmt.Sprintf("%s, a target of %s %%, a monthly fee of %s.", s.Policy.Name, s.Policy.Target, s.Contract.Fee),
			Blocks: []Block{steps(s), tiers(s)},
		})
	}
	return out
}

// anchor tells the statements of one customer apart: a policy may change within
// the month.
func anchor(s statement.Statement) string {
	return slug(s.Service.ID) + "-" + slug(s.Policy.ID) + "-" + s.Judged.Start.Format(time.DateOnly)
}

func steps(s statement.Statement) Steps {
	m, j := s.Minutes, s.Judgement
	lost := fmt.Sprintf("%s down", money.Group(m.Down))
	if w := s.Policy.DegradedWeight; !w.IsZero() {
		lost += fmt.Sprintf(" + %s %% × %s degraded", w, money.Group(m.Degraded))
	}
	out := Steps{
		{Label: "Eligible", Formula: fmt.Sprintf("%s in the period − %s excluded − %s unknown", money.Group(m.Period), money.Group(m.Excluded), money.Group(m.Unknown)), Result: minutesText(m.Eligible())},
		{Label: "Lost", Formula: lost, Result: rat(j.Lost) + " min"},
	}
	if j.Availability == nil {
		return append(out, Step{Label: "Availability", Formula: "no eligible minute", Result: "–"})
	}
	out = append(out,
		Step{Label: "Availability", Formula: fmt.Sprintf("(%s − %s) / %s", money.Group(m.Eligible()), rat(j.Lost), money.Group(m.Eligible())), Result: percentText(j.Availability, 4)},
		Step{Label: "Allowed", Formula: fmt.Sprintf("%s × (100 − %s) %%", money.Group(m.Eligible()), s.Policy.Target), Result: rat(j.Allowed) + " min"},
		Step{Label: "Target", Formula: fmt.Sprintf("%s %% asked, %s lost of %s allowed", s.Policy.Target, rat(j.Lost), rat(j.Allowed)), Result: verdict(j.Verdict).Text + ", " + margin(j)},
	)
	if j.Tier == nil {
		return append(out, Step{Label: "Credit", Formula: "no tier applies", Result: j.Credit.String()})
	}
	return append(out,
		Step{Label: "Tier", Formula: fmt.Sprintf("%s %s", percentText(j.Availability, 4), j.Tier), Result: j.Tier.Credit.String() + " % of the fee"},
		Step{Label: "Credit", Formula: fmt.Sprintf("%s × %s %%, rounded half-up", s.Contract.Fee, j.Tier.Credit), Result: j.Credit.String()},
	)
}

func tiers(s statement.Statement) *Table {
	t := &Table{ID: "tiers-" + anchor(s), Caption: "Credit tiers of " + s.Policy.Name, Empty: "The contract has no credits.",
		Columns: []Column{{Title: "Availability"}, {Title: "Credit", Right: true}, {Title: "Applies"}}}
	for i, tier := range s.Policy.Tiers {
		words := "below " + tier.Below.String() + " %"
		if i+1 < len(s.Policy.Tiers) {
			words = s.Policy.Tiers[i+1].Below.String() + " % or more, " + words
		}
		applies := Cell(None{Why: "does not apply"})
		if j := s.Judgement; j.Tier != nil && *j.Tier == tier {
			applies = Status{Text: "This month", Tone: ToneDown}
		}
		t.Rows = append(t.Rows, []Cell{Text(words), Percent{Share: new(big.Rat).Set(tier.Credit.Share()), Places: places(tier.Credit.String())}, applies})
	}
	return t
}
