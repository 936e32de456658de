package terms

import (
	"strings"
	"testing"
	"time"

	"aftermath/internal/contract"
)

// Tables and parameters that contradict themselves are refused, with the row
// and its place.
func TestContradictions(t *testing.T) {
	const head = "id: p\nname: P\n"
	for name, c := range map[string]struct{ text, want string }{
		"gap of a table": {"target: 99.99%\ncredits:\n  - {below: 99.99%, at_least: 99.98%, credit: 5%}\n  - {below: 99.97%, credit: 10%}",
			"6:5: tier < 99.99 % ends at 99.98 %, tier < 99.97 % begins below: nothing says what the gap between pays"},
		"boundary of nobody": {"target: 99.95%\ncredits:\n  - {at_most: 99.9%, above: 99%, credit: 10%}\n  - {below: 99%, credit: 25%}",
			"6:5: tier ≤ 99.9 % ends at 99 %, tier < 99 % begins there: neither owns 99 % itself"},
		"boundary of both": {"target: 99.95%\ncredits:\n  - {below: 99.9%, at_least: 99%, credit: 10%}\n  - {at_most: 99%, credit: 25%}",
			"6:5: tier < 99.9 % ends at 99 %, tier ≤ 99 % begins there: both own 99 %"},
		"overlap": {"target: 99.95%\ncredits:\n  - {below: 99.9%, at_least: 98%, credit: 10%}\n  - {below: 99%, credit: 25%}",
			"6:5: tier < 99.9 % goes down to 98 % and overlaps tier < 99 %"},
		"inverted row": {"target: 99.9%\ncredits:\n  - {below: 99%, at_least: 99.5%, credit: 10%}\n  - {below: 95%, credit: 25%}",
			"5:5: tier < 99 % holds nothing: it goes down to 99.5 %; 6:5: tier < 99 % ends at 99.5 %, tier < 95 % begins below: nothing says what the gap between pays"},
		"end in the air": {"target: 99.9%\ncredits:\n  - {below: 99%, at_least: 95%, credit: 10%}",
			"5:5: tier < 99 % is the last and ends at 95 %: nothing says what less than that pays"},
		"gap in tenths, unrounded": {"target: 99.9%\ncredits:\n  - {at_most: 99.8%, at_least: 99.7%, credit: 5%}\n  - {at_most: 99.6%, credit: 10%}",
			"6:5: tier ≤ 99.8 % ends at 99.7 %, tier ≤ 99.6 % begins below: nothing says what the gap between pays"},
		"gap in tenths, rounded": {"target: 99.9%\nround: {places: 1, mode: half-up}\ncredits:\n  - {at_most: 99.8%, at_least: 99.7%, credit: 5%}\n  - {at_most: 99.6%, credit: 10%}", ""},
		"paid at the target": {"target: 99.9%\ncredits: [{at_most: 99.9%, credit: 10%}]",
			"4:11: tier ≤ 99.9 % pays although the target of 99.9 % is kept"},
		"more than the target": {"target: {above: 99.9%}\ncredits: [{at_most: 99.9%, credit: 10%}]", ""},
		"rows of minutes": {"target: 99.9%\ncredits:\n  by: minutes\n  rows:\n    - {over: 60m, credit: 5%}\n    - {over: 45m, credit: 10%}",
			"8:7: row > 45 min at 10 % after row > 60 min at 5 %: list rows from the smallest loss up, each with a higher credit"},
		"cap over everything": {"target: 99.9%\ncredits: [{below: 99.9%, credit: 10%}, {below: 99%, credit: 25%}]\ncaps: 50%",
			"5:7: cap of 50 % per period never applies: the dearest row pays 25 % | lower the cap, or remove it"},
		"cap of single outages": {"target: 99.9%\ncredits: {time: {factor: 50}}\ncaps:\n  - {most: 10%, per: incident}",
			"6:5: cap of 10 % per incident never applies: nothing is paid for single outages | write credits: {per_outage: …}, or another span"},
		"cap of a shorter span": {"target: 99.9%\nperiod: quarter\ncredits: {time: {factor: 50}}\ncaps:\n  - {most: 10%, per: month}",
			"7:5: cap of 10 % per month, and the period is a quarter: what falls into the shorter span is not told apart | write per: period"},
		"two caps": {"target: 99.9%\ncredits: {time: {factor: 10}}\ncaps:\n  - {most: 50%}\n  - {most: 30%}",
			"7:5: cap of 30 % per period never applies beside cap 1 of 50 % per period | keep the lower one"},
		"target and aggregate": {"target: 99.9%\naggregate: repair",
			`1:1: a policy needs the key "limit" | the most that is allowed; 3:9: the aggregate repair is no availability | write limit: the most that is allowed`},
		"no target":             {"evidence: logs", `1:1: a policy needs the key "target"`},
		"limit of a share":      {"target: 99.9%\nlimit: 4h", "4:8: an availability has a target, not a limit | write target, or an aggregate that is a number: repair, longest, misses, metric"},
		"requests of incidents": {"target: 99.9%\nevidence: incidents\naggregate: mean", "5:12: the aggregate mean counts requests, and the evidence is incidents | write evidence: logs or either"},
		"clock of logs":         {"target: 99.9%\nevidence: logs\nclock: ticket", "5:8: a clock is of incidents, and the evidence is logs | write evidence: incidents"},
		"runs of means":         {"target: 99.9%\naggregate: mean\nrun: {at_least: 5m}", "5:6: runs of bad units mean nothing under the aggregate mean | remove run"},
		"tiers of a number":     {"limit: 4h\naggregate: repair\ncredits: [{below: 99%, credit: 10%}]", "5:10: availability pays, and the aggregate is none | write credits: {by: measured, rows: […]}"},
		"one measure combined":  {"target: 99.9%\ncombine: sum", "4:10: there is one measure, nothing is combined | remove combine and exclusive, or write measures"},
		"automatic deadline":    {"target: 99.9%\nclaim: {automatic: true, deadlines: [{within: 30 days}]}", "4:8: an automatic credit has a deadline | remove automatic or the deadlines"},
		"four of three":         {"target: 99.9%\ntermination: [{misses: 4, of: 3}]", "4:15: 4 misses of 3 periods never happen | of is the number of periods looked at"},
		"steps over the target": {"target: 99%\ncredits: {steps: {from: 99.9%, every: 1%, credit: 5%}}", "4:10: steps from 99.9 % pay although the target of 99 % is kept | from is the target, or below it"},
		"preset of nobody":      {"extends: presets/nothing-like-it\ntarget: 99%", `3:10: there is no preset "nothing-like-it" | aftermath policy list names them`},
		"two shapes":            {"target: 99.9%\ncredits: {flat: 10%, linear: {factor: 2}}", "4:10: a credit has one shape, here are 2 | put several below greatest, sum or first"},
		"twice a measure":       {"measures:\n  - {id: a, target: 99%}\n  - {id: a, target: 98%}", `5:5: two measures have the id "a" | give each its own`},
		"unknown measure":       {"combine: sum\nexclusive: [[a, c]]\nmeasures:\n  - {id: a, target: 99%}\n  - {id: b, target: 98%}", `4:12: there is no measure "c" | did you mean a?`},
		"slip of an aggregate":  {"target: 99.9%\naggregate: means", `4:12: "means" is not an aggregate | did you mean mean?`},
		"slip of a key":         {"target: 99.9%\ndegraded_wieght: 10%", `4:1: a policy has no key "degraded_wieght" | did you mean degraded_weight?`},
		"unknown preset":        {"extends: presets/aws-s3-infrequnt\ntarget: 99%", `3:10: there is no preset "aws-s3-infrequnt" | did you mean aws-s3-infrequent?`},
		"fault in a preset":     {"extends: presets/aws-s3\ntarget: 99%", "3:10: tier < 99.9 % pays although the target of 99 % is kept"},
		"anchor of a month":     {"target: 99.9%\nperiod: {anchor: 5}", "4:9: an anchor day is set, but the period is no billing cycle | write period: {kind: cycle, anchor: 15}"},
		"hours":                 {"target: 99.9%\ncalendar: {hours: [mondays]}", `4:20: "mondays" are no service hours | write days and times, like mon-fri 08:00-18:00`},
		"versions out of order": {"target: 99.9%\nversions:\n  - {from: 2025-01-01, target: 99%}\n  - {from: 2024-01-01, target: 98%}", "6:12: the version begins on 2024-01-01, not after the one before | list versions by date"},
		"more than the period":  {"target: 99.9%\nexamples:\n  - given: {period: 30 days, down: 43201m}\n    expect: {verdict: missed}", "5:12: the minutes that are given are 1 more than the period of 43200"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ParsePolicy("a.yaml", []byte(head+c.text+"\n"))
			got := ""
			if err != nil {
				got = strings.NewReplacer("\n    ", " | ", "\na.yaml:", "; ").Replace(err.Error())
				got = strings.TrimPrefix(got, "a.yaml:")
			}
			if got != c.want {
				t.Errorf("\ngot  %s\nwant %s", got, c.want)
			}
		})
	}
}

