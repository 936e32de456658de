package main

import (
	"slices"
	"testing"
)

const april30 = "2025-04-30T"

// story compares figures with what data/PROVENANCE.md says was put into the logs.
func (e *examined) story(t *testing.T) {
	f := e.figures
	on := func(customer, service, start, end string, want ...stretch) {
		t.Helper()
		if got := f.of(t, customer, service).between(t, start+"+02:00", end+"+02:00"); !slices.Equal(got, want) {
			t.Errorf("%s, %s: %v, want %v", customer, service, got, want)
		}
	}
	run := func(start, end, state string) stretch { return stretch{start + ":00+02:00", end + ":00+02:00", state} }
	const from, to = april30 + "15:30:00", april30 + "17:30:00"
	on("fjellstrom", "engage-api", from, to, run(april30+"15:46", april30+"16:41", "down"), run(april30+"16:41", april30+"17:01", "degraded"))
	on("nordlyx", "engage-api", from, to, run(april30+"15:46", april30+"16:38", "down"), run(april30+"16:38", april30+"17:03", "degraded"))
	on("kvarnbacken", "engage-api", from, to, run(april30+"15:50", april30+"16:38", "down"), run(april30+"16:38", april30+"17:05", "degraded"))
	on("lindvall", "engage-api", from, to, run(april30+"15:48", april30+"17:04", "degraded"))
	on("brynvik", "engage-api", april30+"00:00:00", april30+"23:59:00")
	on("tallhojden", "engage-api", from, to)

	if m := f.of(t, "lindvall", "engage-api").Minutes; m.Down != 0 || m.Degraded == 0 {
		t.Errorf("lindvall was only slowed: %+v", m)
	}
	for _, thin := range []string{"smalandsgarn", "angsro", "hudson", "velokraft", "marisel"} {
		if m := f.of(t, thin, "engage-api").Minutes; m.Down != 49 || m.Degraded != 25 {
			t.Errorf("%s has too few requests for its log to speak, so the declared 49 and 25 minutes count: %+v", thin, m)
		}
	}
	if v := f.of(t, "velokraft", "engage-api"); v.Start != "2025-04-15T00:00:00+02:00" || v.Minutes.Period != 16*1440 {
		t.Errorf("velokraft's contract began on 15 April: %s, %d minutes", v.Start, v.Minutes.Period)
	}

	for _, want := range []struct {
		customer, policy, availability, credit string
		excluded                               int64
	}{
		{"fjellstrom", "intervals", "99.7883", "1470.00", 0},     // the failed share of 5-minute intervals, three steps of 5 %
		{"hudson", "office-hours", "99.6111", "420.00", 30600},   // 49 of 21 days of 600 minutes
		{"obrien", "gateway", "99.8440", "590.00", 0},            // 41 minutes at 65 %
		{"marisel", "business-declared", "99.8692", "320.00", 0}, // 49 + 30 % of 25 minutes as declared
	} {
		a := f.of(t, want.customer, "engage-api")
		if a.Policy != want.policy || a.Availability != want.availability || a.Credit.Amount != want.credit || a.Minutes.Excluded != want.excluded {
			t.Errorf("%s: %s, %s %%, %s, %d excluded, want %+v", want.customer, a.Policy, a.Availability, a.Credit.Amount, a.Minutes.Excluded, want)
		}
	}
	outage := table(t, e.report(t, "overview.html"), "t_same-outage")
	if len(outage) != 12 {
		t.Errorf("the same outage is shown for %d of 12 customers", len(outage))
	}

	on("nordlyx", "engage-api", "2025-04-13T01:00:00", "2025-04-13T05:00:00", run("2025-04-13T03:00", "2025-04-13T03:17", "down"))
	for _, m := range f.of(t, "nordlyx", "engage-api").Maintenance {
		if m.ID == "MW-2025-04-13" && (m.Excluded != 60 || m.Overrun != 17) {
			t.Errorf("the maintenance of 13 April ran over by 17 of 77 minutes: %+v", m)
		}
	}

	if len(f.Undeclared) != 1 {
		t.Fatalf("undeclared: %+v", f.Undeclared)
	}
	u := f.Undeclared[0]
	if u.Service != "engage-api" || u.Start != "2025-04-09T11:12:00+02:00" || u.End != "2025-04-09T11:38:00+02:00" || u.State != "degraded" {
		t.Errorf("nobody noticed 9 April 11:12–11:38: %+v", u)
	}
	if want := []string{"fjellstrom", "kvarnbacken", "nordlyx"}; !slices.Equal(u.Customers, want) {
		t.Errorf("the spell hit %v, want %v", u.Customers, want)
	}

	if g := f.Gaps; len(g) != 1 || g[0].Service != "engage-events" || g[0].Start != "2025-04-22T14:08:00+02:00" || g[0].End != "2025-04-22T14:20:00+02:00" {
		t.Errorf("the shipper lost 22 April 14:08–14:20: %+v", g)
	}
	for _, a := range f.Statements {
		want := int64(0)
		if a.Service == "engage-events" && a.Policy != "business-declared" { // which needs no log
			want = 12
		}
		if a.Minutes.Unknown != want {
			t.Errorf("%s, %s: %d minutes unknown, want %d", a.Customer, a.Service, a.Minutes.Unknown, want)
		}
	}
}

