package accesslog

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// W3CFields are the settings of the W3C extended log format.
type W3CFields struct {
	LatencyUnit string // of time-taken: s, ms, us, ns; empty: see W3C
}

// W3C compiles the extended log format of the W3C, which IIS writes: #Fields
// names the columns of the lines below it, and may come again with others.
//
// Times are in UTC, as the format has it, or in the zone of #GMT-Offset, or in
// that of the options, which goes before both. Lines with a time but no date are
// of the day of the last #Date and those that follow it: such a log may have no
// gap of twelve hours.
//
// time-taken with decimals is in seconds, as the format has it; a whole number
// is milliseconds below a #Software of Microsoft, whose IIS counts so; other
// whole numbers are no known latency unless the settings give the unit.
//
// Blanks in values are + where the server writes them so; names of customers are
// compared as they are written.
func W3C(f W3CFields) (*Format, error) {
	l := &w3cLayout{latency: unit(-1)}
	if f.LatencyUnit != "" {
		u, ok := units[f.LatencyUnit]
		if !ok {
			return nil, fmt.Errorf("w3c log format: unit %q of time-taken: write s, ms, us or ns", f.LatencyUnit)
		}
		l.latency = u
	}
	return &Format{name: "w3c", layout: l}, nil
}

// cloudFrontFields are the columns of CloudFront's standard logs, for files that
// lost their #Fields; the last seven came later.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
const cloudFrontFields = `date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) ` +
	`cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ` +
	`ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port ` +
	`time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end`

// cloudFront is W3C with tabs between the fields, and time-taken in seconds.
func cloudFront() (*Format, error) {
	return &Format{layout: &w3cLayout{tabs: true, usual: strings.Fields(cloudFrontFields), latency: seconds}}, nil
}

func w3c() (*Format, error) { return W3C(W3CFields{}) }

type w3cLayout struct {
	tabs    bool     // one tab between fields, no quotes
	usual   []string // columns where no #Fields came; nil: it must come
	latency unit     // of time-taken, −1: as the lines say
}

func (l *w3cLayout) sequential() bool { return true }

// w3cRoles are the columns for each role, the best first. Date and time of day
// are looked for beside them.
var w3cRoles = [roles][]string{
	timeRole:    {"timestamp(ms)", "timestamp"},
	statusRole:  {"sc-status"},
	latencyRole: {"time-taken"},
	methodRole:  {"cs-method"},
	pathRole:    {"cs-uri-stem", "cs-uri"},
	hostRole:    {"x-host-header", "cs-host", "cs(Host)"},
	idRole:      {"x-edge-request-id", "x-request-id", "cs(X-Request-Id)"},
}

func (l *w3cLayout) scanner(o Options, c *clock) (scanner, error) {
	s := &w3cScanner{layout: l, wanted: w3cRoles, zone: o.Zone, clock: c, blank: newNeedle(" ")}
	if l.tabs {
		s.blank = newNeedle("\t")
	}
	for _, ask := range o.fields() {
		s.wanted[ask.role] = []string{ask.name, "cs(" + ask.name + ")"}
	}
	s.reset()
	if l.usual != nil && s.header.problem != "" {
		return nil, fmt.Errorf("without #Fields, %s", s.header.problem)
	}
	return s, nil
}

// reset forgets what the lines of another log said.
func (s *w3cScanner) reset() {
	s.clock.move(cmp.Or(s.zone, time.UTC))
	s.hasDay, s.millis, s.exact = false, false, false
	s.saw.decimals, s.saw.millis, s.saw.unknown = false, false, false
	if s.layout.usual != nil {
		s.columns(s.layout.usual)
		return
	}
	s.header = header{problem: "no #Fields line before, which names the columns"}
}

// columns takes the columns of a #Fields line.
func (s *w3cScanner) columns(names []string) {
	s.header = newHeader(names, s.wanted, func(r role) bool {
		return r == statusRole || (r == customerRole || r == serviceRole) && s.wanted[r] != nil
	})
	s.date, s.timeOfDay = columnOf(names, []string{"date"}), columnOf(names, []string{"time"})
	if h := &s.header; h.problem == "" && s.timeOfDay < 0 && h.field[timeRole] < 0 {
		h.problem = "the header has no column time"
	} else if h.problem == "" && h.field[timeRole] >= 0 {
		s.stampUnit = seconds
		if strings.EqualFold(names[h.field[timeRole]], "timestamp(ms)") {
			s.stampUnit = millis
		}
	}
}
