package accesslog

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func jsonParser(t testing.TB, f Fields, o Options) *Parser {
	t.Helper()
	format, err := JSONLines(f)
	return parser(t, format, err, o)
}

var allFields = Fields{
	Time: "time", Status: "status", Latency: "ms", Unit: "ms", Method: "request.method", Path: "request.path",
	Host: "request.host", Customer: "tenant.id", RequestID: "id",
}

const jsonLine = `{"level":"info","time":"2025-04-30T16:20:01.25+02:00","status":502,"ms":12.5,` +
	`"request":{"host":"api.example.com","method":"GET","path":"/v1/orders?key=secret","headers":{"host":"x"}},` +
	`"tenant":{"id":"acme"},"id":"4bf92f35","user_agent":"Mozilla/5.0 (X11; Linux x86_64)","bytes":1234}`

func TestJSONLine(t *testing.T) {
	const want = "2025-04-30T14:20:01.25Z 502 12.5ms GET api.example.com/v1/orders acme  4bf92f35"
	for name, line := range map[string]string{
		"as written": jsonLine,
		"other order": `{"tenant":{"id":"acme"},"id":"4bf92f35","request":{"path":"/v1/orders","a":[1,{"b":[]}],"host":"api.example.com",` +
			`"method":"GET"},"ms":"12.5","status":"502","time":"2025-04-30T14:20:01.250Z"}`,
		"flat names": `{"request.method":"GET","request.path":"/v1/orders","request.host":"api.example.com","tenant.id":"acme",` +
			`"id":"4bf92f35","ms":1.25e1,"status":502,"time":1746022801.25}`,
		"escapes": `{"\u0074ime":"2025-04-30T14:20:01.25Z","status":502,"ms":12.5,"request":{"method":"GE\u0054",` +
			`"path":"\/v1\/orders","host":"api.example.com"},"tenant":{"id":"acm\u0065"},"id":"4bf92f35"}`,
		"spaces": " { \"time\" :\t1746022801250 , \"status\" : 502 , \"ms\" : \"12.5ms\" , \"request\" : { \"method\" : \"GET\" , " +
			`"path" : "https://api.example.com/v1/orders?x" } , "tenant" : { "id" : "acme" } , "id" : "4bf92f35" } `,
		"last of equal names": `{"time":1,"time":"2025-04-30T14:20:01.25Z","status":200,"status":502,"ms":12.5,"request":{"host":"no"},` +
			`"request":{"method":"GET","path":"/v1/orders","host":"api.example.com"},"tenant":{"id":"acme"},"id":"4bf92f35"}`,
	} {
		var r Request
		if err := jsonParser(t, allFields, Options{}).Parse([]byte(line), &r); err != nil || show(&r) != want {
			t.Errorf("%s: %v\ngot  %s\nwant %s", name, err, show(&r), want)
		}
	}
}

func TestJSONFieldValues(t *testing.T) {
	fields := Fields{Time: "t", Status: "s", Latency: "d", Unit: "us", Request: "r", Customer: "c", RequestID: "i"}
	for _, test := range []struct{ line, want string }{
		{`{"t":1746022801,"s":0}`, "0 -     "},
		{`{"t":1746022801,"s":"-","d":"-"}`, "0 -     "},
		{`{"t":1746022801,"s":200,"d":null,"c":null}`, "200 -     "},
		{`{"t":1746022801,"s":200,"d":1500}`, "200 1.5ms     "},
		{`{"t":1746022801,"s":200,"d":"0.25s"}`, "200 250ms     "},
		{`{"t":1746022801,"s":200,"d":"3µs"}`, "200 3µs     "},
		{`{"t":1746022801,"s":200,"d":1.5e-3}`, "200 1ns     "},
		{`{"t":1746022801,"s":200,"r":"GET /a?b HTTP/1.1","c":42,"i":true}`, "200 - GET /a 42  true"},
		{`{"t":1746022801,"s":200,"c":"\ud83d\ude00 \ud83d \u00e9\n"}`, "200 -   😀 \ufffd é\n  "},
		{`{"t":1746022801,"s":200,"c":{"t":5},"i":[1]}`, "200 -     "},
		{`{"t":"30/Apr/2025:16:20:01 +0200","s":200}`, "200 -     "},
		{`{"t":"1746022801","s":200}`, "200 -     "},
		{`{"t":"2025-04-30 14:20:01Z","s":200}`, "200 -     "},
		{`{"t":"2025-04-30T16:20:01+0200","s":200}`, "200 -     "},
		{`{"t":1746022801000000,"s":200}`, "200 -     "},
		{`{"t":1746022801000000000,"s":200}`, "200 -     "},
	} {
		var r Request
		err := jsonParser(t, fields, Options{}).Parse([]byte(test.line), &r)
		got := strings.TrimPrefix(show(&r), "2025-04-30T14:20:01Z ")
		if err != nil || strings.TrimRight(got, " ") != strings.TrimRight(test.want, " ") {
			t.Errorf("%s\ngot  %q, %v\nwant %q", test.line, got, err, test.want)
		}
	}
}

