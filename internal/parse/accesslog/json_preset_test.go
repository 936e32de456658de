package accesslog

import (
	"errors"
	"strings"
	"testing"
)

// presetLines has lines as each program writes them, and what they say: a
// request as show prints it, "other" where they are about none, or a reason.
var presetLines = map[string][][2]string{
	"caddy": {
		{`{"level":"info","ts":1746022801.25,"logger":"http.log.access.log0","msg":"handled request","request":{"remote_ip":"203.0.113.7","method":"GET","host":"api.example.com","uri":"/v1/orders?key=1","headers":{"Accept":["*/*"],"Te":[]},"tls":{"version":772}},"bytes_read":0,"duration":0.012345678,"size":0,"status":200,"resp_headers":{"Server":["Caddy"]}}`,
			"2025-04-30T14:20:01.25Z 200 12.345678ms GET api.example.com/v1/orders"},
		{`{"level":"error","ts":"2025-04-30T14:20:01.250Z","logger":"http.log.error.log0","msg":"dial tcp: refused","request":{"method":"GET","uri":"/"},"duration":0.1,"status":502}`, "other"},
		{`{"level":"info","ts":1746022801.25,"msg":"serving initial configuration"}`, "other"},
		{`{"ts":1746022801,"request":{"method":"GET","host":"a","uri":"/"},"duration":1.5e-05,"status":0}`, "2025-04-30T14:20:01Z 0 15µs GET a/"},
		{"2025/04/30 14:20:01.123\tINFO\tusing config from file\t{\"file\": \"Caddyfile\"}", "other"},
		{"2025/04/30 14:20:01 no tabs", "bad json"},
		{"2025/04/30 14:20:01.123\tINFO\thttp.log.access\thandled request\t{\"status\": 200}", "bad json"},
		{`{"status":200,"request":{"method":"GET"}}`, "missing field"},
	},
	"cloudflare": {
		{`{"ClientRequestHost":"api.example.com","ClientRequestMethod":"GET","ClientRequestURI":"/v1?x","EdgeEndTimestamp":1746022801123000000,"EdgeResponseStatus":200,"EdgeStartTimestamp":1746022801100000000,"EdgeTimeToFirstByteMs":9,"RayID":"ray-1"}`,
			"2025-04-30T14:20:01.1Z 200 23ms GET api.example.com/v1   ray-1"},
		{`{"EdgeEndTimestamp":"2025-04-30T14:20:02Z","EdgeResponseStatus":502,"EdgeStartTimestamp":"2025-04-30T14:20:01Z","OriginResponseDurationMs":40}`,
			"2025-04-30T14:20:01Z 502 40ms"},
		{`{"EdgeEndTimestamp":1746022802,"EdgeResponseStatus":0,"EdgeStartTimestamp":1746022801}`, "2025-04-30T14:20:01Z 0 -"},
		{`{"EdgeEndTimestamp":1746022801100000000,"EdgeResponseStatus":200,"EdgeStartTimestamp":1746022801123000000}`, "2025-04-30T14:20:01.123Z 200 -"},
		{`{"EdgeEndTimestamp":"2025-04-30T14:20:01.5","EdgeResponseStatus":200,"EdgeStartTimestamp":"2025-04-30T14:20:01.1Z"}`, "bad time"},
		{`{"EdgeEndTimestamp":1746022801123000000,"EdgeResponseStatus":200}`, "2025-04-30T14:20:01.123Z 200 -"},
		{`{"RayID":"ray-1"}`, "missing field"},
	},
	"envoy": {
		{`{":authority":"api.example.com","duration":11,"method":"GET","path":null,"response_code":200,"start_time":"2025-04-30T14:20:01.125Z","x-envoy-origin-path":"/a.png?w=1","x-request-id":"rq-1"}`,
			"2025-04-30T14:20:01.125Z 200 11ms GET api.example.com/a.png   rq-1"},
		{`{"authority":"web:8080","duration":"4200","method":"GET","path":"/delay","response_code":"503","start_time":"2025-04-30T14:20:01.125Z","request_id":"rq-2"}`,
			"2025-04-30T14:20:01.125Z 503 4.2s GET web:8080/delay   rq-2"},
		{`{"authority":"web","duration":"-","method":"GET","path":"/","response_code":"0","response_flags":"DC","start_time":"2025-04-30T14:20:01.125Z"}`,
			"2025-04-30T14:20:01.125Z 0 - GET web/"},
		{`{"authority":"-","duration":"70","method":"-","path":"-","response_code":"0","start_time":"2025-04-30T14:20:01.125Z"}`, "other"},
		{`{"authority":null,"duration":70,"method":null,"path":null,"response_code":400,"start_time":"2025-04-30T14:20:01.125Z"}`, "2025-04-30T14:20:01.125Z 400 70ms"},
		{"2025-04-30T14:20:01.123456Z\tinfo\tEnvoy proxy is ready", "other"},
		{"[2025-04-30 14:20:01.123][7][info][main] [source/server/server.cc:430] initializing", "other"},
		{`{"level":"info"}`, "missing field"},
		{`[2025-04-30T14:20:01.125Z] "POST /v1/a?b HTTP/2" 202 - 17 5 31 30 "203.0.113.7, 10.0.0.1" "two words" "rq-3" "api.example.com" "tcp://192.0.2.1:80"`,
			"2025-04-30T14:20:01.125Z 202 31ms POST api.example.com/v1/a   rq-3"},
		{`[2025-04-30T14:20:01.125Z] "GET /health HTTP/1.1" 503 URX,UF reset_by_peer - "no route" 0 95 44 - "-" "curl/8" "rq-4" "web:8080" "10.0.0.2:80" outbound|80||web 10.0.0.1:1 - -`,
			"2025-04-30T14:20:01.125Z 503 44ms GET web:8080/health   rq-4"},
		{`[2025-04-30T14:20:01.125Z] "- - -" 0 - - - "-" 12 34 56 - "-" "-" "-" "-" "10.0.0.2:80"`, "other"},
		{`[2025-04-30T14:20:01.125Z] "- - HTTP/1.1" 400 DPE 0 11 0 - "-" "-" "-" "-" "-"`, "2025-04-30T14:20:01.125Z 400 0s"},
		{`[2025-04-30T14:20:01.125Z] "GET / HTTP/1.1" 0 DC 0 0 15 - "-" "-" "a" "b" "-"`, "2025-04-30T14:20:01.125Z 0 15ms GET b/   a"},
		{`[2025-04-30T14:20:01.125Z] "GET / HTTP/1.1" 200 - 0 0 1.x - "-"`, "bad latency"},
		{`[2025-04-30T14:20:01.125Z] "GET / HTTP/1.1" 20 - 0 0 1 - "-"`, "bad status"},
		{`[2025-04-30T14:20:01.125Z] "GET / HTTP/1.1" 200 - 0`, "missing field"},
		{`[2025-04-30T14:20:01.125Z] "GET / HTTP/1.1" 200 - via "x`, "missing field"},
		{`[2025-04-30T14:20:01.125Z] "GET / HTTP/1.1`, "missing field"},
		{`[2025-04-30T14:20:01.125Z] GET`, "missing field"},
		{`[2025-04-30T14:20:01.125Z] "GET / HTTP/1.1" `, "missing field"},
		{`[2025-04-30T14:20:01.125Z] "GET / HTTP/1.1" 200`, "missing field"},
		{`[2025-04-30T14:20:01.479] "GET / HTTP/1.1" 200 - 0 0 1 - "-"`, "bad time"},
	},
	"fastly": {
		{`{     "timestamp": "2025-04-30T14:20:01+0000",     "host": "www.example.com",     "url": "/a.css?v=1",     "request_method": "GET",     "response_status": 404,  "time_elapsed": 1250  }`,
			"2025-04-30T14:20:01Z 404 1.25ms GET www.example.com/a.css"},
		{`-- ready`, "bad json"},
	},
	"gcp_lb": {
		{`{"httpRequest":{"latency":"0.250500s","requestMethod":"GET","requestUrl":"https://api.example.com/v1?q","status":302},"insertId":"in-1","timestamp":"2025-04-30T14:20:01.4321Z"}`,
			"2025-04-30T14:20:01.4321Z 302 250.5ms GET api.example.com/v1   in-1"},
		{`{"httpRequest":{"requestMethod":"GET","requestUrl":"https://api.example.com/"},"jsonPayload":{"statusDetails":"client_disconnected_before_any_response"},"timestamp":"2025-04-30T14:20:01Z"}`,
			"2025-04-30T14:20:01Z 0 - GET api.example.com/"},
		{`{"httprequest":{"requestMethod":"GET","status":200},"insertid":"u","timestamp":"2025-04-30T14:20:01Z"}`, "2025-04-30T14:20:01Z 200 - GET    u"},
		{`{"textPayload":"started","timestamp":"2025-04-30T14:20:01Z"}`, "other"},
		{`{"httpRequest":{"status":200},"timestamp":"2025-04-30 14:20:01"}`, "bad time"},
	},
	"nginx_json": {
		{`{"time_local":"30/Apr/2025:16:20:01 +0200","request":"GET /v1?x HTTP/1.1","status":"200","request_time":"0.031","http_host":"","server_name":"api.example.com","remote_user":"-","request_id":"4bf9"}`,
			"2025-04-30T14:20:01Z 200 31ms GET api.example.com/v1   4bf9"},
		{`{"msec":"1746022801.250","time_local":"broken","request_method":"PUT","uri":"/a","status":502,"request_time":0.5,"host":"h","remote_user":"acme"}`,
			"2025-04-30T14:20:01.25Z 502 500ms PUT h/a acme"},
		{`{"time":"30/Apr/2025:16:20:01 +0200","remote_user":"-","request":"GET /a HTTP/1.1","response":304,"bytes":0}`, "2025-04-30T14:20:01Z 304 - GET /a"},
		{"2025/04/30 16:20:01 [error] 7#7: *1 connect() failed", "other"},
		{`{"status":200}`, "missing field"},
	},
	"traefik": {
		{`{"ClientUsername":"-","DownstreamStatus":200,"Duration":765432,"OriginStatus":0,"RequestAddr":"b","RequestHost":"api.example.com","RequestMethod":"GET","RequestPath":"/v1","ServiceURL":{"Scheme":"http","User":null},"StartUTC":"2025-04-30T14:20:01.123456789Z","time":"2025-04-30T14:20:02Z"}`,
			"2025-04-30T14:20:01.123456789Z 200 765.432µs GET api.example.com/v1"},
		{`{"OriginStatus":502,"time":"2025-04-30T14:20:02Z"}`, "2025-04-30T14:20:02Z 502 -"},
		{`{"level":"info","message":"Configuration loaded","time":"2025-04-30T14:20:02Z"}`, "other"},
		{`time="2025-04-30T14:20:01Z" level=info msg="Traefik version 2.11"`, "other"},
		{"2025-04-30T14:20:01Z INF Traefik version 3.1", "other"},
		{"DEBUG: Gate: 2025/04/30 14:20:01 updated", "other"},
		{"2025-04-30T14:20:01Z", "bad json"},
		{`1.2.3.4 - - [30/Apr/2025:16:20:01 +0200] "GET / HTTP/1.1" 200 1 "-" "-" 1 "a" "b" 3ms`, "bad json"},
	},
}

