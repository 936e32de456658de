package accesslog

import (
	"strings"
	"testing"
	"time"
)

func TestDetectPrefersWhatReadsMost(t *testing.T) {
	combined := `1.2.3.4 - - [30/Apr/2025:16:20:01 +0200] "GET /a?key=secret HTTP/1.1" 200 12 "-" "curl"` + "\n"
	own, err := Nginx(shortFormat)
	if err != nil {
		t.Fatal(err)
	}
	given := []Candidate{{own.Named("ours"), Options{Customer: "http_x_customer"}}}
	for name, test := range map[string]struct {
		sample, format string
		requests       int
		problem        Reason
	}{
		"combined":       {"\xef\xbb\xbf" + combined + "\n" + combined + combined[:40], "combined", 2, ""},
		"common":         {strings.Replace(combined, ` "-" "curl"`, "", 1), "common", 1, ""},
		"one given":      {logLine(0, 200, "acme") + "bad\n" + logLine(1, 200, "beta"), "ours", 2, MissingField},
		"without an end": {strings.TrimSuffix(combined, "\n"), "combined", 1, ""},
		"JSON":           {jsonLine + "\n", "json", 1, ""},
		"neither":        {"a\nb\n", "ours", 0, MissingField},
		"nothing":        {"", "ours", 0, ""},
	} {
		d := Detect([]byte(test.sample), "a.log", time.Time{}, given)[0]
		if d.Format.Name() != test.format || d.Requests != test.requests || len(d.First) != min(test.requests, detectReadings) {
			t.Errorf("%s: %s read %d; want %s and %d", name, d.Format.Name(), d.Requests, test.format, test.requests)
		}
		if (d.Problem != nil) != (test.problem != "") || d.Problem != nil && d.Problem.Reason != test.problem {
			t.Errorf("%s: problem %v; want %q", name, d.Problem, test.problem)
		}
		for _, r := range d.First {
			if strings.Contains(r.Path, "secret") {
				t.Errorf("%s: the reading shows a query string: %+v", name, r)
			}
		}
	}
}

func TestDetectReadsEachFormatByItsOwnOptions(t *testing.T) {
	own := mustNginx(t, shortFormat)
	json, err := JSONLines(Fields{Time: "time", Status: "status"})
	if err != nil {
		t.Fatal(err)
	}
	given := []Candidate{
		{own, Options{Customer: "http_x_customer"}},
		{json.Named("first"), Options{Customer: "shop"}},
		{json.Named("second"), Options{Customer: "ref.id"}},
	}
	sample := `{"time":"2025-04-30T14:20:01Z","status":200,"ref":{"id":"acme"}}` + "\n"
	d := Detect([]byte(sample), "a.log", time.Time{}, given)
	if d[0].Format.Name() != "second" || d[0].Customers != 1 || d[0].First[0].Customer != "acme" {
		t.Errorf("best is %s with %d customers, want second with 1", d[0].Format.Name(), d[0].Customers)
	}
	if d[1].Format.Name() != "first" || d[1].Requests != 1 || d[1].Customers != 0 {
		t.Errorf("next is %s with %d of %d, want first with 0 of 1", d[1].Format.Name(), d[1].Customers, d[1].Requests)
	}
}

func TestDetectGuessesTheCustomer(t *testing.T) {
	for name, test := range map[string]struct{ line, customer, others, zone string }{
		"by name":        {jsonLine, "acme", "bytes id level ms request.headers.host user_agent", ""},
		"not at all":     {`{"ts":1746022801,"status":200,"shop":"a","ref":"b"}`, "", "ref shop", ""},
		"without offset": {`{"ts":"2025-04-30 14:20:01","status":200,"tenant":"acme"}`, "acme", "", "UTC"},
		"remote user":    {`1.2.3.4 - acme [30/Apr/2025:16:20:01 +0200] "GET /a HTTP/1.1" 200 12 "-" "curl"`, "acme", "", ""},
	} {
		d := Detect([]byte(test.line), "a.log", time.Time{}, nil)[0]
		if len(d.First) != 1 || d.First[0].Customer != test.customer || d.Customers > 0 != (test.customer != "") || strings.Join(d.Others, " ") != test.others {
			t.Errorf("%s: %+v", name, d)
		}
		if zone := d.Options.Zone; (zone == nil) != (test.zone == "") || zone != nil && zone.String() != test.zone {
			t.Errorf("%s: zone %v, want %q", name, zone, test.zone)
		}
	}
}

