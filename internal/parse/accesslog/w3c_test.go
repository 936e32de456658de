package accesslog

import (
	"strings"
	"testing"
	"time"
)

const iisHead = "#Software: Microsoft Internet Information Services 10.0"

func TestW3C(t *testing.T) {
	const fields = "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query cs-username cs(User-Agent) cs-host sc-status time-taken"
	const begin = "2025-04-30 14:20:01 10.0.0.1 GET /v1/a+b page=2 "
	const said = "2025-04-30T14:20:01Z 200 "
	f, ok := Preset("iis")
	if !ok || !f.Sequential() || f.Name() != "iis" {
		t.Fatalf("preset iis: %v", f)
	}
	checkLines(t, presetParser(t, "w3c", Options{Customer: "CS-Username"}), [][2]string{
		{begin + "acme Mozilla/5.0+(X11) api.example 200 31", "missing field at 1"},
		{"#Version: 1.0", "not a request"},
		{fields, "not a request"},
		{begin + "acme Mozilla/5.0+(X11) api.example 200 31", said + "- GET api.example/v1/a+b acme"},
		{iisHead, "not a request"},
		{begin + "acme Mozilla/5.0+(X11) api.example 200 31", said + "31ms GET api.example/v1/a+b acme"},
		{begin + "- - - - -", "2025-04-30T14:20:01Z 0 - GET /v1/a+b"},
		{begin + "acme Mozilla/5.0+(X11) api.example 200 0.031", said + "31ms GET api.example/v1/a+b acme"},
		{"2025-04-30\t14:20:01  10.0.0.1\tGET /v1/a+b \t- \"ac \"\"me\"\"\" \"Mozilla/5.0 (X11)\"   api.example 200 31  ", said + `31ms GET api.example/v1/a+b ac "me"`},
		{begin + "acme Mozilla/5.0+(X11) api.example 200", "missing field at 87"},
		{begin + "acme Mozilla/5.0 (X11) api.example 200 31", "trailing text at 88"},
		{begin + `acme "Mozilla api.example 200 31`, "missing field at 54"},
		{begin + "acme - - 20 31", "bad status at 58"},
		{begin + "acme - - 200 3x1", "bad latency at 62"},
		{"2025-04-31 14:20:01 10.0.0.1 GET / - - - - 200 31", "bad time at 12"},
		{"#Software: Somebody's Server 1.0", "not a request"},
		{begin + "acme - - 200 31", said + "- GET /v1/a+b acme"},
		{"#Fields: time sc-status date cs-username", "not a request"},
		{"14:20 503 2025-04-30 acme", "2025-04-30T14:20:00Z 503 - acme"},
		{"14:20:01 503 2025-04-30 acme 1", "trailing text at 30"},
		{"#fields:date time cs-username", "not a request"},
		{"2025-04-30 14:20:01 acme", "missing field at 1"},
		{"#Fields: date time sc-status", "not a request"},
		{"2025-04-30 14:20:01 200", "missing field at 1"},
		{"#Fields: sc-status cs-username", "not a request"},
		{"200 acme", "missing field at 1"},
		{"#Fields: time cs-method cs-username sc-status", "not a request"},
		{"16:44:49 [2]USER anonymous 331", "not a request"},
		{"16:44:49 GET acme 200", "bad time at 1"},
	})
}

func TestW3CZones(t *testing.T) {
	zone := time.FixedZone("", 2*3600)
	lines := func(first, second string) [][2]string {
		return [][2]string{
			{"#Fields: date time sc-status", "not a request"},
			{"2025-04-30 14:20:01.5 200", first},
			{"#GMT-Offset: -0800", "not a request"},
			{"2025-04-30 14:20:01.5 200", second},
		}
	}
	checkLines(t, presetParser(t, "w3c", Options{}), lines("2025-04-30T14:20:01.5Z 200 -", "2025-04-30T22:20:01.5Z 200 -"))
	checkLines(t, presetParser(t, "w3c", Options{Zone: zone}), lines("2025-04-30T12:20:01.5Z 200 -", "2025-04-30T12:20:01.5Z 200 -"))
}