func TestJSONPresets(t *testing.T) {
	for _, name := range Presets() {
		if f, _ := Preset(name); !f.ofObjects() {
			continue
		}
		lines := presetLines[name]
		if name == "istio" {
			lines = presetLines["envoy"]
		}
		if len(lines) == 0 {
			t.Errorf("%s: no lines", name)
		}
		f, ok := Preset(name)
		if !ok || f.Name() != name {
			t.Fatalf("no preset %s", name)
		}
		p := parser(t, f, nil, Options{})
		for _, test := range lines {
			for range 2 { // by scan, and perhaps by template
				if got := outcome(p, test[0]); got != test[1] {
					t.Errorf("%s: %s\ngot  %s\nwant %s", name, test[0], got, test[1])
				}
			}
		}
	}
}

// outcome is what p says of line, as presetLines has it.
func outcome(p *Parser, line string) string {
	var r Request
	var e *LineError
	err := p.Parse([]byte(line), &r)
	switch {
	case err == nil:
		return strings.TrimRight(show(&r), " ")
	case errors.As(err, &e):
		return string(e.Reason)
	case err == ErrNotRequest:
		return "other"
	}
	return err.Error()
}

func TestJSONPresetsDoNotAllocate(t *testing.T) {
	for name, lines := range presetLines {
		f, _ := Preset(name)
		for prefix, before := range map[string]string{"": "", "cri": "2025-04-30T14:20:01.5+02:00 stdout F "} {
			p := parser(t, f, nil, Options{Prefix: prefix})
			for _, test := range lines {
				var r Request
				line := []byte(before + test[0])
				if n := testing.AllocsPerRun(20, func() { _ = p.Parse(line, &r) }); n != 0 {
					t.Errorf("%s, prefix %q: %v allocations for %s", name, prefix, n, test[0])
				}
			}
		}
	}
}

