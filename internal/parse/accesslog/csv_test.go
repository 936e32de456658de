package accesslog

import (
	"strings"
	"testing"
	"time"
)

var csvFields = CSVFields{Fields: Fields{
	Time: "ts", Status: "code", Latency: "took", Unit: "ms", Method: "verb", Path: "target", Host: "host", Customer: "tenant", RequestID: "id",
}}

func TestCSV(t *testing.T) {
	const head = "\xef\xbb\xbfts,code,took,verb,target,host,\"ten\"\"ant\",tenant,id"
	f, err := CSV(csvFields)
	if err != nil || !f.Sequential() || f.Name() != "csv" {
		t.Fatal(f, err)
	}
	p := parser(t, f, err, Options{})
	const said = "2025-04-30T14:20:01Z 200 12.5ms GET api.example/v1 acme i1"
	checkLines(t, p, [][2]string{
		{head, "not a request"},
		{"2025-04-30T14:20:01Z,200,12.5,GET,/v1?page=2,api.example,,acme,i1", said},
		{`"2025-04-30T14:20:01Z","200","12.5ms","GET","/v1","api.example","x","ac,""me""","i1"`, `2025-04-30T14:20:01Z 200 12.5ms GET api.example/v1 ac,"me" i1`},
		{"1746022801,,,GET,-,-,,,", "2025-04-30T14:20:01Z 0 - GET"},
		{"1746022801,-,-,GET,/v1,,,,", "2025-04-30T14:20:01Z 0 - GET /v1"},
		{strings.TrimPrefix(head, "\xef\xbb\xbf"), "not a request"},
		{"2025-04-30T14:20:01Z,200,12.5,GET,/v1,api.example,,acme,i1,more", "trailing text at 60"},
		{"2025-04-30T14:20:01Z,200,12.5,GET,/v1,api.example,,acme", "missing field at 56"},
		{`2025-04-30T14:20:01Z,200,12.5,GET,"/v1,api.example,,acme,i1`, "open quote at 35"},
		{`2025-04-30T14:20:01Z,200,12.5,GET,"/v1"x,api.example,,acme,i1`, "missing field at 40"},
		{"2025-04-30T14:20:01,200,12.5,GET,/v1,api.example,,acme,i1", "bad time at 1"},
		{"2025-04-30T14:20:01Z,2000,12.5,GET,/v1,api.example,,acme,i1", "bad status at 22"},
		{"2025-04-30T14:20:01Z,200,x,GET,/v1,api.example,,acme,i1", "bad latency at 26"},
		{"2025-04-30T14:20:01Z,200,12min,GET,/v1,api.example,,acme,i1", "bad latency at 26"},
	})
	var r Request
	if err := p.Parse([]byte("2025-04-30T14:20:01,200,12.5,GET,/v1,api.example,,acme,i1"), &r); err == nil || !strings.Contains(err.Error(), "zone:") {
		t.Errorf("a time without zone: %v", err)
	}
	p.Begin()
	checkLines(t, p, [][2]string{
		{"TS;code", "not a request"},
		{"2025-04-30T14:20:01Z;200", "missing field at 1"},
	})
}

func TestCSVWithoutHeader(t *testing.T) {
	f, err := CSV(CSVFields{NoHeader: true, Delimiter: "\t", Fields: Fields{Time: "1", TimeUnit: "ms", Status: "3", Request: "4"}})
	if err != nil || f.Sequential() || f.Name() != "tsv" {
		t.Fatal(f, err)
	}
	p := parser(t, f, err, Options{Customer: "2", Service: "5"})
	p.Begin()
	checkLines(t, p, [][2]string{
		{"1746022801123\tacme\t503\tGET /v1 HTTP/1.1\tapi\tmore", "2025-04-30T14:20:01.123Z 503 - GET /v1 acme api"},
		{"1746022801123\tacme\t503\tGET /v1 HTTP/1.1", "missing field at 40"},
	})
	if _, err := f.NewParser(Options{Customer: "tenant"}); err == nil || !strings.Contains(err.Error(), `"tenant" must be the number of a column`) {
		t.Errorf("a name without header: %v", err)
	}
	f, err = CSV(CSVFields{Fields: Fields{Time: "ts", Status: "code"}, Delimiter: ";"})
	checkLines(t, parser(t, f, err, Options{Zone: time.FixedZone("", 7200)}), [][2]string{
		{"ts;code", "not a request"},
		{"2025-04-30 16:20:01;200", "2025-04-30T14:20:01Z 200 -"},
	})
}

func TestCSVFields(t *testing.T) {
	_, err := CSV(CSVFields{NoHeader: true, Delimiter: "::", Fields: Fields{TimeUnit: "sec", Latency: "took", Host: "0"}})
	for _, want := range []string{`delimiter "::"`, "holds the time", "holds the status", `time unit "sec"`, `unit "" of took`, `"took" must be the number`, `"0" must be the number`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v; want %s", err, want)
		}
	}
}
