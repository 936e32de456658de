package accesslog

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"
)

// parser compiles a parser for a test.
func parser(t testing.TB, f *Format, err error, o Options) *Parser {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	p, err := f.NewParser(o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// presetParser is the parser of a preset.
func presetParser(t testing.TB, name string, o Options) *Parser {
	t.Helper()
	f, ok := Preset(name)
	if !ok {
		t.Fatalf("no preset %s", name)
	}
	return parser(t, f, nil, o)
}

// checkLines parses lines one after the other and compares each with what show
// says, or with its error: "reason at column", "not a request", "blank line".
func checkLines(t *testing.T, p *Parser, lines [][2]string) {
	t.Helper()
	for _, l := range lines {
		var r Request
		got := ""
		var e *LineError
		switch err := p.Parse([]byte(l[0]), &r); {
		case errors.As(err, &e):
			got = string(e.Reason) + " at " + strconv.Itoa(e.Column)
		case err != nil:
			got = err.Error()
		default:
			got = strings.Join(strings.Fields(show(&r)), " ")
		}
		if got != l[1] {
			t.Errorf("%s\ngot  %s\nwant %s", l[0], got, l[1])
		}
	}
}

const apacheFull = `%h %l %u %t "%r" %>s %O "%{Referer}i" "%{User-Agent}i" %D %{X-Tenant}i %{Host}i %{UNIQUE_ID}e`

func TestApacheLine(t *testing.T) {
	f, err := Apache(apacheFull)
	const begin = `192.0.2.1 - - [30/Apr/2025:16:20:01 +0200] "GET /a\"b?x=1 HTTP/1.1" `
	checkLines(t, parser(t, f, err, Options{Customer: "X-Tenant", Service: "host"}), [][2]string{
		{begin + `200 12 "-" "curl" 1500 acme api.example aBc`, `2025-04-30T14:20:01Z 200 1.5ms GET api.example/a"b acme api.example aBc`},
		{begin + `- 12 "-" "\"" - - api.example -`, `2025-04-30T14:20:01Z 0 - GET api.example/a"b api.example`},
		{begin + `200 12 "-" "curl" 1.5 acme api.example -`, "bad latency at 87"},
		{begin + `20 12 "-" "curl" 15 acme api.example -`, "bad status at 69"},
		{begin + `200 12 "-`, "missing field at 77"},
		{`[Wed Apr 30 16:20:01.123456 2025] [core:error] [pid 12:tid 34] [client 192.0.2.1:5] AH00126: Invalid URI`, "not a request"},
		{`[Wed Apr 30 16:20:01 2025] [error] [client 192.0.2.1] File does not exist: /x`, "not a request"},
		{`[Wed Apr 30 16:20:01 2025] [acme] [client 192.0.2.1]`, "missing field at 29"},
		{`2025/04/30 16:20:01 [error] 12#12: *4 open() failed`, "not a request"},
		{`2025/04/30 16:20:01 [oops] 12#12: *4 open() failed`, "missing field at 21"},
		{`[Wed Apr 30 16:20:01`, "missing field at 10"},
	})
}

func TestApacheDirectives(t *testing.T) {
	berlin := time.FixedZone("", 3600)
	for _, test := range []struct{ format, line, want string }{
		{`%t %s`, `[30/Apr/2025:16:20:01 +0200] 200`, "2025-04-30T14:20:01Z 200 -"},
		{`%t %s %>s`, `[30/Apr/2025:16:20:01 +0200] 301 200`, "2025-04-30T14:20:01Z 200 -"},
		{`%t %>s %<s`, `[30/Apr/2025:16:20:01 +0200] 301 200`, "2025-04-30T14:20:01Z 301 -"},
		{`%{%Y-%m-%dT%H:%M:%S}t.%{msec_frac}t%{%z}t %s`, `2025-04-30T16:20:01.123+0200 200`, "2025-04-30T14:20:01.123Z 200 -"},
		{`[%{%d/%b/%Y %T}t.%{usec_frac}t %{%z}t] %s`, `[30/Apr/2025 16:20:01.123456 +0200] 200`, "2025-04-30T14:20:01.123456Z 200 -"},
		{`%{%d/%b/%Y %T}t %s`, `30/Apr/2025 16:20:01 200`, "2025-04-30T15:20:01Z 200 -"},
		{`%{%a %b %e %I:%M:%S %p %Y}t %s`, `Wed Apr  2 12:20:01 AM 2025 200`, "2025-04-01T23:20:01Z 200 -"},
		{`%{%A, %d %B %y %r}t|%s`, `Wednesday, 02 April 25 01:20:01 PM|200`, "2025-04-02T12:20:01Z 200 -"},
		{`%{end:%F %T %z}t %s`, `2025-04-30 16:20:01 +0200 200`, "2025-04-30T14:20:01Z 200 -"},
		{`%{sec}t %s`, `1746022801 200`, "2025-04-30T14:20:01Z 200 -"},
		{`%{sec}t.%{msec_frac}t %s`, `1746022801.007 200`, "2025-04-30T14:20:01.007Z 200 -"},
		{`%{begin:msec}t %s`, `1746022801123 200`, "2025-04-30T14:20:01.123Z 200 -"},
		{`%{usec}t %s`, `1746022801123456 200`, "2025-04-30T14:20:01.123456Z 200 -"},
		{`%{%s}t %s`, `1746022801 200`, "2025-04-30T14:20:01Z 200 -"},
		{`%{sec}t %s`, `17460228011746022801 200`, "bad time at 1"},
		{`%{%F %T}t %s`, `2025-02-31 16:20:01 200`, "bad time at 1"},
		{`%{%F %T}t %s`, `2025-02-21 16:20:61 200`, "bad time at 1"},
		{`%t %s %T`, `[30/Apr/2025:16:20:01 +0200] 200 2`, "2025-04-30T14:20:01Z 200 2s"},
		{`%t %s %{ms}T`, `[30/Apr/2025:16:20:01 +0200] 200 2`, "2025-04-30T14:20:01Z 200 2ms"},
		{`%t %s %T/%D`, `[30/Apr/2025:16:20:01 +0200] 200 0/1234`, "2025-04-30T14:20:01Z 200 1.234ms"},
		{`%t %s %D`, `[30/Apr/2025:16:20:01 +0200] 200 99999999999999`, "bad latency at 34"},
		{`%t %s %m %U%q %H`, `[30/Apr/2025:16:20:01 +0200] 200 GET /a?b=c HTTP/1.1`, "2025-04-30T14:20:01Z 200 - GET /a"},
		{`%v:%p %t %s`, `www.example:443 [30/Apr/2025:16:20:01 +0200] 200`, "2025-04-30T14:20:01Z 200 - www.example"},
		{`%t %s 100%% %!200,304{X}i %400,501{Y}o`, `[30/Apr/2025:16:20:01 +0200] 200 100% - y`, "2025-04-30T14:20:01Z 200 -"},
		{`%t %s \"%r\" %^FB %{X}^ti`, `[30/Apr/2025:16:20:01 +0200] 200 "GET / HTTP/1.1" 12 -`, "2025-04-30T14:20:01Z 200 - GET /"},
		{`"%t %s \"%r\""`, `[30/Apr/2025:16:20:01 +0200] 200 "GET / HTTP/1.1"`, "2025-04-30T14:20:01Z 200 - GET /"},
		{`"%r" %t "%s"`, `"GET / HTTP/1.1" [30/Apr/2025:16:20:01 +0200] "200"`, "2025-04-30T14:20:01Z 200 - GET /"},
		{` LogFormat "%t %s \"%r\"" main `, `[30/Apr/2025:16:20:01 +0200] 200 "GET / HTTP/1.1"`, "2025-04-30T14:20:01Z 200 - GET /"},
		{"LogFormat\t\"%t $%s\"", `[30/Apr/2025:16:20:01 +0200] $200`, "2025-04-30T14:20:01Z 200 -"},
		{`%t\t%s`, "[30/Apr/2025:16:20:01 +0200]\t200", "2025-04-30T14:20:01Z 200 -"},
	} {
		f, err := Pattern(test.format)
		if err != nil {
			t.Errorf("%s: %v", test.format, err)
			continue
		}
		checkLines(t, parser(t, f, nil, Options{Zone: berlin}), [][2]string{{test.line, test.want}})
	}
}

func TestApacheFormatText(t *testing.T) {
	for _, test := range []struct{ format, problem string }{
		{`%t%s`, ""},
		{`%t %h%s`, "column 6: no text between %h and %s"},
		{`%t %s %`, "column 7: % without the letter"},
		{`%t %s %{X i`, "column 7: %{ without }"},
		{`%t %s %i`, "column 7: %i needs a name, like %{X-Tenant}i"},
		{`%t %s %Y`, "column 7: %Y is no directive of Apache"},
		{`%h %s`, "column 6: no time: %t"},
		{`%t %h`, "column 6: no status: %>s"},
		{`%{%H:%M}t %s`, "column 13: no time"},
		{`%{%H:%M%}t %s`, "column 1: the time ends in a single %"},
		{`%{%F %T %Z}t %s`, "column 1: %Z writes a zone in letters"},
		{`%{%F %T %E}t %s`, "column 1: %E in a time is not read"},
		{`LogFormat %t %s`, "column 11: write the format between quotes"},
		{`LogFormat "%t %s`, "column 11: the quote \" is not closed"},
		{`LogFormat "%t %s" a b`, "column 21: text after the nickname"},
		{`combind`, "column 1: neither a variable of nginx"},
	} {
		_, err := Pattern(test.format)
		var e *FormatError
		if (err != nil) != (test.problem != "") || err != nil && (!strings.Contains(err.Error(), test.problem) || !errors.As(err, &e)) {
			t.Errorf("%s: %v; want %s", test.format, err, test.problem)
		}
	}
}

func TestApacheCustomerFields(t *testing.T) {
	f, err := Apache(`%t %s %u %{X-Tenant}i %{session}C %{tenant}n`)
	const line = `[30/Apr/2025:16:20:01 +0200] 200 ada acme s1 t1`
	for name, want := range map[string]string{
		"%{X-Tenant}i": "acme", "{X-Tenant}i": "acme", "x-tenant": "acme", "%u": "ada", "u": "ada", "session": "s1", "Tenant": "t1", " ": "",
	} {
		var r Request
		if err := parser(t, f, err, Options{Customer: name}).Parse([]byte(line), &r); err != nil || string(r.Customer) != want {
			t.Errorf("customer by %q: %q, %v; want %q", name, r.Customer, err, want)
		}
	}
	_, err = f.NewParser(Options{Service: "{X}i"})
	if err == nil || !strings.Contains(err.Error(), "no %{X}i; it has %t %s %u %{X-Tenant}i") {
		t.Errorf("unknown field: %v", err)
	}
	f, err = Apache(`%{%F %T}t %s`)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = f.NewParser(Options{}); err == nil || !strings.Contains(err.Error(), "write zone:") {
		t.Errorf("a time without zone: %v", err)
	}
}

func TestCombinedPresets(t *testing.T) {
	const line = `192.0.2.1 - ada [30/Apr/2025:16:20:01 +0200] "GET /a HTTP/1.1" 200 12 "-" "curl"`
	const said = "2025-04-30T14:20:01Z 200 "
	checkLines(t, presetParser(t, "vhost_combined", Options{Customer: "remote_user"}), [][2]string{
		{"www.example:443 " + line, said + "- GET www.example:443/a ada"},
		{"www.example " + line, said + "- GET www.example/a ada"},
		{line, said + "- GET /a ada"},
		{"a b " + line, "missing field at 3"},
		{"2025/04/30 16:20:01 [warn] 1#1: x", "not a request"},
	})
	checkLines(t, presetParser(t, "combined_seconds", Options{}), [][2]string{
		{line + " 0.120", said + "120ms GET /a"},
		{line + " -", said + "- GET /a"},
		{line + " 120", "bad latency at 82"},
		{line, "missing field at 76"},
	})
	checkLines(t, presetParser(t, "combined_micros", Options{}), [][2]string{
		{line + " 120", said + "120µs GET /a"},
		{line + " 0.120", "bad latency at 82"},
	})
}