// A period is judged by the version in force on its first day, in its own zone.
func TestVersions(t *testing.T) {
	p, err := ParsePolicy("a.yaml", []byte(`
id: p
name: P
target: 99.9%
credits: [{below: 99.9%, credit: 10%}]
versions:
  - {from: 2024-10-07, target: 99.5%, credits: [{below: 99.5%, credit: 5%}]}
  - {from: 2025-04-01, name: Newest, evidence: logs}
`))
	if err != nil {
		t.Fatal(err)
	}
	tokyo, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		start                  time.Time
		name, target, evidence string
	}{
		{time.Date(2024, 10, 1, 0, 0, 0, 0, time.UTC), "P", "99.9", "either"},
		{time.Date(2024, 11, 1, 0, 0, 0, 0, time.UTC), "P", "99.5", "either"},
		{time.Date(2025, 4, 1, 0, 0, 0, 0, tokyo), "Newest", "99.9", "logs"},
		{time.Date(2025, 3, 31, 23, 0, 0, 0, tokyo), "P", "99.5", "either"},
	} {
		v := p.At(c.start)
		if v.Name != c.name || v.Target.String() != c.target || string(v.Evidence) != c.evidence || v.ID != "p" || len(v.Versions) > 0 {
			t.Errorf("on %s: %s, %s, %s", c.start, v.Name, v.Target, v.Evidence)
		}
	}
}

