package postmortem

import (
	"strings"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/prose"
)

// instants are the keys of front matter that state an instant, as plainKey
// writes them.
var instants = map[string]incident.Kind{
	"start": incident.Began, "started": incident.Began, "startedat": incident.Began, "starttime": incident.Began, "startdate": incident.Began,
	"began": incident.Began, "beganat": incident.Began, "begin": incident.Began, "onset": incident.Began, "from": incident.Began,
	"incidentstart": incident.Began, "impactstart": incident.Began, "outagestart": incident.Began, "impactstartedat": incident.Began,
	"detected": incident.Detected, "detectedat": incident.Detected, "detectiontime": incident.Detected, "timedetected": incident.Detected,
	"identified": incident.Identified, "identifiedat": incident.Identified, "causeidentifiedat": incident.Identified,
	"mitigated": incident.Mitigated, "mitigatedat": incident.Mitigated, "mitigationtime": incident.Mitigated,
	"resolved": incident.Resolved, "resolvedat": incident.Resolved, "resolvedon": incident.Resolved, "resolutiontime": incident.Resolved,
	"end": incident.Resolved, "ended": incident.Resolved, "endedat": incident.Resolved, "endtime": incident.Resolved, "enddate": incident.Resolved,
	"until": incident.Resolved, "to": incident.Resolved, "incidentend": incident.Resolved, "impactend": incident.Resolved, "outageend": incident.Resolved,
	"restored": incident.Resolved, "restoredat": incident.Resolved,
}

// severities are the words of front matter for how much was taken: those of
// cState and of Statuspage. Words such as "high" or "SEV2" mean another thing
// in every house and give no level.
var severities = map[string]incident.Level{
	"down": incident.Outage, "disrupted": incident.Partial, "notice": incident.Degraded,
	"outage": incident.Outage, "full outage": incident.Outage, "major outage": incident.Outage, "partial outage": incident.Partial,
	"partial": incident.Partial, "degraded": incident.Degraded, "degraded performance": incident.Degraded,
	"critical": incident.Outage, "major": incident.Partial, "minor": incident.Degraded,
}

// matter takes in what front matter says of the incident, but for instants.
func (s *source) matter(r *incident.Record, fields []field) {
	if v, ok := one(fields, "title", "name", "summary"); ok {
		r.Title = parse.Clean(v.text)
	}
	if v, ok := one(fields, "id", "incidentid", "incident", "number"); ok {
		r.ID = parse.Clean(v.text)
	}
	if v, ok := one(fields, "provider", "organisation", "organization", "company"); ok {
		r.Provider = parse.Clean(v.text)
	}
	for _, v := range all(fields, "affected", "affectedservices", "affectedcomponents", "affectedsystems", "components", "component", "services", "service", "systems") {
		r.Components = append(r.Components, parse.Clean(v.text))
	}
	if v, ok := one(fields, "url", "permalink", "link", "statuspage", "incidenturl"); ok && strings.Contains(v.text, "://") {
		r.URL = parse.Clean(v.text)
	}
	if v, ok := one(fields, "severity", "impact", "level"); ok {
		r.Impact = parse.Clean(v.text)
		if level, known := severities[strings.ReplaceAll(strings.ToLower(v.text), "-", " ")]; known {
			place, quote := s.words(v.start, v.end)
			r.Levels = append(r.Levels, incident.Reading{Level: level, Quote: quote, Rule: "severity", Place: place})
		}
	}
}

// state takes in the instants of front matter.
func (s *source) state(r *incident.Record, fields []field) {
	for _, f := range fields {
		if kind, ok := instants[f.key]; ok && len(f.values) == 1 {
			s.mark(r, kind, "field-"+f.key, f.values[0])
		}
	}
}

// mark adds a stated instant; what is no time with its date ("true", "TBD", a
// day alone) adds none.
func (s *source) mark(r *incident.Record, kind incident.Kind, rule string, v value) {
	at, precision, warning, ok := s.instant(v.text)
	if !ok {
		return
	}
	m := incident.Mark{Kind: kind, At: at, Precision: precision, Basis: incident.Stated, Rule: rule, Warning: warning}
	m.Place, m.Quote = s.words(v.start, v.end)
	r.Marks = append(r.Marks, m)
}

// layouts of an instant in a field, with and without a zone.
var layouts = [...]struct {
	layout    string
	zoned     bool
	precision incident.Precision
}{
	{time.RFC3339, true, incident.Second},
	{"2006-01-02T15:04Z07:00", true, incident.Minute},
	{"2006-01-02 15:04:05 -0700", true, incident.Second}, {"2006-01-02 15:04:05 -07:00", true, incident.Second},
	{"2006-01-02 15:04:05-07:00", true, incident.Second}, {"2006-01-02 15:04 -0700", true, incident.Minute},
	{"2006-01-02 15:04:05Z07:00", true, incident.Second}, {"2006-01-02 15:04Z07:00", true, incident.Minute},
	{"2006-01-02T15:04:05", false, incident.Second}, {"2006-01-02 15:04:05", false, incident.Second},
	{"2006-01-02T15:04", false, incident.Minute}, {"2006-01-02 15:04", false, incident.Minute},
}

// instant reads a field: a date and a clock time, with an offset or the letters
// of a zone, or in the configured zone, which is a warning.
func (s *source) instant(text string) (t time.Time, p incident.Precision, warning string, ok bool) {
	text = strings.TrimSpace(text)
	letters := ""
	if i := strings.LastIndexByte(text, ' '); i > 10 {
		if _, known := prose.ZoneOf(text[i+1:]); known && text[i+1] > '9' {
			text, letters = text[:i], text[i+1:]
		}
	}
	for _, l := range layouts {
		at, err := time.Parse(l.layout, text)
		if err != nil || at.Year() < 1990 || at.Year() > 2100 || l.zoned && letters != "" {
			continue
		}
		p = l.precision
		if p == incident.Second && at.Second() == 0 {
			p = incident.Minute // tools fill the seconds in
		}
		switch {
		case l.zoned:
			return at, p, "", true
		case letters != "":
			z, _ := prose.ZoneOf(letters)
			t, warning = z.At(at)
			return t, p, warning, true
		}
		z := prose.ZoneAt(s.options.Place())
		t, warning = z.At(at)
		assumed := "no zone is given: taken as " + z.Name
		if warning != "" {
			assumed += "; " + warning
		}
		return t, p, assumed, true
	}
	return t, p, "", false
}

// dayOf is the day that a field names, with or without a time; zero for none.
func (s *source) dayOf(v value) time.Time {
	if at, _, _, ok := s.instant(v.text); ok {
		y, m, d := at.In(s.options.Place()).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, s.options.Place())
	}
	return s.midnight(dayIn([]byte(v.text)))
}

// midnight is the beginning of a day of the calendar in the configured zone.
func (s *source) midnight(day time.Time) time.Time {
	if day.IsZero() {
		return day
	}
	y, m, d := day.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, s.options.Place())
}
