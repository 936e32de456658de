package store

import (
	"database/sql"
	"math/big"
	"strings"
	"testing"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

func someStatements(t testing.TB) []statement.Statement {
	t.Helper()
	stockholm, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	april := span.Month(2025, 4, stockholm)
	policy := contract.Policy{ID: "gold", Target: money.MustPercent("99.9%"), Tiers: []contract.Tier{{Below: money.MustPercent("99.9%"), Credit: money.MustPercent("10%")}}}
	minutes := contract.Tally{Period: 43200, Up: 43126, Degraded: 25, Down: 49}
	began := april.Start.Add(29*24*time.Hour + 15*time.Hour + 49*time.Minute)
	missed := statement.Statement{
		Customer: contract.Customer{ID: "c1", Name: "Ängel & Söner; DROP"}, Service: contract.Service{ID: "api"}, Policy: policy,
		Period: april, Judged: april.Span, Minutes: minutes, Requests: statement.Requests{Total: 10, Valid: 9, Failed: 3, Slow: 1},
		Judgement: policy.Judge(minutes, money.Amount{Minor: 1_000_000, Currency: "EUR"}),
		Bad: []statement.Run{
			{Span: span.New(began, began.Add(49*time.Minute)), State: statement.Down, Source: statement.FromLogs, Incidents: []string{"i1", "i2"}, Requests: statement.Requests{Total: 5}},
			{Span: span.New(began.Add(49*time.Minute), began.Add(74*time.Minute)), State: statement.Degraded, Source: statement.FromIncident, Incidents: []string{"i1"}},
		},
		Other: []statement.Run{{Span: span.New(april.Start, april.Start), State: statement.Excluded, Source: statement.FromRule, Reason: "maintenance M-7"}},
	}
	undecided := statement.Statement{
		Customer: contract.Customer{ID: "c2"}, Service: contract.Service{ID: "api"}, Policy: policy, Period: april, Judged: april.Span,
		Minutes: contract.Tally{Period: 60, Unknown: 60}, Judgement: policy.Judge(contract.Tally{Period: 60, Unknown: 60}, money.Amount{Currency: "SEK"}),
	}
	return []statement.Statement{missed, undecided}
}

// text is every row of a query, one a line.
func text(t testing.TB, s *Store, query string) string {
	t.Helper()
	var out strings.Builder
	view(t, s, func(tx *Tx) error {
		return tx.each(query, nil, func(rows *sql.Rows) error {
			columns, err := rows.Columns()
			if err != nil {
				return err
			}
			values := make([]sql.NullString, len(columns))
			dest := make([]any, len(columns))
			for i := range values {
				dest[i] = &values[i]
			}
			err = rows.Scan(dest...)
			for _, v := range values {
				out.WriteString(v.String + "|")
			}
			out.WriteString("\n")
			return err
		})
	})
	return out.String()
}

func TestAccountForPeople(t *testing.T) {
	s := newStore(t)
	update(t, s, func(tx *Tx) error {
		if err := addSeries(tx, someSeries(1)); err != nil {
			return err
		}
		return tx.PutAccount("2025-04", someStatements(t))
	})
	tests := []struct{ query, want string }{
		{
			`SELECT * FROM statement_view`,
			"2025-04|Ängel & Söner; DROP|api|gold|Europe/Stockholm|2025-03-31 22:00:00|2025-04-30 22:00:00|43200|43126|25|49|0|0|10|3|1|99.8865|99.9|missed|< 99.9 %|10|100000|EUR|\n" +
				"2025-04||api|gold|Europe/Stockholm|2025-03-31 22:00:00|2025-04-30 22:00:00|60|0|0|0|0|60|0|0|0||99.9|undecided|||0|SEK|\n",
		},
		{
			`SELECT * FROM outage_view`,
			"2025-04|Ängel & Söner; DROP|api|2025-04-30 13:49:00|2025-04-30 14:38:00|49|down|logs||5|0|0|i1, i2|\n" +
				"2025-04|Ängel & Söner; DROP|api|2025-04-30 14:38:00|2025-04-30 15:03:00|25|degraded|incident||0|0|0|i1|\n" +
				"2025-04|Ängel & Söner; DROP|api|2025-03-31 22:00:00|2025-03-31 22:00:00|0|excluded|rule|maintenance M-7|0|0|0||\n",
		},
		{`SELECT availability_num, availability_den FROM statement`, "43151|43200|\n||\n"},
		{`SELECT * FROM day_totals`, "api|customer-a|2024-10-04|16315|11790|131|131|00:00:00|23:50:00|\n"},
		{`SELECT count(*) FROM incident_view`, "0|\n"},
	}
	for _, tt := range tests {
		if got := text(t, s, tt.query); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.query, got, tt.want)
		}
	}
}

func TestAccountIsReplaced(t *testing.T) {
	s := newStore(t)
	put := func(period string, statements []statement.Statement) {
		update(t, s, func(tx *Tx) error { return tx.PutAccount(period, statements) })
	}
	put("2025-04", someStatements(t))
	put("2025-03", someStatements(t)[:1])
	written := digest(t, s.path)
	put("2025-03", someStatements(t)[:1])
	put("2025-04", someStatements(t))
	if digest(t, s.path) != written {
		t.Error("equal statements were written again")
	}

	changes := map[string]func(*statement.Statement){
		"credit":       func(s *statement.Statement) { s.Judgement.Credit.Minor++ },
		"availability": func(s *statement.Statement) { s.Judgement.Availability = big.NewRat(99886574, 100000000) },
		"tier":         func(s *statement.Statement) { s.Judgement.Tier = nil },
		"an outage":    func(s *statement.Statement) { s.Bad = s.Bad[:1] },
		"an incident":  func(s *statement.Statement) { s.Bad[0].Incidents[1] = "i3" },
	}
	for name, change := range changes {
		before := digest(t, s.path)
		changed := someStatements(t)
		change(&changed[0])
		put("2025-04", changed)
		if digest(t, s.path) == before {
			t.Errorf("another %s was not written", name)
		}
	}
	put("2025-04", nil)
	if got := text(t, s, `SELECT (SELECT count(*) FROM statement), (SELECT count(*) FROM outage), (SELECT count(*) FROM outage_incident)`); got != "1|3|3|\n" {
		t.Errorf("left of the other period: %s", got)
	}
}

func TestAccountMustAddUp(t *testing.T) {
	s := newStore(t)
	wrong := someStatements(t)
	wrong[0].Minutes.Up++
	err := s.Update(t.Context(), func(tx *Tx) error { return tx.PutAccount("2025-04", wrong) })
	wantError(t, err, "2025-04", "CHECK constraint failed")
}