// TestEnvoyTextCustomer reads a customer and a service from a line of text.
func TestEnvoyTextCustomer(t *testing.T) {
	f, _ := Preset("envoy")
	p := parser(t, f, nil, Options{Customer: "authority", Service: "x_forwarded_for"})
	for _, line := range []string{
		`[2025-04-30T14:20:01Z] "GET / HTTP/1.1" 200 - 0 0 15 - "acme" "-" "-" "api" "-"`,
		`{"authority":"api","x_forwarded_for":"acme","start_time":"2025-04-30T14:20:01Z","response_code":200,"method":"GET"}`,
	} {
		var r Request
		if err := p.Parse([]byte(line), &r); err != nil || string(r.Customer) != "api" || string(r.Service) != "acme" {
			t.Errorf("%s: customer %q, service %q, %v", line, r.Customer, r.Service, err)
		}
	}
}

// FuzzEnvoyLines holds that a line in text or JSON gives a sound outcome, and
// every line of a log one.
func FuzzEnvoyLines(f *testing.F) {
	for _, line := range presetLines["envoy"] {
		f.Add(line[0])
	}
	f.Fuzz(func(t *testing.T, log string) {
		format, _ := Preset("envoy")
		p := parser(t, format, nil, Options{Customer: "authority"})
		checkLaw(t, p, log)
		for line := range strings.Lines(log) {
			var r Request
			checkParse(t, p, []byte(line), &r)
		}
	})
}

