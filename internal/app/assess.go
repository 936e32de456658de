package app

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"aftermath/internal/assess"
	"aftermath/internal/incident"
	"aftermath/internal/span"
	"aftermath/internal/statement"
	"aftermath/internal/store"
	"aftermath/internal/traffic"
)

// assess makes the account of a month from the store; an empty name is the
// last full month with data.
func (a *App) assess(tx *store.Tx, s *settings, name string) (*statement.Account, error) {
	records, err := tx.Incidents()
	if err != nil {
		return nil, err
	}
	works, err := tx.Works()
	if err != nil {
		return nil, err
	}
	odd, err := tx.Warnings()
	if err != nil {
		return nil, err
	}
	inputs, err := tx.Inputs()
	if err != nil {
		return nil, err
	}
	period, err := choose(s, name, inputs, records)
	if err != nil {
		return nil, err
	}
	a.Progress.Stage("assess", 0)
	services, err := tx.SeriesServices()
	if err != nil {
		return nil, err
	}
	facts := assess.Facts{
		Book: s.Book, Incidents: records, Works: works, Amendments: s.Amendments, Warnings: odd,
		Traffic: tx.Minutes, Evidence: tx.Evidence, Version: a.Version, Inputs: slices.Clone(s.inputs), Hands: runtime.GOMAXPROCS(0),
		Unmatched: slices.DeleteFunc(services, func(name string) bool { return !strings.HasPrefix(name, traffic.Unknown) }),
	}
	past, err := tx.Records(period.End)
	if err != nil {
		return nil, err
	}
	for _, r := range past {
		facts.Earlier = append(facts.Earlier, assess.Record(r))
	}
	for _, in := range inputs {
		if in.Kind == store.Logs && !span.New(in.First, in.Last.Add(time.Second)).Overlaps(period.Span) {
			continue
		}
		facts.Inputs = append(facts.Inputs, statement.Input{
			Path: in.Path, Kind: string(in.Kind), Digest: in.Digest, Bytes: in.Bytes, Lines: in.Lines, Requests: in.Requests, Rejected: in.Rejected, Zone: in.ZoneAssumed,
		})
	}
	acc, err := assess.Month(facts, period.Name)
	if err != nil {
		return nil, err
	}
	acc.OtherRules = s.OtherRules
	a.Progress.Done(fmt.Sprintf("%s: %s, %s", acc.Period.Title(), number(int64(len(acc.Statements)), "statement"), number(int64(len(acc.Incidents)), "incident")))
	return acc, nil
}

// complete is how much of a month's end may be without data for the month to
// count as full.
const complete = time.Hour

// choose is the period called name, or the last month that data reaches the
// end of; where no month is full, the month of the last datum.
func choose(s *settings, name string, inputs []store.Input, records []incident.Record) (span.Period, error) {
	if name != "" {
		p, err := span.ParsePeriod(name, s.Book.Zone)
		if err != nil {
			return p, &UsageError{err}
		}
		return p, nil
	}
	var first, last time.Time
	see := func(from, to time.Time) {
		if first.IsZero() || from.Before(first) {
			first = from
		}
		if to.After(last) {
			last = to
		}
	}
	for _, in := range inputs {
		if in.Kind == store.Logs && !in.First.IsZero() {
			see(in.First, in.Last)
		}
	}
	if last.IsZero() {
		for _, r := range records {
			if at, ok := incident.Judge(r).Anchor(); ok {
				see(at, at)
			}
		}
		if last.IsZero() {
			return span.Period{}, usage("no request log and no incident with a date was read: there is no month to assess\n    name files under sources in %s and run: aftermath run", s.File)
		}
		return span.MonthOf(last, s.Book.Zone), nil
	}
	p := span.MonthOf(last, s.Book.Zone)
	if last.Add(complete).Before(p.End) && !first.After(p.Previous().End.Add(-complete)) {
		p = p.Previous()
	}
	return p, nil
}
