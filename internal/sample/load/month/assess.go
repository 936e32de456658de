package main

import (
	"context"
	"fmt"
	"time"

	"aftermath/internal/assess"
	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/store"
)

var services = [...]string{"catalog", "orders", "search"}

func customerID(n int) string { return fmt.Sprintf("cust-%05d", n+1) }

// book gives every customer one contract for all services; a third of them have
// their availability as the mean of five-minute error rates.
func book(customers int) contract.Book {
	percent := money.MustPercent
	b := contract.Book{Organisation: "Load", Zone: time.UTC}
	for _, id := range services {
		b.Services = append(b.Services, contract.Service{ID: id, Name: id, Components: []string{id}, Gap: 10 * time.Minute, Minute: contract.Thresholds{
			Down: contract.Threshold{Percent: percent("50%")}, Degraded: contract.Threshold{Percent: percent("30%")}, DegradedSlow: contract.Threshold{Percent: percent("50%")}, MinRequests: 4}})
	}
	tiers := []contract.Tier{{Below: percent("99.9%"), Credit: percent("10%")}, {Below: percent("99%"), Credit: percent("25%")}}
	minutes := contract.Policy{ID: "minutes", Target: percent("99.9%"), Evidence: contract.Either,
		Maintenance: contract.MaintenanceRule{Excluded: true, Notice: 72 * time.Hour, Cap: 4 * time.Hour}, Tiers: tiers}
	mean := contract.Policy{ID: "mean", Target: percent("99.9%"), Measures: []contract.Measure{{Target: percent("99.9%"), Evidence: contract.Logs,
		Unit: contract.Unit{Length: 5 * time.Minute}, Bad: contract.UnitRule{Kind: contract.ByFraction, PartialWeight: percent("100%")}, Aggregate: contract.ByMean, Credit: contract.Tiers(tiers)}}}
	b.Policies = []contract.Policy{minutes, mean}
	b.Maintenance = []contract.Maintenance{{ID: "m", Title: "Upgrade", Services: services[:1], Start: start.AddDate(0, 0, 9), End: start.AddDate(0, 0, 9).Add(time.Hour), Announced: start}}
	for n := range customers {
		k := contract.Contract{Policy: "minutes", Services: services[:], Fee: money.Amount{Minor: 100_000, Currency: "EUR"}, Zone: time.UTC}
		if n%3 == 1 {
			k.Policy = "mean"
		}
		b.Customers = append(b.Customers, contract.Customer{ID: customerID(n), Name: customerID(n), Contracts: []contract.Contract{k}})
	}
	return b
}

func assessMonth(ctx context.Context, s *store.Store, customers, hands int) (string, error) {
	said := ""
	err := s.View(ctx, func(tx *store.Tx) error {
		a, err := assess.Month(assess.Facts{Book: book(customers), Traffic: tx.Minutes, Evidence: tx.Evidence, Hands: hands}, "2025-04")
		if err != nil {
			return err
		}
		missed := 0
		for _, st := range a.Statements {
			if st.Judgement.Verdict == contract.Missed {
				missed++
			}
		}
		said = fmt.Sprintf("%d statements, %d missed", len(a.Statements), missed)
		return nil
	})
	return said, err
}
