package report

import (
	"fmt"
	"math/big"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/statement"
)

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

// margin says by how many minutes a promise was missed or kept.
func margin(j contract.Judgement) string {
	if j.Verdict == contract.Undecided {
		return "no minute could be judged"
	}
	if j.Lost.Cmp(j.Allowed) > 0 {
		return rat(sub(j.Lost, j.Allowed)) + " min over"
	}
	return rat(sub(j.Allowed, j.Lost)) + " min left"
}
