package store

import (
	"math/big"
	"strings"
	"testing"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/money"
)

// What statements came to is found again, of the periods that are over.
func TestRecords(t *testing.T) {
	s := newStore(t)
	all := someStatements(t)
	all[0].Judgement.Carried = money.Amount{Minor: 45, Currency: all[0].Judgement.Credit.Currency}
	update(t, s, func(tx *Tx) error { return tx.PutAccount("2025-04", all) })
	view(t, s, func(tx *Tx) error {
		end := all[0].Judged.End
		if early, err := tx.Records(end.Add(-time.Second)); err != nil || len(early) != 0 {
			t.Errorf("%d records before the period is over, %v", len(early), err)
		}
		got, err := tx.Records(end)
		if err != nil || len(got) != 2 {
			t.Fatalf("%d records, %v; want 2", len(got), err)
		}
		r := got[0]
		if r.Customer != "c1" || r.Service != "api" || r.Policy != "gold" || !r.Judged.Start.Equal(all[0].Judged.Start) || !r.Judged.End.Equal(end) ||
			r.Verdict != contract.Missed || r.Availability.Cmp(big.NewRat(43151, 43200)) != 0 || r.Down != 49 || r.Credit != all[0].Judgement.Credit || r.Carried != all[0].Judgement.Carried {
			t.Errorf("%+v", r)
		}
		if got[1].Verdict != contract.Undecided || got[1].Availability != nil {
			t.Errorf("%+v, want one without an availability", got[1])
		}
		return nil
	})
	update(t, s, func(tx *Tx) error {
		_, err := tx.exec(`UPDATE statement SET availability_den = '0' WHERE position = 0`)
		return err
	})
	view(t, s, func(tx *Tx) error {
		if _, err := tx.Records(all[0].Judged.End); err == nil || !strings.Contains(err.Error(), "the store is damaged") {
			t.Errorf("a fraction over 0: %v", err)
		}
		return nil
	})
}

// Minutes are the series, packed, and stop when no more is wanted.
func TestMinutes(t *testing.T) {
	s := newStore(t)
	want := someSeries(7)
	update(t, s, func(tx *Tx) error { return addSeries(tx, want) })
	view(t, s, func(tx *Tx) error {
		services, err := tx.SeriesServices()
		if err != nil {
			return err
		}
		for _, service := range services {
			next := tx.Minutes(service, -dayBias, dayBias)
			for one, err := range tx.Series(service, -dayBias, dayBias) {
				if err != nil {
					return err
				}
				found := false
				for p, err := range next {
					if err != nil {
						return err
					}
					if p.Key == one.Key {
						if found = true; p.Sum != one.Counts() || string(p.Minutes) != string(one.Pack().Minutes) {
							t.Errorf("%+v: %+v, want %+v", p.Key, p.Sum, one.Counts())
						}
						break
					}
				}
				if !found {
					t.Errorf("%+v is not among the minutes", one.Key)
				}
			}
		}
		return nil
	})
}
