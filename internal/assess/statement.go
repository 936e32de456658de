package assess

import (
	"cmp"

	"aftermath/internal/contract"
	"aftermath/internal/statement"
)

// statement makes up one customer's month at the service.
//
// The fee of a month that the contract covers only in part is the whole
// monthly fee.
func (l *ledger) statement(t term, own *lane) (statement.Statement, error) {
	judged := minutesOf(t.judged)
	s := statement.Statement{
		Customer: t.customer, Service: t.service, Policy: t.policy, Contract: t.contract,
		Period: t.period, Judged: t.judged, Requests: own.between(judged),
	}
	if t.policy.Evidence != contract.Incidents {
		s.Thin = own.undecided(judged)
	}
	codes := make([]code, judged.count())
	l.paint(codes, judged, t, of(own.verdicts, l.axis.from, judged))
	plain, err := tally(codes, judged)
	if err != nil {
		return s, err
	}
	var taken []taking
	s.Works, taken = exclude(l.works, t.policy.Maintenance, judged)
	for _, k := range taken {
		fill(codes, judged.from, k.stretch, excluded)
	}
	for i := range s.Works {
		s.Works[i].Overrun = overrun(s.Works[i].Maintenance, codes, judged)
	}
	if s.Minutes, err = tally(codes, judged); err != nil {
		return s, err
	}
	if s.Days, err = days(codes, judged, t, own, s.Minutes); err != nil {
		return s, err
	}
	s.Judgement = t.policy.Judge(s.Minutes, t.contract.Fee)
	s.Plain = t.policy.Judge(plain, t.contract.Fee)
	s.Bad, s.Other = l.narrate(codes, judged, t, own, taken)
	for _, e := range l.during(judged) {
		s.Impacts = append(s.Impacts, impact(e, s.Bad))
	}
	s.Samples, err = l.samples(t, s.Bad)
	return s, err
}

func compareStatements(a, b statement.Statement) int {
	return cmp.Or(compareCustomers(a.Customer, b.Customer), cmp.Compare(a.Service.Name, b.Service.Name),
		cmp.Compare(a.Service.ID, b.Service.ID), a.Judged.Start.Compare(b.Judged.Start))
}