func TestJSONNamesThatShareParts(t *testing.T) {
	p := jsonParser(t, Fields{Time: "a.b.t", Status: "a.b", Customer: "a.b.c.d", RequestID: "a"}, Options{Service: "a.b.c"})
	var r Request
	line := `{"a":{"b.t":1746022801,"b":200},"a.b":{"c.d":"acme"},"a.b.c":"web","a":"id"}`
	if err := p.Parse([]byte(line), &r); err != nil || string(r.Customer) != "acme" || string(r.Service) != "web" || string(r.RequestID) != "id" {
		t.Errorf("%s, %v", show(&r), err)
	}
}

func TestJSONZone(t *testing.T) {
	stockholm, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	fields := Fields{Time: "t", Status: "s"}
	for stamp, want := range map[string]string{
		"2025-04-30 16:20:01": "2025-04-30T14:20:01Z",
		"2025-01-30T16:20:01": "2025-01-30T15:20:01Z",
		"2025-03-30T02:30:00": "", // summer time skips it
	} {
		var r Request
		err := jsonParser(t, fields, Options{Zone: stockholm}).Parse([]byte(`{"t":"`+stamp+`","s":200}`), &r)
		if got := r.Time().Format(time.RFC3339); (err == nil) != (want != "") || err == nil && got != want {
			t.Errorf("%s in Stockholm: %s, %v; want %s", stamp, got, err, want)
		}
		if err := jsonParser(t, fields, Options{}).Parse([]byte(`{"t":"`+stamp+`","s":200}`), &r); err == nil {
			t.Errorf("%s without zone was accepted", stamp)
		}
	}
}

func TestJSONRejects(t *testing.T) {
	for _, test := range []struct {
		line   string
		reason Reason
		column int
	}{
		{`{"time":"2025-02-31T14:20:01Z","status":200}`, BadTime, 10},
		{`{"time":"yesterday","status":200}`, BadTime, 10},
		{`{"time":-5,"status":200}`, BadTime, 9},
		{`{"time":99999999999999999999,"status":200}`, BadTime, 9},
		{`{"time":1746022801,"status":42}`, BadStatus, 29},
		{`{"time":1746022801,"status":200.5}`, BadStatus, 29},
		{`{"time":1746022801,"status":"OK"}`, BadStatus, 30},
		{`{"time":1746022801,"status":200,"ms":-1}`, BadLatency, 38},
		{`{"time":1746022801,"status":200,"ms":"1 h"}`, BadLatency, 39},
		{`{"time":1746022801}`, MissingField, 1},
		{`{"time":1746022801,"status":null}`, MissingField, 1},
		{`{"time":{"a":1},"status":200}`, MissingField, 1},
		{`{}`, MissingField, 1},
		{`[]`, BadJSON, 1},
		{`null`, BadJSON, 1},
		{`{"time":1746022801,"status":200`, BadJSON, 32},
		{`{"time":1746022801,"status":200}}`, BadJSON, 33},
		{`{"time":1746022801,"status":200,}`, BadJSON, 33},
		{`{"time":1746022801 "status":200}`, BadJSON, 20},
		{`{"time":01746022801,"status":200}`, BadJSON, 10},
		{`{"time":1746022801,"status":200,"a":"` + "\x01" + `"}`, BadJSON, 38},
		{`{"time":1746022801,"status":200,"a":"\x"}`, BadJSON, 39},
		{`{"time":1746022801,"status":200,"a":tru}`, BadJSON, 40},
		{`{"time":1746022801,"status":200,"a":[1,]}`, BadJSON, 40},
		{`{'time':1746022801}`, BadJSON, 2},
	} {
		var r Request
		var e *LineError
		err := jsonParser(t, allFields, Options{}).Parse([]byte(test.line), &r)
		if !errors.As(err, &e) || e.Reason != test.reason || e.Column != test.column {
			t.Errorf("%s: %v; want %q at column %d", test.line, err, test.reason, test.column)
		}
	}
}

func TestJSONNesting(t *testing.T) {
	line := func(depth int) []byte {
		return []byte(`{"time":1746022801,"status":200,"a":` + strings.Repeat("[", depth) + strings.Repeat("]", depth) + `}`)
	}
	p := jsonParser(t, allFields, Options{})
	var r Request
	if err := p.Parse(line(maxDepth-1), &r); err != nil {
		t.Errorf("nested %d deep: %v", maxDepth, err)
	}
	if err := p.Parse(line(maxDepth), &r); err == nil {
		t.Errorf("nested %d deep was accepted", maxDepth+1)
	}
}

func TestJSONLinesMistakes(t *testing.T) {
	_, err := JSONLines(Fields{TimeUnit: "min", Latency: "d", Host: strings.Repeat("x", 300)})
	for _, want := range []string{"holds the time", "holds the status", `time unit "min"`, `unit "" of d`, "longer than 256"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("mistakes: %v; want %q", err, want)
		}
	}
}
