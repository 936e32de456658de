package terms

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/contract"
)

// claim is a word, or a mapping that says more.
func (d *decoder) claim(n ast.Node) contract.Claim {
	var c contract.Claim
	if _, ok := pairs(n); !ok {
		value(d, &c.Automatic, named(vocabulary[bool]{"how a credit is asked for", []string{"on-claim", "automatic"}, []bool{false, true}}))(n)
		return c
	}
	d.mapping(n, "claim",
		optional("automatic", value(d, &c.Automatic, named(truths))),
		optional("deadlines", d.list(1, func(n ast.Node) { c.Deadlines = append(c.Deadlines, d.deadline(n)) })),
		optional("evidence", values(d, &c.Evidence, text)),
		optional("decisive", value(d, &c.Decisive, text)),
	)
	return c
}

func (d *decoder) deadline(n ast.Node) contract.Deadline {
	l := contract.Deadline{Anchor: contract.PeriodEnd}
	var within struct {
		n    int
		unit contract.DeadlineUnit
	}
	d.mapping(n, "a deadline",
		required("within", value(d, &within, func(s string) (v struct {
			n    int
			unit contract.DeadlineUnit
		}, err error) {
			v.n, v.unit, err = waiting(s)
			return v, err
		})),
		optional("of", value(d, &l.Anchor, word("an instant that a deadline runs from", contract.PeriodEnd, contract.OutageStart, contract.OutageEnd, contract.Awareness, contract.InvoiceDate, contract.NextEnd))),
		optional("what", value(d, &l.What, text)),
		optional("clause", value(d, &l.Clause, text)),
	)
	l.N, l.Unit = within.n, within.unit
	return l
}

// waiting is "30 days", "5 business days", "1 billing cycle".
func waiting(s string) (int, contract.DeadlineUnit, error) {
	count, unit, _ := strings.Cut(s, " ")
	n, err := small(0, 3650)(count)
	if err != nil {
		return 0, "", advice{fmt.Sprintf("%.40q is not how long there is", s), "write 24 hours, 30 days, 5 business days, 2 months or 2 billing cycles"}
	}
	if n == 1 && !strings.HasSuffix(unit, "s") {
		unit += "s"
	}
	u, err := word("a unit of time of a deadline", contract.InHours, contract.InDays, contract.InBusinessDays, contract.InMonths, contract.InCycles)(unit)
	return n, u, err
}

func (d *decoder) termination(n ast.Node) contract.Termination {
	var t contract.Termination
	d.mapping(n, "a right to terminate",
		optional("misses", value(d, &t.Misses, small(1, 120))),
		optional("of", value(d, &t.Of, small(1, 120))),
		optional("below", value(d, &t.Below, share)),
		optional("down", value(d, &t.Down, positive)),
		optional("missed_below", value(d, &t.MissedBelow, share)),
		optional("missed_down", value(d, &t.MissedDown, positive)),
		optional("clause", value(d, &t.Clause, text)),
		optional("remedy", value(d, &t.Remedy, text)),
	)
	return t
}

func (d *decoder) source(n ast.Node) contract.Source {
	var s contract.Source
	d.mapping(n, "source",
		optional("publisher", value(d, &s.Publisher, text)),
		required("address", value(d, &s.Address, text)),
		optional("date", value(d, &s.Date, text)),
		optional("read", value(d, &s.Read, text)),
		optional("outside", values(d, &s.Outside, text)),
	)
	return s
}

// clauses are the contract's own numbers of parameters.
func (d *decoder) clauses(n ast.Node) map[string]string {
	out := map[string]string{}
	fields := make([]field, 0, len(clauseKeys))
	for _, key := range clauseKeys {
		fields = append(fields, optional(key, func(n ast.Node) {
			var clause string
			if value(d, &clause, text)(n); clause != "" {
				out[key] = clause
			}
		}))
	}
	d.mapping(n, "clauses", fields...)
	return out
}

// clauseKeys are the parameters that a clause can be named for.
var clauseKeys = []string{
	"target", "limit", "evidence", "clock", "scope", "requests", "unit", "bad", "degraded_weight", "partial_weight", "idle", "thin", "run",
	"calendar", "maintenance", "exclusions", "subtract", "unknown", "part_life", "aggregate", "round", "credits", "combine", "exclusive",
	"period", "base", "day", "caps", "minimum", "eligibility", "claim", "termination",
}
