package accesslog

import (
	"slices"
	"testing"
)

// FuzzPatternCut: where cutFast reads a line, cut reads it too, and finds the
// same fields.
func FuzzPatternCut(f *testing.F) {
	formats := []string{
		fullFormat, shortFormat, combined, `$host:$status [$time_iso8601]`, `x$msec "$request" $status "$http_a"`,
		`"$request_id" $status $msec $request_time`, `$status || $time_local -- $request_id`,
	}
	for i := range formats {
		f.Add(i, fullLine)
	}
	f.Add(4, `x1746022801.000 "GET /\"a HTTP/1.1" 200 "b"`)
	f.Add(6, `200 || 30/Apr/2025:16:20:01 +0200 -- 4bf92f3577b34da6a3ce929d0e0e4736`)
	f.Fuzz(func(t *testing.T, i int, line string) {
		format := formats[uint(i)%uint(len(formats))]
		p := nginx(t, format, Options{})
		s, ok := p.scanner.(*patternScanner)
		if !ok {
			t.Fatalf("%T", p.scanner)
		}
		if !s.cutFast([]byte(line)) {
			return
		}
		fast := slices.Clone(s.ends)
		if e := s.cut([]byte(line)); e != nil || !slices.Equal(fast, s.ends) {
			t.Fatalf("%s: %q is cut at %v; with care %v, %v", format, line, fast, s.ends, e)
		}
	})
}

// TestCutFastIsUsed: the usual line of each common format needs no care.
func TestCutFastIsUsed(t *testing.T) {
	for format, line := range map[string]string{
		fullFormat: fullLine,
		combined:   `192.0.2.1 - - [30/Apr/2025:16:20:01 +0200] "GET /a HTTP/1.1" 200 12 "-" "Mozilla/5.0 (X11; Linux x86_64)"`,
		common:     `192.0.2.1 - - [30/Apr/2025:16:20:01 +0200] "GET /a HTTP/1.1" 200 12`,
	} {
		s := nginx(t, format, Options{}).scanner.(*patternScanner)
		if !s.cutFast([]byte(line)) {
			t.Errorf("%s is read with care by %s", line, format)
		}
	}
}