// seed is the real postmortem as figures.json tells it.
func (e *examined) seed(t *testing.T) {
	got := e.figures.incident(t, "[Engage] API issues")
	for name, want := range map[string]struct{ At, Basis, Quote string }{
		"began":              {"15:49", "prose", "between 15:49 and 16:38 CEST"},
		"detected":           {"16:09", "posted", "Investigating"},
		"identified":         {"16:20", "posted", "Identified"},
		"mitigated":          {"16:38", "prose", "Recovery began at 16:38"},
		"resolved":           {"17:03", "prose", "full functionality confirmed by 17:03"},
		"announced_resolved": {"17:41", "posted", "Resolved"},
	} {
		want.At = april30 + want.At + ":00+02:00"
		if got.Instants[name] != want {
			t.Errorf("%s: %+v, want %+v", name, got.Instants[name], want)
		}
	}
	if len(got.Instants) != 6 {
		t.Errorf("%d instants", len(got.Instants))
	}
	seedWindows(t, got, "2025-04-30T15:49:00+02:00", "2025-04-30T16:38:00+02:00", "2025-04-30T17:03:00+02:00")
}

// seedWindows checks the declared windows of the postmortem or a moved copy,
// and its durations, which no move changes.
func seedWindows(t *testing.T, got episode, began, mitigated, resolved string) {
	t.Helper()
	if w := got.Windows; len(w) != 2 || w[0].Start != began || w[0].End != mitigated || w[0].Level != "partial" ||
		w[1].Start != mitigated || w[1].End != resolved || w[1].Level != "degraded" {
		t.Errorf("windows: %+v", w)
	}
	for name, want := range map[string]float64{"to_detect": 20, "to_identify": 31, "to_mitigate": 49, "to_resolve": 74, "down": 49, "degraded": 25} {
		if got.Minutes[name] != want {
			t.Errorf("%s: %v minutes, want %v", name, got.Minutes[name], want)
		}
	}
}

// minutes checks that five states make up each period.
func (e *examined) minutes(t *testing.T) {
	if len(e.figures.Statements) != 19 {
		t.Errorf("%d statements", len(e.figures.Statements))
	}
	for _, a := range e.figures.Statements {
		m := a.Minutes
		if sum := m.Up + m.Degraded + m.Down + m.Excluded + m.Unknown; sum != m.Period {
			t.Errorf("%s, %s: the states make up %d of %d minutes", a.Customer, a.Service, sum, m.Period)
		}
		if whole := int64(instant(t, a.End).Sub(instant(t, a.Start)).Minutes()); m.Period != whole {
			t.Errorf("%s, %s: a period of %d minutes from %s to %s, which is %d", a.Customer, a.Service, m.Period, a.Start, a.End, whole)
		}
		var bad int64
		for _, o := range a.Outages {
			bad += int64(instant(t, o.End).Sub(instant(t, o.Start)).Minutes())
		}
		if bad != m.Down+m.Degraded {
			t.Errorf("%s, %s: outages of %d minutes, but %d down and %d degraded", a.Customer, a.Service, bad, m.Down, m.Degraded)
		}
	}
}
