package accesslog

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// referenceFields are those of referenceLine.
var referenceFields = Fields{
	Time: "ts", Status: "status", Latency: "latency_ms", Unit: "ms", Method: "method", Path: "path", Host: "host",
	Customer: "customer", RequestID: "request_id",
}

// referenceLine is a line of 322 bytes or a few more or less, as services write
// them; every part that varies does so with i.
func referenceLine(i int) string {
	user := [...]string{
		"Mozilla/5.0 (X11; Linux x86_64; rv:136.0)", "python-requests/2.32.3 CPython/3.13 Linux", "Go-http-client/2.0 (shop-sync; batch)",
	}[i%3]
	return fmt.Sprintf(`{"ts":"2025-04-30T14:%02d:%02d.%03dZ","level":"info","service":"orders","customer":"customer-%d","method":"%s",`+
		`"path":"/v1/orders/%d/items?page=%d&size=50","status":%d,"latency_ms":%d.%d,"bytes":%d,"request_id":"%016x%016x",`+
		`"client_ip":"203.0.113.%d","user_agent":"%s","host":"api.example.com"}`+"\n",
		i/4000%60, i/64%60, i*7%1000, i*i%300, [...]string{"GET", "POST", "DELETE"}[i*i%3], i*7919%1_000_000, i%9, 200+i%4*101,
		i*31%900, i%10, i*977%100_000, uint64(i)*0x9e3779b97f4a7c15, uint64(i)*0xbf58476d1ce4e5b9, i%250, user)
}

// BenchmarkParseJSONReference reads lines whose values all differ in length.
func BenchmarkParseJSONReference(b *testing.B) {
	var log bytes.Buffer
	for i := range 4096 {
		log.WriteString(referenceLine(i))
	}
	lines := bytes.SplitAfter(bytes.TrimSuffix(log.Bytes(), []byte("\n")), []byte("\n"))
	p := jsonParser(b, referenceFields, Options{})
	var r Request
	b.SetBytes(int64(log.Len() / len(lines)))
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if err := p.Parse(lines[i%len(lines)], &r); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// BenchmarkParseJSONScan is the same by the scan that takes any line.
func BenchmarkParseJSONScan(b *testing.B) {
	line := []byte(strings.TrimSpace(referenceLine(12345)))
	s := jsonParser(b, referenceFields, Options{}).scanner.(*jsonScanner)
	var r Request
	b.SetBytes(int64(len(line)))
	for b.Loop() {
		r = Request{}
		if s.pass(line) != nil || s.read(line, &r) != nil {
			b.Fatal(s.err)
		}
	}
}

// BenchmarkParseJSONPresets reads the first line of each preset.
func BenchmarkParseJSONPresets(b *testing.B) {
	for _, name := range Presets() {
		lines := presetLines[name]
		if lines == nil {
			continue // text, or another name of envoy
		}
		b.Run(name, func(b *testing.B) {
			f, _ := Preset(name)
			p := parser(b, f, nil, Options{})
			line := []byte(lines[0][0])
			var r Request
			b.SetBytes(int64(len(line)))
			b.ReportAllocs()
			for b.Loop() {
				if err := p.Parse(line, &r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
