package accesslog

import (
	"bytes"
	"context"
	"fmt"
	"testing"
)

func TestParseDoesNotAllocate(t *testing.T) {
	for name, test := range map[string]struct {
		p    *Parser
		line string
	}{
		"nginx":         {nginx(t, fullFormat, Options{Customer: "http_x_customer"}), fullLine},
		"nginx escapes": {nginx(t, fullFormat, Options{Customer: "http_x_customer"}), `- - - [30/Apr/2025:16:20:01 +0200] "GET /\x22 HTTP/1.1" 200 1 "-" "-" rt=0.1 host=a cust="\x41" id=1`},
		"nginx reject":  {nginx(t, fullFormat, Options{}), "not a request"},
		"json":          {jsonParser(t, allFields, Options{}), jsonLine},
		"json reject":   {jsonParser(t, allFields, Options{}), jsonLine[:100]},
	} {
		var r Request
		line := []byte(test.line)
		if n := testing.AllocsPerRun(100, func() { _ = test.p.Parse(line, &r) }); n != 0 {
			t.Errorf("%s: %v allocations a line", name, n)
		}
	}
}

// benchmarkLog is a log of n lines over an hour, of 300 customers.
func benchmarkLog(n int, line func(second int, customer string, status int) string) []byte {
	var out bytes.Buffer
	for i := range n {
		status := 200
		if i%50 == 0 {
			status = 503
		}
		out.WriteString(line(i*3600/n, fmt.Sprintf("customer-%d", i*i%300), status))
	}
	return out.Bytes()
}

func nginxBenchmarkLine(second int, customer string, status int) string {
	return fmt.Sprintf(`203.0.113.7 - - [30/Apr/2025:16:%02d:%02d +0200] "GET /v1/orders/%d?page=2 HTTP/1.1" %d 1570 `+
		`"-" "Mozilla/5.0 (X11; Linux x86_64) Firefox/136.0" rt=0.%03d host=api.example.com cust="%s" id=4bf92f3577b34da6a3ce929d0e0e4736`+"\n",
		second/60, second%60, second, status, second%1000, customer)
}

func jsonBenchmarkLine(second int, customer string, status int) string {
	return fmt.Sprintf(`{"level":"info","time":"2025-04-30T16:%02d:%02d.%03dZ","msg":"request","request":{"method":"GET","host":"api.example.com",`+
		`"path":"/v1/orders/%d?page=2","remote":"203.0.113.7"},"status":%d,"bytes":1570,"ms":%d.25,"tenant":{"id":"%s"},`+
		`"user_agent":"Mozilla/5.0 (X11; Linux x86_64) Firefox/136.0","id":"4bf92f3577b34da6a3ce929d0e0e4736"}`+"\n",
		second/60, second%60, second%1000, second, status, second%1000, customer)
}

func benchmarkRead(b *testing.B, f *Format, customer string, log []byte) {
	of := Log{File: "bench.log", Format: f, Options: Options{Customer: customer}, Rules: testRules()}
	b.SetBytes(int64(len(log)))
	b.ReportAllocs()
	for b.Loop() {
		tally, err := Read(context.Background(), bytes.NewReader(log), of)
		if err != nil || tally.Ledger.Refused() > 0 {
			b.Fatal(err, tally.Ledger)
		}
	}
}

func BenchmarkReadNginx(b *testing.B) {
	benchmarkRead(b, nginxFormat(b, fullFormat), "http_x_customer", benchmarkLog(50000, nginxBenchmarkLine))
}

func BenchmarkReadJSON(b *testing.B) {
	benchmarkRead(b, jsonFormat(b, allFields), "", benchmarkLog(50000, jsonBenchmarkLine))
}

func BenchmarkParseNginx(b *testing.B) {
	benchmarkParse(b, nginx(b, fullFormat, Options{Customer: "http_x_customer"}), nginxBenchmarkLine(5, "acme", 200))
}

func BenchmarkParseJSON(b *testing.B) {
	benchmarkParse(b, jsonParser(b, allFields, Options{}), jsonBenchmarkLine(5, "acme", 200))
}

func benchmarkParse(b *testing.B, p *Parser, line string) {
	var r Request
	in := []byte(line)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		if err := p.Parse(in, &r); err != nil {
			b.Fatal(err)
		}
	}
}

func jsonFormat(b *testing.B, f Fields) *Format {
	b.Helper()
	format, err := JSONLines(f)
	if err != nil {
		b.Fatal(err)
	}
	return format
}