// TestJSONNamesInOrder holds which of several names a value is taken from.
func TestJSONNamesInOrder(t *testing.T) {
	layout := &jsonLayout{names: jsonNames{timeRole: {"t"}, statusRole: {"s"}, hostRole: {"a", "b.c", "d"}}, guessTime: true}
	p := parser(t, &Format{name: "test", layout: layout}, nil, Options{Customer: "b.c"})
	for _, test := range [][2]string{
		{`{"t":1746022801,"s":200,"d":"3","b":{"c":"2"},"a":"1"}`, "1 2"},
		{`{"t":1746022801,"s":200,"d":"3","b":{"c":"2"},"a":null}`, "2 2"},
		{`{"t":1746022801,"s":200,"d":"3","b":{"c":"-"},"a":""}`, "3 "},
		{`{"t":1746022801,"s":200,"b":{"c":"2","c":null},"a":"-"}`, " "},
		{`{"t":1746022801,"s":200,"b":"2","a":[]}`, " "},
	} {
		for range 2 {
			var r Request
			if err := p.Parse([]byte(test[0]), &r); err != nil || string(r.Host)+" "+string(r.Customer) != test[1] {
				t.Errorf("%s: host %q, customer %q, %v; want %q", test[0], r.Host, r.Customer, err, test[1])
			}
		}
	}
}
