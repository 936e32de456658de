package accesslog

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

const fullFormat = `$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent ` +
	`"$http_referer" "$http_user_agent" rt=$request_time host=$host cust="$http_x_customer" id=$request_id`

const fullLine = `203.0.113.7 - ada [30/Apr/2025:16:20:01 +0200] "GET /v1/orders?key=secret HTTP/1.1" 502 157 ` +
	`"https://example.com/" "curl/8.5" rt=1.204 host=api.example.com cust="acme" id=4bf92f3577b34da6a3ce929d0e0e4736`

func nginx(t testing.TB, format string, o Options) *Parser {
	t.Helper()
	f, err := Nginx(format)
	return parser(t, f, err, o)
}

// show is a request in one line, for tables.
func show(r *Request) string {
	latency := "-"
	if r.HasLatency {
		latency = r.Latency.String()
	}
	return fmt.Sprintf("%s %d %s %s %s%s %s %s %s", r.Time().Format(time.RFC3339Nano), r.Status, latency,
		r.Method, r.Host, r.Path, r.Customer, r.Service, r.RequestID)
}

func TestNginxLine(t *testing.T) {
	p := nginx(t, fullFormat, Options{Customer: "$http_x_customer", Service: "host"})
	var r Request
	if err := p.Parse([]byte(fullLine+"\r\n"), &r); err != nil {
		t.Fatal(err)
	}
	want := "2025-04-30T14:20:01Z 502 1.204s GET api.example.com/v1/orders acme api.example.com 4bf92f3577b34da6a3ce929d0e0e4736"
	if got := show(&r); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestNginxVariables(t *testing.T) {
	const stamp, clock = "[$time_local] $status ", "[30/Apr/2025:16:20:01 +0200] 200 "
	for _, test := range []struct{ format, line, want string }{
		{stamp + `"$request"`, clock + `"POST /a/b?c=d HTTP/2.0"`, "200 - POST /a/b"},
		{stamp + `"$request"`, clock + `"GET /a b HTTP/1.1"`, "200 - GET /a b"},
		{stamp + `"$request"`, clock + `"GET /old"`, "200 - GET /old"},
		{stamp + `"$request"`, clock + `"GET https://user:pw@shop.example.com:8443/x?y#z HTTP/1.1"`, "200 - GET shop.example.com:8443/x"},
		{stamp + `"$request"`, clock + `"GET https://shop.example.com?y HTTP/1.1"`, "200 - GET shop.example.com/"},
		{stamp + `"$request"`, clock + `"OPTIONS * HTTP/1.1"`, "200 - OPTIONS *"},
		{stamp + `"$request"`, clock + `"-"`, "200 -  "},
		{stamp + `"$request"`, clock + `""`, "200 -  "},
		{stamp + `"$request"`, clock + `"\x16\x03\x01\x00 \xEE"`, "200 -  "},
		{stamp + `"$request"`, clock + `"GET /caf\xC3\xA9/\x22q\x22 HTTP/1.1"`, `200 - GET /café/"q"`},
		{stamp + `"$request"`, clock + `"GET /a\"b\\c HTTP/1.1"`, `200 - GET /a"b\c`}, // as Apache escapes
		{stamp + `$request_method $request_uri`, clock + "PUT /x?y", "200 - PUT /x"},
		{stamp + `"$request" $uri`, clock + `"GET /outer HTTP/1.1" /inner`, "200 - GET /inner"},
		{stamp + `$uri $request_uri`, clock + `/index.php /asked`, "200 -  /asked"},
		{stamp + `$http_host|$host`, clock + "a:80|b", "200 -  b"},
		{stamp + `$server_name|$http_host`, clock + "srv|a:80", "200 -  a:80"},
		{stamp + `$host`, clock + "-", "200 -  "},
		{stamp + `$request_time`, clock + "0.000", "200 0s  "},
		{stamp + `$request_time`, clock + "12.345", "200 12.345s  "},
		{stamp + `$request_time`, clock + "-", "200 -  "},
		{stamp + `$upstream_response_time`, clock + "0.100, 0.250 : 0.010, -", "200 360ms  "},
		{stamp + `$upstream_response_time`, clock + "-, -", "200 -  "},
		{stamp + `$upstream_response_time|$request_time`, clock + "0.100|0.200", "200 200ms  "},
		{`$time_iso8601 $status`, "2025-04-30T16:20:01+02:00 200", "200 -  "},
		{`$msec $status`, "1746022801.000 200", "200 -  "},
		{`$status ${time_local}`, "200 30/Apr/2025:16:20:01 +0200", "200 -  "},
		{`{$time_local}$status!`, "{30/Apr/2025:16:20:01 +0200}200!", "200 -  "},
		{"escape=json '" + `{"t":"$time_iso8601","s":$status,"r":"$request"}'`,
			`{"t":"2025-04-30T14:20:01+00:00","s":200,"r":"GET /\"\u00e9\\ HTTP/1.1"}`, `200 - GET /"é\`},
		{"escape=none '[$time_local] $status " + `"$request"'`, clock + `"GET /a"b\x41 HTTP/1.1"`, `200 - GET /a"b\x41`},
		{stamp + `$request_length`, clock + "\t", "rejected"},
	} {
		p := nginx(t, test.format, Options{})
		var r Request
		err := p.Parse([]byte(test.line), &r)
		got := strings.TrimRight(strings.TrimPrefix(show(&r), "2025-04-30T14:20:01Z "), " ")
		if want := strings.TrimRight(test.want, " "); (err != nil || got != want) && want != "rejected" {
			t.Errorf("%s\n%s\ngot  %q, %v\nwant %q", test.format, test.line, got, err, want)
		}
	}
}

func TestNginxCustomerFields(t *testing.T) {
	const format = `$remote_user [$time_iso8601] $status $arg_key "$http_x_customer"`
	line := []byte(`ada [2025-04-30T16:20:01+02:00] 200 k1 "acme \x22x\x22"`)
	for name, want := range map[string]string{
		"$remote_user": "ada", "remote_user": "ada", "${arg_key}": "k1", "http_x_customer": `acme "x"`, "": "",
	} {
		var r Request
		if err := nginx(t, format, Options{Customer: name}).Parse(line, &r); err != nil || string(r.Customer) != want {
			t.Errorf("customer by %q: %q, %v; want %q", name, r.Customer, err, want)
		}
	}
	f, err := Nginx(format)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.NewParser(Options{Customer: "tenant"})
	if err == nil || !strings.Contains(err.Error(), "no $tenant; it has $remote_user") {
		t.Errorf("unknown customer field: %v", err)
	}
}

func TestNginxRejects(t *testing.T) {
	const begin = `1.2.3.4 - - [`
	for _, test := range []struct {
		line   string
		reason Reason
		column int
	}{
		{begin + `31/Feb/2025:16:20:01 +0200] "GET / HTTP/1.1" 200 1 "-" "-"`, BadTime, 14},
		{begin + `30/Apr/2025:24:20:01 +0200] "GET / HTTP/1.1" 200 1 "-" "-"`, BadTime, 14},
		{begin + `30/Apr/2025:16:20:60 +0200] "GET / HTTP/1.1" 200 1 "-" "-"`, BadTime, 14},
		{begin + `30/Apr/2025:16:20:01 +2400] "GET / HTTP/1.1" 200 1 "-" "-"`, BadTime, 14},
		{begin + `30/Avr/2025:16:20:01 +0200] "GET / HTTP/1.1" 200 1 "-" "-"`, BadTime, 14},
		{begin + `-] "GET / HTTP/1.1" 200 1 "-" "-"`, BadTime, 14},
		{begin + `30/Apr/2025:16:20:01 +0200] "GET / HTTP/1.1" 2000 1 "-" "-"`, BadStatus, 59},
		{begin + `30/Apr/2025:16:20:01 +0200] "GET / HTTP/1.1" - 1 "-" "-"`, BadStatus, 59},
		{begin + `30/Apr/2025:16:20:01 +0200] "GET / HTTP/1.1" 200`, MissingField, 59},
		{begin + `30/Apr/2025:16:20:01 +0200] "GET / HTTP/1.1`, MissingField, 43},
		{begin + `30/Apr/2025:16:20:01 +0200] "GET / HTTP/1.1" 200 1 "-" "-`, MissingField, 70},
		{begin + `30/Apr/2025:16:20:01 +0200] "GET / HTTP/1.1" 200 1 "-" "-" 0.1`, TrailingText, 72},
		{`example.com ` + begin + `30/Apr/2025:16:20:01 +0200] "GET / HTTP/1.1" 200 1 "-" "-"`, MissingField, 1},
		{`panic: runtime error`, MissingField, 1},
	} {
		f, _ := Preset("combined")
		p, err := f.NewParser(Options{})
		if err != nil {
			t.Fatal(err)
		}
		var r Request
		var e *LineError
		if err := p.Parse([]byte(test.line), &r); !errors.As(err, &e) || e.Reason != test.reason || e.Column != test.column {
			t.Errorf("%s: %v; want %q at column %d", test.line, err, test.reason, test.column)
		}
	}
	common, _ := Preset("common")
	p, err := common.NewParser(Options{})
	if err != nil {
		t.Fatal(err)
	}
	var r Request
	var e *LineError
	if err := p.Parse([]byte(begin+`30/Apr/2025:16:20:01 +0200] "GET / HTTP/1.1" 200 1 "-" "-"`), &r); !errors.As(err, &e) || e.Reason != TrailingText {
		t.Errorf("combined line read as common: %v; want trailing text", err)
	}
	if err := p.Parse([]byte(" \t\r\n"), &r); err != ErrBlank {
		t.Errorf("blank line: %v", err)
	}
}

func TestNginxFormatText(t *testing.T) {
	const pasted = "log_format  main escape=json\n    '$remote_addr [$time_local] '\n    \"\\\"$request\\\" \" '$status'; \n"
	p := nginx(t, pasted, Options{})
	var r Request
	if err := p.Parse([]byte(`1.2.3.4 [30/Apr/2025:16:20:01 +0200] "GET /a HTTP/1.1" 200`), &r); err != nil || string(r.Path) != "/a" {
		t.Errorf("pasted directive: %q, %v", r.Path, err)
	}
	for _, test := range []struct{ format, problem string }{
		{`$time_local$status`, "column 12: no text between $time_local and $status"},
		{`[$time_local] $`, "column 15: $ without the name"},
		{`[$time_local] ${status`, "column 15: $ without the name"},
		{`[$time_local] $-`, "column 15: $ without the name"},
		{`$status $host`, "column 14: no time"},
		{`[$time_local]`, "column 14: no status"},
		{``, "column 1: no time"},
		{"log_format x '$time_local' '$status';", "column 29: no text between"},
		{"log_format x '$time_local ' '$status", "column 29: the quote ' is not closed"},
		{"log_format x '$time_local $status'; log_format y '';", "column 37: text after the semicolon"},
		{"escape=html '$time_local $status'", "column 1: escape=html: write"},
	} {
		_, err := Nginx(test.format)
		var e *FormatError
		if err == nil || !strings.Contains(err.Error(), test.problem) || !errors.As(err, &e) {
			t.Errorf("%s: %v; want %s", test.format, err, test.problem)
		}
	}
	if _, err := Nginx("nothing"); strings.Count(err.Error(), "log format column") != 2 {
		t.Errorf("missing time and status should both be told: %v", err)
	}
}

func TestPresets(t *testing.T) {
	for _, name := range Presets() {
		if f, ok := Preset(name); !ok || f.Name() != name {
			t.Errorf("preset %s: %v, %v", name, f, ok)
		}
	}
	if _, ok := Preset("nonesuch"); ok {
		t.Error("a preset that is none")
	}
}