func TestGuessFields(t *testing.T) {
	for _, test := range []struct {
		line string
		want Fields
	}{
		{
			`{"level":"info","ts":1746022801.3,"request":{"host":"a","method":"GET","uri":"/"},"status":200,"duration":0.0012}`,
			Fields{Time: "ts", Status: "status", Latency: "duration", Unit: "s", Method: "request.method", Path: "request.uri", Host: "request.host"},
		},
		{
			`{"@timestamp":"2025-04-30T14:20:01Z","statusCode":200,"latency_ms":3,"request_uri":"/","tenantId":"acme","X-Request-Id":"1"}`,
			Fields{Time: "@timestamp", Status: "statusCode", Latency: "latency_ms", Unit: "ms", Path: "request_uri", Customer: "tenantId", RequestID: "X-Request-Id"},
		},
		{
			`{"time_local":"30/Apr/2025:16:20:01 +0200","request":"GET / HTTP/1.1","status":"200","request_time":"0.001","http_host":"a","account":"b"}`,
			Fields{Time: "time_local", Status: "status", Latency: "request_time", Unit: "s", Request: "request", Host: "http_host", Customer: "account"},
		},
		{
			`{"time":1,"status":200,"duration":1250000,"url":"https://a/b"}`,
			Fields{Time: "time", Status: "status", Latency: "duration", Unit: "ns", Path: "url"},
		},
	} {
		got, _, ok := guessObjects([][]byte{[]byte(test.line), []byte("no JSON")})
		if !ok || got != test.want {
			t.Errorf("%s\ngot  %+v\nwant %+v", test.line, got, test.want)
		}
	}
	if _, _, ok := guessObjects([][]byte{[]byte(`{"status":200}`)}); ok {
		t.Error("a log without time was guessed")
	}
	for values, want := range map[string]string{"12": "ms", "7000": "us", "350000": "ns", "0.2": "s", "58.33 2e1 120.5": "ms", "0.2 x 3": "s", "-": "ms", "1 2 900000": "ms"} {
		if got := guessUnit("took", strings.Fields(values)); got != want {
			t.Errorf("unit of %s: %s; want %s", values, got, want)
		}
	}
}

func TestReadingTimes(t *testing.T) {
	d := Detect([]byte(logLine(5, 502, "acme")), "a.log", time.Time{}, nil)
	if d[0].Requests != 0 {
		t.Errorf("%s reads a line of another format", d[0].Format.Name())
	}
	d = Detect([]byte(nginxBenchmarkLine(5, "acme", 502)), "a.log", time.Time{}, []Candidate{{mustNginx(t, fullFormat), Options{Customer: "$http_x_customer"}}})
	want := Reading{
		Line: 1, At: time.Date(2025, 4, 30, 14, 0, 5, 0, time.UTC), Status: 502, Latency: 5 * time.Millisecond, HasLatency: true,
		Method: "GET", Host: "api.example.com", Path: "/v1/orders/5", Customer: "acme", RequestID: "4bf92f3577b34da6a3ce929d0e0e4736",
	}
	if d[0].First[0] != want {
		t.Errorf("%+v; want %+v", d[0].First[0], want)
	}
}

func mustNginx(t *testing.T, format string) *Format {
	t.Helper()
	f, err := Nginx(format)
	if err != nil {
		t.Fatal(err)
	}
	return f
}
