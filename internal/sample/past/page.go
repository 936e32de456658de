package past

import (
	"encoding/json"
	"math/rand/v2"
	"time"
)

// The shape of a status page's API, as far as incidents go.
type (
	page struct {
		Page      name       `json:"page"`
		Incidents []incident `json:"incidents"`
	}
	name struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	incident struct {
		ID         string   `json:"id"`
		Name       string   `json:"name"`
		Status     string   `json:"status"`
		Impact     string   `json:"impact"`
		Created    string   `json:"created_at"`
		Started    string   `json:"started_at"`
		Monitoring string   `json:"monitoring_at"`
		Resolved   string   `json:"resolved_at"`
		Link       string   `json:"shortlink"`
		Updates    []update `json:"incident_updates"`
		Components []name   `json:"components"`
	}
	update struct {
		ID      string `json:"id"`
		Status  string `json:"status"`
		Body    string `json:"body"`
		Created string `json:"created_at"`
		Display string `json:"display_at"`
	}
)

// pageOf is stories as JSON.
func pageOf(dice *rand.Rand, stories []story) []byte {
	out := page{Page: name{"pg1", "Lindgrove"}}
	for _, s := range stories {
		posted := s.resolved.Add(time.Duration(5+dice.IntN(30)) * time.Minute)
		one := incident{
			ID: s.id, Name: s.title, Status: "resolved", Impact: []string{"minor", "major", "critical"}[dice.IntN(3)],
			Created: stamp(s.detected), Started: stamp(s.detected), Monitoring: stamp(s.mitigated), Resolved: stamp(posted),
			Link: "https://status.lindgrove.test/incidents/" + s.id, Components: []name{{"c" + s.part[:2], s.part}},
		}
		for _, u := range []struct {
			at           time.Time
			status, body string
		}{
			{posted, "resolved", "This incident is over. " + s.part + " was affected between " + s.began.Format("15:04") + " and " + s.resolved.Format("15:04") + " UTC."},
			{s.mitigated, "monitoring", "A fix is in place and we watch the results. Most calls succeed again."},
			{s.detected.Add(time.Minute), "identified", "The cause is known: " + causes[dice.IntN(len(causes))] + "."},
			{s.detected, "investigating", "We are looking into reports that " + s.part + " does not work as it should."},
		} {
			one.Updates = append(one.Updates, update{s.id + u.status[:1], u.status, u.body, stamp(u.at), stamp(u.at)})
		}
		out.Incidents = append(out.Incidents, one)
	}
	data, err := json.Marshal(out)
	if err != nil {
		panic(err) // strings and structs alone
	}
	return data
}

func stamp(t time.Time) string { return t.Format("2006-01-02T15:04:05.000Z") }
