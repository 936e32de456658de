package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// A move takes the real postmortem elsewhere: the day and the minutes by which
// every clock time in it is later, and the zone that holds there.
type move struct {
	name, zone string
	began      time.Time // where 15:49 on 30 April 2025 goes
}

func moves(t *testing.T) []move {
	t.Helper()
	stockholm, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	return []move{
		{"summer time", "CEST", time.Date(2025, 9, 17, 16, 26, 0, 0, stockholm)}, // 37 minutes later
		{"winter time", "CET", time.Date(2026, 1, 21, 16, 26, 0, 0, stockholm)},
		{"over midnight", "CEST", time.Date(2025, 9, 17, 23, 26, 0, 0, stockholm)},
		{"over the end of a month", "CEST", time.Date(2025, 9, 30, 23, 26, 0, 0, stockholm)},
	}
}

var (
	posted = regexp.MustCompile(`[A-Z][a-z]{2} \d+, 2025 - \d\d:\d\d`)
	clock  = regexp.MustCompile(`\b\d\d:\d\d\b`)
)

// text is the postmortem, moved.
func (m move) text(t *testing.T) string {
	t.Helper()
	seed := string(read(t, filepath.Join("..", "..", "data", "incidents", "voyado-engage-api-issues-2025-04-30.txt")))
	was := time.Date(2025, 4, 30, 15, 49, 0, 0, m.began.Location())
	to := func(layout, s string) time.Time {
		at, err := time.ParseInLocation(layout, s, was.Location())
		if err != nil {
			t.Fatal(err)
		}
		return m.began.Add(at.Sub(was))
	}
	prose, posts, _ := strings.Cut(seed, "\nPosted ")
	prose = strings.ReplaceAll(prose, "April 30th 2025", m.began.Format("January 2")+ordinal(m.began.Day())+m.began.Format(" 2006"))
	prose = clock.ReplaceAllStringFunc(prose, func(s string) string { return to("2 Jan 2006 15:04", "30 Apr 2025 "+s).Format("15:04") })
	posts = posted.ReplaceAllStringFunc(posts, func(s string) string {
		const layout = "Jan 2, 2006 - 15:04"
		return to(layout, s).Format(layout)
	})
	out := strings.ReplaceAll(prose+"\nPosted "+posts, "CEST", m.zone)
	if strings.Contains(out, "Apr") || strings.Contains(out, "15:49") {
		t.Fatalf("something did not move:\n%s", out)
	}
	return out
}

func ordinal(day int) string {
	switch {
	case day%10 == 1 && day != 11:
		return "st"
	case day%10 == 2 && day != 12:
		return "nd"
	case day%10 == 3 && day != 13:
		return "rd"
	}
	return "th"
}

// later is the moved instant, minutes after the onset.
func (m move) later(minutes int) string {
	return m.began.Add(time.Duration(minutes) * time.Minute).Format(time.RFC3339)
}

// TestMovedSeed reads the postmortem at other times: each instant moves with
// the text, no duration changes, and nothing is known by heart.
func TestMovedSeed(t *testing.T) {
	for _, m := range moves(t) {
		t.Run(m.name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, filepath.Join(dir, "moved.txt"), m.text(t))
			out, err := process(t, dir, "incidents", "parse", "--json", "moved.txt").Output()
			if err != nil {
				t.Fatal(err)
			}
			var list []episode
			if err := json.Unmarshal(out, &list); err != nil || len(list) != 1 {
				t.Fatalf("%d incidents: %v", len(list), err)
			}
			for name, minutes := range map[string]int{"began": 0, "detected": 20, "identified": 31, "mitigated": 49, "resolved": 74, "announced_resolved": 112} {
				if got := list[0].Instants[name].At; got != m.later(minutes) {
					t.Errorf("%s at %s, want %s", name, got, m.later(minutes))
				}
			}
			seedWindows(t, list[0], m.later(0), m.later(49), m.later(74))
		})
	}
}

