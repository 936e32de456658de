package accesslog

import (
	"strings"
	"testing"
	"time"
)

// textFormats are the formats of text with the lines that come before requests,
// and a request.
func textFormats(t testing.TB) map[string]struct {
	p          *Parser
	head, line string
} {
	apache, err := Apache(apacheFull)
	table, errTable := CSV(csvFields)
	strftimes, errTimes := Apache(`[%{%d/%b/%Y:%H:%M:%S}t.%{usec_frac}t %{%z}t] %h "%r" %>s %D "%{User-Agent}i"`)
	const combinedLine = `192.0.2.1 - - [30/Apr/2025:16:20:01 +0200] "GET /v1/orders/17?page=2 HTTP/1.1" 200 1570 "-" "Mozilla/5.0 (X11; Linux x86_64) Firefox/136.0"`
	type row = struct {
		p          *Parser
		head, line string
	}
	return map[string]row{
		"combined":         {presetParser(t, "combined", Options{}), "", combinedLine},
		"vhost_combined":   {presetParser(t, "vhost_combined", Options{}), "", "www.example:443 " + combinedLine},
		"vhost alternate":  {presetParser(t, "vhost_combined", Options{}), "", combinedLine},
		"combined_seconds": {presetParser(t, "combined_seconds", Options{}), "", combinedLine + " 0.123"},
		"combined_micros":  {presetParser(t, "combined_micros", Options{}), "", combinedLine + " 123456"},
		"apache": {parser(t, apache, err, Options{Customer: "X-Tenant"}), "",
			`192.0.2.1 - - [30/Apr/2025:16:20:01 +0200] "GET /v1/\"orders\"?page=2 HTTP/1.1" 200 1570 "-" "Mozilla/5.0 (X11; Linux x86_64) Firefox/136.0" 123456 acme api.example aBcDeF0123`},
		"apache times": {parser(t, strftimes, errTimes, Options{}), "",
			`[30/Apr/2025:16:20:01.123456 +0200] 192.0.2.1 "GET /v1/orders?page=2 HTTP/1.1" 200 123456 "Mozilla/5.0 (X11; Linux x86_64) Firefox/136.0"`},
		"alb": {presetParser(t, "alb", Options{Customer: "domain_name"}), "", albLine},
		"elb": {presetParser(t, "elb", Options{}), "", elbLine},
		"s3":  {presetParser(t, "s3", Options{Customer: "requester"}), "", s3Line},
		"cloudfront": {presetParser(t, "cloudfront", Options{}), "#Version: 1.0\n#Fields: " + cloudFrontFields,
			strings.ReplaceAll("2025-04-30 14:20:01 ARN1-C1 703 192.0.2.1 GET d111.cloudfront.net /v1/a%20b 200 - Mozilla/5.0%20(X11) page=2 - "+
				"Miss RID== api.example https 62 0.113 - TLSv1.3 TLS_AES_128 Miss HTTP/2.0 - - 51754 0.113 Miss text/plain 20 - -", " ", "\t")},
		"w3c": {presetParser(t, "w3c", Options{Customer: "cs-username"}),
			iisHead + "\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken",
			`2025-04-30 14:20:01 10.0.0.1 GET /v1/orders/17 page=2 443 acme 192.0.2.1 Mozilla/5.0+(X11;+Linux+x86_64)+Firefox/136.0 - 200 0 0 31`},
		"w3c without date": {presetParser(t, "w3c", Options{}), "#Date: 2025-04-30 14:00:00\n#Fields: time cs-method cs-uri sc-status cs(User-Agent)",
			"14:20:01\tGET\t/v1/orders/17\t200\t\"a \"\"b\"\"\""},
		"haproxy": {presetParser(t, "haproxy", Options{Zone: time.UTC, Customer: "capture.request.2"}), "", "Apr 30 16:20:01 lb1 haproxy[7]: " + haproxyLine},
		"csv": {parser(t, table, errTable, Options{}), "ts,code,took,verb,target,host,tenant,id",
			`2025-04-30T14:20:01.123Z,200,12.5,GET,/v1/orders/17?page=2,api.example.com,"ac""me",4bf92f3577b34da6a3ce929d0e0e4736`},
	}
}

// parseHead parses the lines before the requests.
func parseHead(t testing.TB, p *Parser, head string) {
	t.Helper()
	var r Request
	for line := range strings.Lines(head) {
		if err := p.Parse([]byte(line), &r); err != ErrNotRequest {
			t.Fatalf("%s: %v", line, err)
		}
	}
}

func TestTextFormatsDoNotAllocate(t *testing.T) {
	for name, f := range textFormats(t) {
		parseHead(t, f.p, f.head)
		var r Request
		line := []byte(f.line)
		if n := testing.AllocsPerRun(100, func() {
			if err := f.p.Parse(line, &r); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}); n != 0 {
			t.Errorf("%s: %v allocations a line", name, n)
		}
		for _, bad := range [][]byte{line[:len(line)/2], []byte("no request"), []byte("2025/04/30 16:20:01 [error] 12#12: x")} {
			if n := testing.AllocsPerRun(100, func() { _ = f.p.Parse(bad, &r) }); n != 0 {
				t.Errorf("%s: %v allocations for %q", name, n, bad)
			}
		}
	}
}

func BenchmarkParseText(b *testing.B) {
	for name, f := range textFormats(b) {
		b.Run(name, func(b *testing.B) {
			parseHead(b, f.p, f.head)
			b.ReportAllocs()
			benchmarkParse(b, f.p, f.line)
		})
	}
}
