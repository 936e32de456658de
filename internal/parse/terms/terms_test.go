package terms

import (
	"errors"
	"strings"
	"testing"

	"aftermath/internal/parse/yamltree"
)

// sound is a configuration without a problem. The tests below spoil one line
// of it each.
const sound = `organisation: Voyado
zone: Europe/Stockholm
services:
  - id: api
    name: API
    match: [{hosts: [api.example]}]
    requests: {slow: 2s}
    minute: {min_requests: 5, down: ">= 25%", degraded: ">= 5%", degraded_slow: ">= 30%"}
    gap: 5m
policies:
  - id: gold
    name: Gold
    target: 99.9%
    evidence: either
    maintenance: {notice: 72h, cap: 8h}
    credits:
      - {below: 99.9%, credit: 10%}
      - {below: 99.0%, credit: 25%}
    examples:
      - {period: 43200m, down: 49m, fee: 1000 EUR, availability: 99.8865%, credit: 100 EUR}
customers:
  - id: northwind
    name: Northwind
    keys: [nw-1]
    contracts:
      - {policy: gold, services: [api], fee: 1000 EUR, from: 2024-01-01, to: 2026-01-01}
sources:
  incidents:
    - files: [incidents/*.txt]
  logs:
    - files: [logs/*.gz]
      format: combined
      customer: customer
maintenance:
  - {id: M1, title: Work, start: 2025-04-12 22:00, end: 2025-04-12 23:00, announced: 2025-04-07 09:00}
  - files: [work/*.ics]
amendments:
  - {incident: i1, instant: began, at: 2025-04-30 15:47, author: A. Person, reason: Seen.}
`

func TestSound(t *testing.T) {
	if _, err := Parse("a.yaml", []byte(sound)); err != nil {
		t.Fatal(err)
	}
}