// TestMovedMonth takes the moved postmortem, and logs of its day, through a
// whole run: the figures are those of the moved month.
func TestMovedMonth(t *testing.T) {
	for _, m := range moves(t) {
		t.Run(m.name, func(t *testing.T) {
			dir := m.project(t)
			f := figuresOf(t, dir, m.began)
			seedWindows(t, f.incident(t, "[Engage] API issues"), m.later(0), m.later(49), m.later(74))
			if m.split() {
				// Its minutes belong to two months, the incident to the first.
				f.bad(t, "declared", m.minutes(0, 34, "down"))
				f.bad(t, "early", m.minutes(-3, 34, "down"))
				f = figuresOf(t, dir, m.began.Add(time.Hour))
				f.bad(t, "declared", m.minutes(34, 49, "down"), m.minutes(49, 74, "degraded"))
				f.bad(t, "early", m.minutes(34, 52, "down"), m.minutes(52, 74, "degraded"))
				return
			}
			f.bad(t, "declared", m.minutes(0, 49, "down"), m.minutes(49, 74, "degraded"))
			f.bad(t, "early", m.minutes(-3, 52, "down"), m.minutes(52, 74, "degraded"))
			f.bad(t, "spared")
			if d := f.of(t, "declared", "api"); d.Minutes.Down != 49 || d.Minutes.Degraded != 25 || d.Minutes.Unknown != 0 || d.Minutes.Period != f.Period.Minutes {
				t.Errorf("declared: %+v of a month of %d minutes", d.Minutes, f.Period.Minutes)
			}
		})
	}
}

func (m move) split() bool { return m.began.Month() != m.began.Add(74*time.Minute).Month() }

// minutes is a stretch of moved minutes since the onset.
func (m move) minutes(from, to int, state string) stretch {
	return stretch{m.later(from), m.later(to), state}
}

// bad checks all bad minutes of a customer's month.
func (f figures) bad(t *testing.T, customer string, want ...stretch) {
	t.Helper()
	a := f.of(t, customer, "api")
	if got := a.between(t, a.Start, a.End); !slices.Equal(got, want) {
		t.Errorf("%s: %v, want %v", customer, got, want)
	}
}

// figuresOf runs the month that holds at.
func figuresOf(t *testing.T, dir string, at time.Time) (f figures) {
	t.Helper()
	month := at.Format("2006-01")
	must(t, process(t, dir, "run", "--quiet", "--period", month))
	if err := json.Unmarshal(read(t, filepath.Join(dir, "reports", month, "figures.json")), &f); err != nil {
		t.Fatal(err)
	}
	return f
}

// project is a folder with the moved postmortem and logs of its day.
func (m move) project(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"incidents/moved.txt": m.text(t), "logs/day.log": string(m.log()), "aftermath.yaml": movedConfig} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, name), text)
	}
	return dir
}

// log is three hours around the moved onset, six requests a minute: early's
// fail from three minutes before the declared window to three after it.
func (m move) log() []byte {
	var out []byte
	for at := m.began.Add(-time.Hour); at.Before(m.began.Add(2 * time.Hour)); at = at.Add(10 * time.Second) {
		since := at.Sub(m.began)
		for _, key := range []string{"early", "spared"} {
			status, took := 200, "0.090"
			switch {
			case key == "spared":
			case since >= -3*time.Minute && since < 52*time.Minute:
				status = 503
			case since >= 52*time.Minute && since < 74*time.Minute:
				took = "2.500"
			}
			out = fmt.Appendf(out, "[%s] \"GET /orders HTTP/1.1\" %d \"api.example.com\" \"%s\" %s\n", at.Format("02/Jan/2006:15:04:05 -0700"), status, key, took)
		}
	}
	return out
}

const movedConfig = `
organisation: Example AB
zone: Europe/Stockholm
services:
  - id: api
    name: The API
    components: ["Engage (API)"]
    match: [{hosts: [api.example.com]}]
    requests: {slow: 2s}
    minute: {min_requests: 4, down: ">= 30%", degraded: ">= 5%", degraded_slow: ">= 30%"}
    gap: 5m
sources:
  incidents: [{files: [incidents/*.txt]}]
  logs:
    - files: [logs/*.log]
      format: '[$time_local] "$request" $status "$host" "$http_x_tenant" $request_time'
      customer: http_x_tenant
policies:
  - {id: by-page, name: By status page, target: 99.9%, evidence: incidents, credits: [{below: 99.9%, credit: 10%}]}
  - {id: by-log, name: By request log, target: 99.9%, evidence: logs, credits: [{below: 99.9%, credit: 10%}]}
  - {id: by-both, name: By both, target: 99.9%, credits: [{below: 99.9%, credit: 10%}]}
customers:
  - {id: declared, name: Declared Only, keys: [nobody], contracts: [{policy: by-page, services: [api], fee: 1000 EUR}]}
  - {id: early, name: Early Failures, keys: [early], contracts: [{policy: by-both, services: [api], fee: 1000 EUR}]}
  - {id: spared, name: Spared One, keys: [spared], contracts: [{policy: by-log, services: [api], fee: 1000 EUR}]}
`
