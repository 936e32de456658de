package report

import (
	"fmt"
	"math/big"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/statement"
)

// OtherRulesName is the document name of the month under other rules.
const OtherRulesName = "other-rules"

// OtherRules is the month under other rules: for each statement the same
// evidence, judged with one rule changed. It is internal.
func OtherRules(acc *statement.Account) *Document {
	d := &Document{
		Name: OtherRulesName, Kind: KindOverview,
		Eyebrow: "Other rules · " + acc.Organisation + " · internal",
		Title:   acc.Period.Title() + " under other rules",
		Lead:    "The same evidence, judged with one rule changed, all else as agreed. It shows which figures rest on the rule and not on what happened; it decides nothing.",
		Sample:  acc.Sample,
		Nav:     []Link{{Text: "Overview of the month", Document: OverviewName}},
		Footer:  footer(acc),
	}
	for _, s := range worstFirst(acc.Statements) {
		if t := otherTable(s); t != nil {
			d.Sections = append(d.Sections, Section{
				ID:    "rules-" + slug(s.Customer.ID) + "-" + anchor(s),
				Title: s.Customer.Name + ", " + s.Service.Name, Lead: s.Policy.Name + ": " + InOneLine(s.Policy) + ". " + Differs(s), Blocks: []Block{t},
			})
		}
	}
	return d
}

// otherSections are the same for a customer's statement, where the
// configuration has them there.
func otherSections(own *statement.Account) []Section {
	if !own.OtherRules {
		return nil
	}
	var out []Section
	for _, s := range own.Statements {
		if t := otherTable(s); t != nil {
			out = append(out, Section{ID: "rules-" + anchor(s), Title: "Under other rules: " + s.Service.Name,
				Lead: "The same evidence, judged with one rule changed. It only informs. " + Differs(s), Blocks: []Block{t}})
		}
	}
	return out
}

// otherTable is a statement under each rule, the agreed one first; nil where
// there is nothing to compare.
func otherTable(s statement.Statement) *Table {
	if len(s.Others) < 2 {
		return nil
	}
	t := &Table{ID: "table-rules-" + slug(s.Customer.ID) + "-" + anchor(s), Caption: "The month under other rules", Columns: []Column{
		{Title: "Rule"}, {Title: "Promise"}, {Title: "Availability", Right: true}, {Title: "Against agreed", Right: true, Note: "percentage points"}, {Title: "Credit", Right: true},
	}}
	agreed := s.Others[0]
	for _, o := range s.Others {
		credit := Cell(None{Why: "no credit falls due"})
		if !o.Credit.IsZero() {
			credit = Amount{o.Credit}
		}
		t.Rows = append(t.Rows, []Cell{Text(upper(o.Name)), verdict(o.Verdict), percent(o.Availability), points(o.Availability, agreed.Availability), credit})
	}
	return t
}

// points is by how many percentage points a differs from the agreed figure:
// "−0.0463", cut after four places; nothing where they are one figure.
func points(a, agreed *big.Rat) Cell {
	if a == nil || agreed == nil {
		return None{Why: "no figure to compare"}
	}
	by, sign := sub(a, agreed), "+"
	switch by.Sign() {
	case 0:
		return None{Why: "the same figure"}
	case -1:
		sign = "−"
	}
	if by.Abs(by).Cmp(big.NewRat(1, 1_000_000)) < 0 {
		return Text(sign + "less than 0.0001")
	}
	return Text(sign + money.FloorPercent(by, 4))
}

// Differs says in a sentence what another rule would change.
func Differs(s statement.Statement) string {
	if len(s.Others) < 2 {
		return "There is no other rule to compare with."
	}
	var turned, paid, moved []string
	agreed := s.Others[0]
	for _, o := range s.Others[1:] {
		switch {
		case o.Verdict == contract.Undecided:
		case o.Verdict != agreed.Verdict:
			turned = append(turned, o.Name)
		case o.Credit != agreed.Credit:
			paid = append(paid, o.Name)
		case compareRat(o.Availability, agreed.Availability) != 0:
			moved = append(moved, o.Name)
		}
	}
	switch {
	case len(turned) > 0:
		return fmt.Sprintf("The promise is %s as agreed; it would not be with: %s.", agreed.Verdict, list(turned))
	case len(paid) > 0:
		return fmt.Sprintf("No rule here turns the verdict; the credit would differ with: %s.", list(paid))
	case len(moved) > 0:
		return "No rule here turns the verdict or the credit; only the figure moves."
	}
	return "No rule here changes any figure."
}

// disputes is the overview's short form: the statements whose verdict or credit
// another rule would change, with the widest of what they would come to.
func disputes(acc *statement.Account) Section {
	t := &Table{ID: "disputes", Caption: "Where the rule decides", Columns: []Column{
		{Title: "Customer"}, {Title: "As agreed"}, {Title: "Availability", Right: true}, {Title: "Other rules give", Right: true, Note: "lowest to highest"}, {Title: "Credit", Right: true, Note: "least to most"}, {Title: "What differs"},
	}}
	same := 0
	for _, s := range worstFirst(acc.Statements) {
		if !turns(s) {
			same++
			continue
		}
		low, high, least, most := extremes(s.Others)
		t.Rows = append(t.Rows, []Cell{
			Ref{Text: s.Customer.Name, Note: s.Service.Name, Document: CustomerName(s.Customer.ID)}, verdict(s.Judgement.Verdict), Text(measuredWords(s)),
			TwoLines{percentText(low, 4), percentText(high, 4)}, TwoLines{least.String(), most.String()}, Text(Differs(s)),
		})
	}
	if len(t.Rows) == 0 {
		return Section{}
	}
	return Section{
		ID: "disputes", Title: "Where the rule decides, and not the outage",
		Lead: fmt.Sprintf("These statements would be met or missed, or pay another credit, if one rule were another: maintenance in or out, the weight of degraded minutes, other units, by time or by request. %s would not. The page “%s” has each rule.",
			upper(count(same, "other statement", "other statements")), acc.Period.Title()+" under other rules"),
		Blocks: []Block{t},
	}
}

// turns says that another rule, where it can decide, changes the verdict or the
// credit.
func turns(s statement.Statement) bool {
	for _, o := range s.Others {
		if o.Verdict != contract.Undecided && (o.Verdict != s.Others[0].Verdict || o.Credit != s.Others[0].Credit) {
			return true
		}
	}
	return false
}

// extremes are the lowest and highest availability and credit of all rules, the
// agreed one among them.
func extremes(others []statement.Other) (low, high *big.Rat, least, most money.Amount) {
	least, most = others[0].Credit, others[0].Credit
	for _, o := range others {
		if a := o.Availability; a != nil && o.Verdict != contract.Undecided {
			if low == nil || a.Cmp(low) < 0 {
				low = a
			}
			if high == nil || a.Cmp(high) > 0 {
				high = a
			}
		}
		if o.Credit.Minor < least.Minor {
			least = o.Credit
		}
		if o.Credit.Minor > most.Minor {
			most = o.Credit
		}
	}
	return low, high, least, most
}
