package assess

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// Letters stand for minutes: . up, g degraded, D down, ? unknown, _ thin.
func TestTroubles(t *testing.T) {
	letters := map[rune]code{'.': upLogged, 'g': degradedLogged, 'D': downLogged, '?': unknown, '_': thin}
	for _, test := range []struct{ minutes, want string }{
		{"", ""},
		{".....", ""},
		{"..gD..", "2-4 2 down"},
		{"g.....g", "0-7 2 degraded"},
		{"g......g", "0-1 1 degraded, 7-8 1 degraded"},
		{"D_____g", "0-7 2 down"},
		{"D.?.D", "0-1 1 down, 4-5 1 down"},
		{"?D?", "1-2 1 down"},
	} {
		var codes []code
		for _, r := range test.minutes {
			codes = append(codes, letters[r])
		}
		got := ""
		for i, x := range troubles(codes, 0) {
			if i > 0 {
				got += ", "
			}
			got += fmt.Sprintf("%d-%d %d %s", x.from, x.to, x.minutes, meaning[x.worst].state)
		}
		if got != test.want {
			t.Errorf("%q: %q, want %q", test.minutes, got, test.want)
		}
	}
}

func TestUndeclared(t *testing.T) {
	fail, slow := n(20, 20, 0), n(20, 0, 20)
	overMonthEnd := func(month int) span.Span {
		end := time.Date(2025, time.Month(month)+1, 1, 0, 0, 0, 0, time.UTC)
		return span.New(end.Add(-10*time.Minute), end.Add(10*time.Minute))
	}
	for _, test := range []struct {
		name   string
		change func(l log, f *Facts)
		want   []statement.Undeclared
	}{
		{"nothing", func(log, *Facts) {}, nil},
		{"four minutes", func(l log, f *Facts) { l.set("api", "acme", between(t, "10 10:00", "10 10:04"), fail) }, nil},
		{"five minutes, and the worst of them", func(l log, f *Facts) {
			l.set("api", "acme", between(t, "10 10:00", "10 10:04"), slow)
			l.set("api", "acme", between(t, "10 10:06", "10 10:07"), fail)
		}, []statement.Undeclared{{Run: statement.Run{Span: between(t, "10 10:00", "10 10:07"), State: statement.Down, Requests: statement.Requests(n(280, 20, 80))}, Customer: []string{"acme"}}}},
		{"both customers", func(l log, f *Facts) {
			l.set("api", "acme", between(t, "10 10:00", "10 10:10"), fail)
			l.set("api", "beta", between(t, "10 10:09", "10 10:20"), fail)
		}, []statement.Undeclared{{Run: statement.Run{Span: between(t, "10 10:00", "10 10:20"), State: statement.Down, Requests: statement.Requests(n(20*40, 21*20, 0))}, Customer: []string{"acme", "beta"}}}},
		{"one customer among many requests", func(l log, f *Facts) {
			l.set("api", "beta", april(), n(20_000, 0, 0))
			l.set("api", "acme", between(t, "10 10:00", "10 10:04"), fail)
			l.set("api", "acme", between(t, "10 10:09", "10 10:10"), fail)
		}, []statement.Undeclared{{Run: statement.Run{Span: between(t, "10 10:00", "10 10:10"), State: statement.Down, Requests: statement.Requests(n(200, 100, 0))}, Customer: []string{"acme"}}}},
		{"declared", func(l log, f *Facts) {
			l.set("api", "acme", between(t, "10 10:00", "10 10:10"), fail)
			f.Incidents = []incident.Record{declared(t, "x", "10 10:10", "", "10 10:11")}
		}, nil},
		{"declared of another service", func(l log, f *Facts) {
			l.set("api", "acme", between(t, "10 10:00", "10 10:10"), fail)
			f.Incidents = []incident.Record{declared(t, "x", "10 10:00", "", "10 10:11")}
			f.Incidents[0].Components = []string{"Other"}
		}, []statement.Undeclared{{Run: statement.Run{Span: between(t, "10 10:00", "10 10:10"), State: statement.Down, Requests: statement.Requests(n(400, 200, 0))}, Customer: []string{"acme"}}}},
		{"maintenance, announced or not", func(l log, f *Facts) {
			l.set("api", "acme", between(t, "10 10:00", "10 10:10"), fail)
			f.Book.Maintenance = []contract.Maintenance{{ID: "m", Start: at(t, "10 09:00"), End: at(t, "10 10:01")}}
		}, nil},
		{"begun last month", func(l log, f *Facts) {
			l.set("api", "acme", overMonthEnd(3), fail)
		}, nil},
		{"ending next month", func(l log, f *Facts) {
			l.set("api", "acme", overMonthEnd(4), fail)
		}, []statement.Undeclared{{Run: statement.Run{Span: overMonthEnd(4), State: statement.Down, Requests: statement.Requests(n(800, 400, 0))}, Customer: []string{"acme"}}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := log{}.add("api", "acme", april(), n(20, 0, 0)).add("api", "beta", april(), n(20, 0, 0))
			f := Facts{Book: book(), Traffic: l.traffic}
			test.change(l, &f)
			got := assess(t, f).Undeclared
			if !slices.EqualFunc(got, test.want, func(a, b statement.Undeclared) bool {
				return a.Start.Equal(b.Start) && a.End.Equal(b.End) && a.State == b.State && a.Service == "api" &&
					a.Requests == b.Requests && slices.Equal(a.Customer, b.Customer)
			}) {
				t.Errorf("undeclared\n%+v, want\n%+v", got, test.want)
			}
		})
	}
}
