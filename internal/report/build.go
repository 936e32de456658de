package report

import (
	"cmp"
	"math/big"
	"slices"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/statement"
)

// Documents are all documents of the account: the overview, a page per
// incident, a statement per customer. With customers named, only those
// customers' statements are made, and nothing else.
func Documents(acc *statement.Account, customers ...string) []*Document {
	var docs []*Document
	if len(customers) == 0 {
		docs = append(docs, Overview(acc))
		if other := OtherRules(acc); len(other.Sections) > 0 {
			docs = append(docs, other)
		}
		for i := range acc.Incidents {
			docs = append(docs, Incident(acc, &acc.Incidents[i]))
		}
	}
	for _, id := range CustomerIDs(acc) {
		if len(customers) == 0 || slices.Contains(customers, id) {
			docs = append(docs, Customer(acc, id))
		}
	}
	return docs
}

// CustomerIDs are the customers that the account has statements for, sorted.
func CustomerIDs(acc *statement.Account) []string {
	var ids []string
	for _, s := range acc.Statements {
		ids = append(ids, s.Customer.ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// worstFirst orders statements: missed before undecided before met, then the
// lower availability, then by name.
func worstFirst(in []statement.Statement) []statement.Statement {
	out := slices.Clone(in)
	slices.SortStableFunc(out, func(a, b statement.Statement) int {
		return cmp.Or(cmp.Compare(gravity(a), gravity(b)), compareRat(a.Judgement.Availability, b.Judgement.Availability),
			cmp.Compare(a.Customer.Name, b.Customer.Name), cmp.Compare(a.Service.Name, b.Service.Name))
	})
	return out
}

func gravity(s statement.Statement) int {
	return slices.Index([]contract.Verdict{contract.Missed, contract.Undecided, contract.Met}, s.Judgement.Verdict)
}

func compareRat(a, b *big.Rat) int {
	if a == nil || b == nil {
		return 0
	}
	return a.Cmp(b)
}

// credits are the sums due, by currency; customers with a credit are counted.
func credits(statements []statement.Statement) (sums []money.Amount, customers int) {
	var all []money.Amount
	seen := map[string]bool{}
	for _, s := range statements {
		all = append(all, s.Judgement.Credit)
		if !s.Judgement.Credit.IsZero() {
			seen[s.Customer.ID] = true
		}
	}
	return money.Sum(all...), len(seen)
}

// owedIn is the number of customers with a credit in a currency.
func owedIn(statements []statement.Statement, currency string) int {
	seen := map[string]bool{}
	for _, s := range statements {
		if c := s.Judgement.Credit; c.Currency == currency && !c.IsZero() {
			seen[s.Customer.ID] = true
		}
	}
	return len(seen)
}

// tally counts verdicts.
func tally(statements []statement.Statement) map[contract.Verdict]int {
	n := map[contract.Verdict]int{}
	for _, s := range statements {
		n[s.Judgement.Verdict]++
	}
	return n
}

// budget is the bar of the error budget: the share of the allowed minutes that
// was lost.
func budget(j contract.Judgement) Cell {
	used := j.BudgetUsed()
	if j.Verdict == contract.Undecided {
		return None{Why: "nothing is decided"}
	}
	if used == nil {
		if j.Lost.Sign() > 0 {
			return Bar{Share: 1, Label: "no budget", Tone: ToneDown}
		}
		return None{Why: "the target allows no downtime"}
	}
	share, _ := used.Float64()
	tone := ToneGood
	switch {
	case j.Verdict == contract.Missed:
		tone = ToneDown
	case share >= 0.5:
		tone = ToneDegraded
	}
	return Bar{Share: share, Label: money.FloorPercent(used, 0) + " %", Tone: tone}
}