func TestW3CDays(t *testing.T) {
	p := presetParser(t, "w3c", Options{})
	checkLines(t, p, [][2]string{
		{"#Fields: time sc-status", "not a request"},
		{"23:59:58 200", "bad time at 1"},
		{"#Date: 2025-02-28 23:59:00 // the first entry", "not a request"},
		{"23:59:58 200", "2025-02-28T23:59:58Z 200 -"},
		{"00:00:01 200", "2025-03-01T00:00:01Z 200 -"},
		{"23:59:59 200", "2025-02-28T23:59:59Z 200 -"}, // written late
		{"00:00:02 200", "2025-03-01T00:00:02Z 200 -"},
		{"24:00:02 200", "bad time at 1"},
		{"09:00:00 200", "2025-03-01T09:00:00Z 200 -"},
		{"20:00:00 200", "2025-03-01T20:00:00Z 200 -"},
		{"04:00:00 200", "2025-03-02T04:00:00Z 200 -"},
		{"#Date: 2025-06-01", "not a request"},
		{"04:00:00 200", "2025-06-01T04:00:00Z 200 -"},
	})
	p.Begin()
	checkLines(t, p, [][2]string{{"04:00:00 200", "missing field at 1"}})
}

func TestW3CUnit(t *testing.T) {
	f, err := W3C(W3CFields{LatencyUnit: "us"})
	checkLines(t, parser(t, f, err, Options{}), [][2]string{
		{iisHead, "not a request"},
		{"#Fields: date time sc-status time-taken", "not a request"},
		{"2025-04-30 14:20:01 200 31", "2025-04-30T14:20:01Z 200 31µs"},
	})
	if _, err := W3C(W3CFields{LatencyUnit: "min"}); err == nil {
		t.Error("a unit that is none")
	}
}

func TestW3CManyColumns(t *testing.T) {
	checkLines(t, presetParser(t, "w3c", Options{}), [][2]string{
		{"#Fields: date time sc-status" + strings.Repeat(" x", maxColumns), "not a request"},
		{"2025-04-30 14:20:01 200", "missing field at 1"},
	})
}

func TestCloudFront(t *testing.T) {
	line := strings.ReplaceAll("2025-04-30 14:20:01 ARN1-C1 703 192.0.2.1 GET d111.cloudfront.net /v1/a%20b 200 - curl/8.5 page=2 - "+
		"Miss RID== api.example https 62 0.113 - TLSv1.3 TLS_AES Miss HTTP/2.0 - - 51754 0.113 Miss text/plain 20 - -", " ", "\t")
	old := line[:strings.Index(line, "\tTLSv1.3")]
	const said = "2025-04-30T14:20:01Z 200 113ms GET api.example/v1/a%20b RID=="
	checkLines(t, presetParser(t, "cloudfront", Options{}), [][2]string{
		{line, said},
		{line + "\tmore", said},
		{old, said},
		{strings.Replace(line, "\t200\t", "\t000\t", 1), strings.Replace(said, "200", "0", 1)},
		{line[:strings.Index(line, "\t0.113")], "missing field at 132"},
		{strings.ReplaceAll(line, "\t", " "), "missing field at 209"},
		{"#Version: 1.0", "not a request"},
		{"#Fields: timestamp(ms) sc-status cs(Host) time-taken", "not a request"},
		{"1746022801123\t200\tapi.example\t1", "2025-04-30T14:20:01.123Z 200 1s api.example"},
		{"1746022801123\t200\tapi.example\t", "2025-04-30T14:20:01.123Z 200 - api.example"},
		{"1746022801123\t200\tapi.example", "missing field at 30"},
		{"1746022801123\t200\tapi.example\t1\t", "trailing text at 33"},
		{"1746022801123x\t200\tapi.example\t1", "bad time at 1"},
		{"#Fields: timestamp sc-status", "not a request"},
		{"1746022801\t200", "2025-04-30T14:20:01Z 200 -"},
	})
	f, ok := Preset("cloudfront")
	if !ok {
		t.Fatal("no preset")
	}
	if _, err := f.NewParser(Options{Customer: "tenant"}); err == nil || !strings.Contains(err.Error(), `no column "tenant or cs(tenant)"`) {
		t.Errorf("unknown field: %v", err)
	}
}