// TestProblems has one row per kind of problem: what is written instead of
// what, and the problem, without file, that this gives.
func TestProblems(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"unknown key":             {"organisation:", "organization:", `1:1: the configuration has no key "organization" | did you mean organisation?; 1:1: the configuration needs the key "organisation"`},
		"unknown key, far off":    {"evidence: either", "severity: 1", `14:5: a policy has no key "severity"`},
		"key twice":               {"gap: 5m", "gap: 5m\n    gap: 6m", `10:5: the key "gap" is written twice | the first is on line 9`},
		"key missing":             {"    name: API\n", "", `4:5: a service needs the key "name"`},
		"no value":                {"gap: 5m", "gap:", `9:9: "gap" has no value | write a value, or remove the line`},
		"entry without value":     {"[nw-1]", "[~]", `24:12: expected text, found nothing | write a value, or remove the line`},
		"empty text":              {"name: Northwind", `name: ""`, `23:11: the text is empty | write a value, or remove the key`},
		"control character":       {"name: Northwind", `name: "a\x07"`, `23:11: the text "a\a" holds an unprintable character | remove it`},
		"list for text":           {"name: API", "name: [API]", `5:11: expected text, found a list`},
		"mapping for text":        {"name: API", "name: {a: b}", `5:11: expected text, found a mapping`},
		"text for list":           {"keys: [nw-1]", "keys: nw-1", `24:11: expected a list, found text`},
		"text for mapping":        {"requests: {slow: 2s}", "requests: 2s", `7:15: expected a mapping: requests, found text; 8:81: degraded_slow is set, but nothing says what slow is | write requests: {slow: 2s}`},
		"anchor":                  {"name: API", "name: &a API", `5:11: anchors, aliases and tags are not read | write the value out where it is needed`},
		"tag":                     {"name: API", "name: !!str API", `5:11: anchors, aliases and tags are not read | write the value out where it is needed`},
		"merge key":               {"requests: {slow: 2s}", "requests: {<<: {slow: 2s}, slow: 2s}", `7:16: only plain text can be a key | write merged values out where they are needed`},
		"syntax":                  {"gap: 5m", "gap: 'x", `9:10: not YAML: could not find end character of single-quoted text | mind the indentation, and put text with : or # between quotes`},
		"tab":                     {"    gap: 5m", "\tgap: 5m", `9:1: not YAML: found character '	' that cannot start any token | mind the indentation, and put text with : or # between quotes`},
		"second document":         {"sources:", "---\nsources:", `1:1: the configuration needs the key "sources"; 28:1: a second YAML document begins | remove the line ---: a configuration is one document`},
		"third document":          {"gap: 5m", "gap: 5m\n---\n---\n---\n", `12:1: a second YAML document begins | is this the right file?`},
		"not UTF-8":               {"name: API", "name: \xff", `5:1: the line is not valid UTF-8 | save the file as UTF-8`},
		"zone":                    {"zone: Europe/Stockholm", "zone: Europe/Stokholm", `2:7: "Europe/Stokholm" is not a time zone | write an IANA name, like Europe/Stockholm or UTC`},
		"machine's zone":          {"zone: Europe/Stockholm", "zone: Local", `2:7: "Local" is not a time zone | write an IANA name, like Europe/Stockholm or UTC`},
		"zone with leap seconds":  {"zone: Europe/Stockholm", "zone: right/UTC", `2:7: "right/UTC" is not a time zone | write an IANA name, like Europe/Stockholm or UTC`},
		"id":                      {"id: api", "id: Engage API", `4:9: id "Engage API" is not safe in a file name | use lower-case letters, digits and '-', at most 64, a letter or digit first; 26:35: there is no service "api" | known here: Engage API`},
		"id up a folder":          {"id: northwind", "id: ../x", `22:9: id "../x" is not safe in a file name | use lower-case letters, digits and '-', at most 64, a letter or digit first`},
		"id too long":             {"id: northwind", "id: " + strings.Repeat("a", 65), `22:9: id "` + strings.Repeat("a", 65) + `" is not safe in a file name | use lower-case letters, digits and '-', at most 64, a letter or digit first`},
		"service id twice":        {"policies:", "  - {id: api, name: B, minute: {down: '> 5%'}}\npolicies:", `10:10: service id "api" is used twice | the first is on line 4`},
		"maintenance id twice":    {"  - files: [work/*.ics]", "  - {id: M1, title: Work, start: 2025-04-13 22:00, end: 2025-04-13 23:00}", `36:10: maintenance id "M1" is used twice | the first is on line 35`},
		"amendment twice":         {"reason: Seen.}", "reason: Seen.}\n  - {incident: i1, instant: began, at: 2025-04-30 15:48, author: B, reason: Seen.}", `39:29: amendment of "i1 instant began" is used twice | the first is on line 38`},
		"duration without unit":   {"gap: 5m", "gap: 5", `9:10: duration "5" has no unit | write 5m for minutes, 5s for seconds`},
		"duration in days":        {"notice: 72h", "notice: 3d", `15:27: duration "3d": days and weeks differ in length | write hours, like 72h`},
		"duration in words":       {"gap: 5m", "gap: five minutes", `9:10: "five minutes" is not a duration | write a number and a unit: 500ms, 2s, 5m, 72h`},
		"duration below zero":     {"gap: 5m", "gap: -5m", `9:10: "-5m" is not a duration | write a number and a unit: 500ms, 2s, 5m, 72h`},
		"slow at once":            {"slow: 2s", "slow: 0s", `7:22: duration "0s" is zero | write how long, or remove the key; 8:81: degraded_slow is set, but nothing says what slow is | write requests: {slow: 2s}`},
		"gap below a minute":      {"gap: 5m", "gap: 30s", `9:10: gap 30s is shorter than a minute | write 1m or more: the log is judged by minutes`},
		"share without sign":      {"target: 99.9%", "target: 99.9", `13:13: percentage "99.9": write a number and a percent sign, like 99.9%`},
		"share over 100":          {"target: 99.9%", "target: 101%", `13:13: percentage "101%": over 100%`},
		"share of zero":           {"target: 99.9%", "target: 0%", `13:13: percentage "0%" is zero | write a percentage above 0%`},
		"amount":                  {"fee: 1000 EUR, from", "fee: 1000, from", `26:46: amount "1000": write a number and a currency code, like 1000 EUR`},
		"amount too fine":         {"fee: 1000 EUR, from", "fee: 1.005 EUR, from", `26:46: amount "1.005 EUR": EUR has 2 decimal places`},
		"threshold bare":          {`degraded: ">= 5%"`, "degraded: 5%", `8:57: threshold "5%" does not say how it compares | write >= 5% for 5 % or more, > 5% for more than 5 %, between quotes`},
		"threshold without sign":  {`degraded: ">= 5%"`, "degraded: '>= 5'", `8:57: threshold ">= 5": percentage "5": write a number and a percent sign, like 99.9%`},
		"threshold of zero":       {`degraded: ">= 5%"`, "degraded: '>= 0%'", `8:57: threshold ">= 0%": every minute reaches it | write > 0% for any at all`},
		"threshold over all":      {`down: ">= 25%"`, "down: '> 100%'", `8:37: threshold "> 100%": no minute reaches it | write >= 100% for all`},
		"degraded harder":         {`degraded: ">= 5%"`, `degraded: ">= 26%"`, `8:57: degraded (>= 26%) is harder to reach than down (>= 25%) | degraded is the milder state: give it the lower threshold`},
		"degraded a little":       {`degraded: ">= 5%"`, `degraded: "> 25%"`, `8:57: degraded (> 25%) is harder to reach than down (>= 25%) | degraded is the milder state: give it the lower threshold`},
		"slow is not said":        {"    requests: {slow: 2s}\n", "", `7:81: degraded_slow is set, but nothing says what slow is | write requests: {slow: 2s}`},
		"requests of a minute":    {"min_requests: 5", "min_requests: 0", `8:28: "0" is not a number of requests | write a whole number, 1 or more`},
		"status":                  {"{slow: 2s}", "{slow: 2s, failed: [5XX]}", `7:35: "5XX" is not a range of status codes | write 404, 400-407, 4xx, or 0 for none`},
		"status range":            {"{slow: 2s}", "{slow: 2s, failed: [500-400]}", `7:35: "500-400" is not a range of status codes | write the lower code first: 400-407`},
		"status on both sides":    {"{slow: 2s}", "{slow: 2s, failed: [5xx, 429]}", `7:34: status 429 is both ignored and failed | write both lists, each code in one of them: the defaults are ignored: [400-407, 409-498], failed: [5xx, 499, 0]`},
		"empty list":              {"services: [api], fee", "services: [], fee", `26:34: the list is empty | write at least one entry, or remove the key`},
		"host":                    {"hosts: [api.example]", "hosts: ['https://api.example/']", `6:22: "https://api.example/" is not a host name | write the name alone, without scheme, port and path`},
		"path":                    {"hosts: [api.example]", "paths: [v3/*]", `6:22: "v3/*" is not the beginning of a path | begin with /, without * and ?: /v3/ means every path below it`},
		"method":                  {"hosts: [api.example]", "methods: [get]", `6:24: "get" is not a request method | known here: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, CONNECT, TRACE`},
		"match of all":            {"{hosts: [api.example]}", "{}", `6:13: a match without parts takes every request | write hosts, paths, methods or field`},
		"evidence":                {"evidence: either", "evidence: log", `14:15: "log" is not a kind of evidence | did you mean logs?`},
		"credit order":            {"{below: 99.0%, credit: 25%}", "{below: 99.95%, credit: 25%}", `18:9: tier < 99.95 % pays although the target of 99.9 % is kept`},
		"credit falls":            {"{below: 99.0%, credit: 25%}", "{below: 99.0%, credit: 5%}", `18:9: tier < 99 % at 5 % after tier < 99.9 % at 10 %: list tiers from the highest availability down, each with a higher credit`},
		"example too long":        {"down: 49m", "down: 43201m", `20:18: the example's minutes are 1 more than its period of 43200`},
		"example in seconds":      {"down: 49m", "down: 90s", `20:32: "90s" is not a whole number of minutes | the state of a minute is one of five, whole`},
		"example too fine":        {"99.8865%", "99.88657%", `20:66: availability "99.88657%" has more than 4 decimals | write it as reports print it: rounded down to 4 decimals`},
		"unknown policy":          {"policy: gold", "policy: god", `26:18: there is no policy "god" | did you mean gold?`},
		"unknown service":         {"customer: customer", "customer: customer\n      service: web", `34:16: there is no service "web" | known here: api`},
		"service listed twice":    {"services: [api], fee", "services: [api, api], fee", `26:40: service "api" is listed twice | remove one`},
		"key of two customers":    {"sources:", "  - {id: other, name: Other, keys: [nw-1]}\nsources:", `27:37: the key "nw-1" already means customer northwind | a request belongs to one customer: give each its own keys`},
		"key by default":          {"sources:", "  - {id: nw-1, name: Other}\nsources:", `27:10: the key "nw-1" already means customer northwind | a request belongs to one customer: give each its own keys`},
		"key listed twice":        {"[nw-1]", "[nw-1, nw-1]", `24:18: the key "nw-1" is listed twice | remove one`},
		"key of nobody":           {"[nw-1]", "['-']", `24:12: "-" means in a log that no customer is named | write the value that names this customer`},
		"contracts overlap":       {"sources:", "      - {policy: gold, services: [api], fee: 1 EUR, from: 2025-12-31}\nsources:", `27:9: this contract for api overlaps the one on line 26 | end one (to) before or when the other begins (from)`},
		"contract of no length":   {"to: 2026-01-01", "to: 2024-01-01", `26:78: the contract ends on 2024-01-01, not after it begins on 2024-01-01 | to is the first day that it no longer holds`},
		"date":                    {"from: 2024-01-01", "from: 1 Jan 2024", `26:62: "1 Jan 2024" is not a date | write year, month and day, like 2024-01-01`},
		"time":                    {"start: 2025-04-12 22:00", "start: 10pm", `35:34: "10pm" is not a time | write 2025-04-12 22:00, or with an offset 2025-04-12T22:00:00+02:00`},
		"time that never was":     {"at: 2025-04-30 15:47", "at: 2025-03-30 02:30", `38:40: 2025-03-30 02:30:00 does not exist in Europe/Stockholm: the clocks jump over it | write a time that the clocks show`},
		"time that was twice":     {"at: 2025-04-30 15:47", "at: 2025-10-26 02:30", `38:40: 2025-10-26 02:30:00 occurs twice in Europe/Stockholm: the clocks are set back over it | write 2025-10-26T02:30:00+02:00 or 2025-10-26T02:30:00+01:00`},
		"end before start":        {"end: 2025-04-12 23:00", "end: 2025-04-12 21:00", `35:57: the maintenance ends at 2025-04-12T21:00:00+02:00, not after it starts at 2025-04-12T22:00:00+02:00`},
		"instant":                 {"instant: began", "instant: begun", `38:29: "begun" is not an instant of an incident | did you mean began?`},
		"pattern":                 {"[logs/*.gz]", "['logs/[.gz']", `31:15: "logs/[.gz" is not a pattern of file names | close the bracket [, or put \ before it`},
		"format of another kind":  {"format: combined", "format: {xml: {}}", `32:15: a format has one kind, here are 0 | write one of json, csv, tsv or w3c, or a text: a preset or the server's format; 32:16: a format has no key "xml" | known here: json, csv, tsv, w3c`},
		"formats at once":         {"format: combined", "format: {w3c: {latency_unit: s}, tsv: {time: t, status: s}}", `32:15: a format has one kind, here are 2 | write one of json, csv, tsv or w3c, or a text: a preset or the server's format`},
		"column without header":   {"format: combined", "format: {csv: {time: 1, status: code, header: false}}", `32:39: "code" is not the number of a column | without a header, columns have numbers from 1 to 1000`},
		"column before the first": {"format: combined", "format: {tsv: {time: 0, status: 2, header: false}}", `32:28: "0" is not the number of a column | without a header, columns have numbers from 1 to 1000`},
		"header that may be":      {"format: combined", "format: {csv: {time: t, status: s, header: maybe}}", `32:50: "maybe" is not a truth value | known here: true, false`},
		"delimiter of tabs":       {"format: combined", `format: {csv: {time: t, status: s, delimiter: "\t"}}`, `32:53: "" is not a delimiter | write one character, like ";"; for tabs, write tsv in place of csv`},
		"delimiter of tables":     {"format: combined", `format: {tsv: {time: t, status: s, delimiter: ";"}}`, `32:42: tsv has no key "delimiter" | known here: time, time_unit, status, latency, latency_unit, request, method, path, host, request_id, header`},
		"settings of w3c":         {"format: combined", `format: {w3c: {unit: s}}`, `32:21: w3c needs the key "latency_unit"; 32:22: w3c has no key "unit" | known here: latency_unit`},
		"prefix":                  {"customer: customer", "customer: customer\n      prefix: syslogs", `34:15: "syslogs" is not a prefix of log lines | did you mean syslog?`},
		"latency without unit":    {"format: combined", "format: {json: {time: t, status: s, latency: l}}", `32:52: nothing says in which unit the latency is | write latency_unit: s, ms, us or ns`},
		"unit without latency":    {"format: combined", "format: {json: {time: t, status: s, latency_unit: ms}}", `32:57: latency_unit is set, but no latency | write latency: and the name of the field`},
		"unit of time":            {"format: combined", "format: {json: {time: t, time_unit: sec, status: s}}", `32:43: "sec" is not a unit of time | did you mean s?`},
		"empty request line":      {"format: combined", "format: {json: {time: t, status: s, request: ''}}", `32:52: the text is empty | write a value, or remove the key`},
		"unit of latency":         {"format: combined", "format: {json: {time: t, status: s, latency: l, latency_unit: min}}", `32:69: "min" is not a unit of time | did you mean ms?`},
		"nothing to read":         {"sources:\n  incidents:\n    - files: [incidents/*.txt]\n  logs:\n    - files: [logs/*.gz]\n      format: combined\n      customer: customer\n", "sources: {}\n", `27:10: sources names nothing to read | write incidents, logs or both`},
		"nothing but a blank map": {sound, "{}", `1:1: the configuration needs the key "customers"; 1:1: the configuration needs the key "organisation"; 1:1: the configuration needs the key "policies"; 1:1: the configuration needs the key "services"; 1:1: the configuration needs the key "sources"; 1:1: the configuration needs the key "zone"`},
		"a list":                  {sound, "- a\n", `1:1: expected a mapping: the configuration, found a list`},
		"empty":                   {sound, "", `1:1: the configuration is empty | aftermath init writes one to start from`},
		"only comments":           {sound, "# nothing\n---\n", `1:1: the configuration is empty | aftermath init writes one to start from`},
		"too big":                 {sound, strings.Repeat("#", yamltree.MaxBytes+1), `1:1: the file has 1048577 bytes, a configuration has at most 1048576 | is this the right file?`},
		"too deep":                {sound, strings.Repeat("[", 5000), `1:101: the document is nested more than 100 levels deep | is this the right file?`},
		"too deep in lines":       {sound, strings.Repeat("- ", 5000), `1:201: the document is nested more than 100 levels deep | is this the right file?`},
		"too many keys":           {sound, strings.Repeat("a: 1\n", 101), `101:2: this mapping has more than 100 keys | is this the right file?`},
		"too many words":          {sound, "a: [" + strings.Repeat("1,", 60000) + "]", `1:100002: the document has more than 100000 words and signs | is this the right file?`},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(sound, c.old) {
				t.Fatalf("%q is not in the configuration", c.old)
			}
			config, err := Parse("a.yaml", []byte(strings.Replace(sound, c.old, c.new, 1)))
			var problems Problems
			if !errors.As(err, &problems) || config != nil {
				t.Fatalf("got %v, %v, want problems", config, err)
			}
			got := strings.NewReplacer("\n    ", " | ", "\na.yaml:", "; ").Replace(problems.Error())
			if got = strings.TrimPrefix(got, "a.yaml:"); got != c.want {
				t.Errorf("\ngot  %s\nwant %s", got, c.want)
			}
		})
	}
}