// What a policy takes over is replaced by single keys; its own id, examples and
// versions are not taken over.
func TestExtends(t *testing.T) {
	all, err := ParsePolicies("a.yaml", []byte(`
policies:
  - {id: mine, extends: presets/aws-s3, name: Mine, minimum: {at_least: 5 EUR, else: raise}}
  - {id: theirs, extends: mine, name: Theirs, target: 99.95%}
`))
	if err != nil {
		t.Fatal(err)
	}
	mine, theirs := all[0], all[1]
	preset, _, err := Preset("aws-s3")
	if err != nil {
		t.Fatal(err)
	}
	if mine.ID != "mine" || mine.Name != "Mine" || len(mine.Examples) > 0 || mine.Minimum.Mode != contract.Raise || mine.Source.Address != preset.Source.Address || mine.Extends != "presets/aws-s3" {
		t.Errorf("mine is %+v", mine)
	}
	if got := mine.Promises()[0]; got.Aggregate != contract.ByMean || got.Unit.Length != 5*time.Minute || len(got.Credit.(contract.Tiers)) != 3 {
		t.Errorf("its measure is %+v", got)
	}
	if theirs.Target.String() != "99.95" || theirs.Minimum.Mode != contract.Raise || theirs.Promises()[0].Aggregate != contract.ByMean {
		t.Errorf("theirs is %+v", theirs)
	}
}
