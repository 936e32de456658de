package accesslog

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// FuzzApacheFormat: a format is refused at a place in it, or reads lines alike
// whether it is bare or quoted in its directive.
func FuzzApacheFormat(f *testing.F) {
	f.Add(apacheFull, `192.0.2.1 - - [30/Apr/2025:16:20:01 +0200] "GET /a HTTP/1.1" 200 12 "-" "curl" 1500 acme api.example aBc`)
	f.Add(`[%{%d/%b/%Y %T}t.%{usec_frac}t %{%z}t] %s`, `[30/Apr/2025 16:20:01.123456 +0200] 200`)
	f.Add(`%{sec}t.%{msec_frac}t %!200,304{X}i%%%<s %>s`, `1746022801.007 -%200 200`)
	f.Add(`%{%a %b %e %I:%M:%S %p %y %z}t %s`, `Wed Apr  2 12:20:01 AM 25 +0000 200`)
	f.Fuzz(func(t *testing.T, format, line string) {
		compiled, err := Apache(format)
		if err != nil {
			var e *FormatError
			if !errors.As(err, &e) || e.Column < 1 || e.Column > len(format)+1 {
				t.Fatalf("%q: %v has no place in the format", format, err)
			}
			return
		}
		p := parser(t, compiled, nil, Options{Zone: time.UTC})
		var r, again Request
		err = checkParse(t, p, []byte(line), &r)
		if strings.Contains(format, `\`) || strings.Contains(strings.ToLower(format), "logformat") || strings.HasPrefix(strings.TrimSpace(format), `"`) {
			return // what is quoted already reads otherwise when it is quoted again
		}
		text := strings.Trim(format, " \t\r\n")
		quoted, errQuoted := Apache(`LogFormat "` + strings.ReplaceAll(text, `"`, `\"`) + `" name`)
		if errQuoted != nil {
			t.Fatalf("%q is refused in quotes: %v", format, errQuoted)
		}
		errAgain := checkParse(t, parser(t, quoted, nil, Options{Zone: time.UTC}), []byte(line), &again)
		if (err == nil) != (errAgain == nil) || err == nil && show(&r) != show(&again) {
			t.Fatalf("%q, %q:\n%s %v\n%s %v", format, line, show(&r), err, show(&again), errAgain)
		}
	})
}

// TestStrftimeReadsWhatIsWritten: every stamp is read as the instant that wrote
// it.
func TestStrftimeReadsWhatIsWritten(t *testing.T) {
	forms := map[string]string{
		"%d/%b/%Y:%H:%M:%S %z":      "02/Jan/2006:15:04:05 -0700",
		"%F %T%z":                   "2006-01-02 15:04:05-0700",
		"%a, %e %B %y %r %z":        "Mon, _2 January 06 03:04:05 PM -0700",
		"%A|%D|%R|%S|%z":            "Monday|01/02/06|15:04|05|-0700",
		"%m%d%H%M%S%Y%z":            "0102150405" + "2006-0700",
		"%%%Y-%m-%dT%H:%M:%S%n%z%t": "%2006-01-02T15:04:05\n-0700\t",
	}
	rapid.Check(t, func(t *rapid.T) {
		for format, layout := range forms {
			var f strftime
			if err := f.add(format); err != nil {
				t.Fatal(err)
			}
			read := f.reader(&clock{})
			for range 5 {
				at := time.Unix(rapid.Int64Range(1e9, 3e9).Draw(t, "at"), 0).In(time.FixedZone("", 900*rapid.IntRange(-48, 56).Draw(t, "quarters")))
				if got, ok := read([]byte(at.Format(layout))); !ok || got != at.UnixNano() {
					t.Fatalf("%s of %s: %d, %v; want %d", format, at.Format(layout), got, ok, at.UnixNano())
				}
			}
		}
	})
}

// FuzzRows: the fields that were found and what stands between them are the
// line again, and every line is accounted for.
func FuzzRows(f *testing.F) {
	for _, line := range []string{albLine, elbLine, s3Line, strings.Replace(albLine, `"curl/8.5"`, `"a "b" c"`, 1), `a - "`, `[] "" - `} {
		f.Add(line + "\n" + line[:len(line)/2] + "\n\n" + line)
	}
	f.Fuzz(func(t *testing.T, log string) {
		for _, name := range []string{"alb", "elb", "s3"} {
			p := presetParser(t, name, Options{})
			checkLaw(t, p, log)
			s, ok := p.scanner.(*rowScanner)
			if !ok {
				t.Fatalf("%s has another scanner: %T", name, p.scanner)
			}
			for line := range strings.Lines(log) {
				line = string(trimEnd([]byte(line)))
				if e := s.cut([]byte(line)); e != nil {
					continue
				}
				var again []byte
				for i, e := range s.ends[:s.have] {
					value := line[e.from:e.to]
					switch opens := s.layout.columns[i].opens; {
					case opens == '"' && e.from > 0 && line[e.from-1] == '"':
						value = `"` + value + `"`
					case opens == '[' && e.from > 0 && line[e.from-1] == '[':
						value = "[" + value + "]"
					}
					again = append(append(again, value...), ' ')
				}
				if !strings.HasPrefix(line+" ", string(again)) {
					t.Fatalf("%s: %q was cut into %q", name, line, again)
				}
			}
		}
	})
}

// FuzzCSVLine holds the scanner against encoding/csv: what that reads as one
// record has the same fields here.
func FuzzCSVLine(f *testing.F) {
	f.Add(`2025-04-30T14:20:01Z,200,"a ""b"", c",,x`)
	f.Add(`"",""""," ",`)
	f.Add(`"a"b,c`)
	f.Add(`a"b,"c`)
	f.Fuzz(func(t *testing.T, line string) {
		if line == "" || strings.ContainsAny(line, "\r\n") {
			return
		}
		compiled, err := CSV(CSVFields{Fields: Fields{Time: "1", Status: "2"}, NoHeader: true})
		p := parser(t, compiled, err, Options{})
		var r Request
		_ = checkParse(t, p, []byte(line), &r)
		want, err := csv.NewReader(strings.NewReader(line)).Read()
		if err != nil || len(want) > maxColumns {
			return
		}
		s, ok := p.scanner.(*csvScanner)
		if !ok {
			t.Fatalf("another scanner: %T", p.scanner)
		}
		if e := s.cut([]byte(line), maxColumns); e != nil {
			t.Fatalf("%q: %v; encoding/csv reads %q", line, e, want)
		}
		got := make([]string, len(s.ends))
		for i := range got {
			got[i] = string(s.text([]byte(line), i))
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%q: %q; encoding/csv reads %q", line, got, want)
		}
	})
}

// FuzzTables: a log of W3C, CloudFront or CSV accounts for every line and means
// the same when it is read again from its beginning.
func FuzzTables(f *testing.F) {
	f.Add(iisHead + "\n#Date: 2025-04-30 14:00:00\n#Fields: time cs-method cs-uri sc-status time-taken\n14:20:01 GET /a?b 200 31\n02:00:00 \"G\"\"\" /a 000 0.5\n")
	f.Add("#Fields: date time sc-status\n2025-04-30 14:20 200\n#GMT-Offset: +0130\n#Fields: timestamp(ms) sc-status\n1746022801123\t200\n")
	f.Add("ts,code,took,verb,target,host,tenant,id\n2025-04-30T14:20:01Z,200,1,GET,/,a,\"b\"\"\",c\n")
	f.Fuzz(func(t *testing.T, log string) {
		table, err := CSV(csvFields)
		for _, p := range []*Parser{presetParser(t, "w3c", Options{}), presetParser(t, "cloudfront", Options{}), parser(t, table, err, Options{})} {
			checkLaw(t, p, log)
			if first, second := outcomes(t, p, log), outcomes(t, p, log); first != second {
				t.Fatalf("%q\nfirst  %s\nsecond %s", log, first, second)
			}
		}
	})
}

// outcomes are what p says of the lines of a log.
func outcomes(t *testing.T, p *Parser, log string) string {
	t.Helper()
	p.Begin()
	var out strings.Builder
	for line := range strings.Lines(log) {
		var r Request
		if err := checkParse(t, p, []byte(line), &r); err != nil {
			out.WriteString(err.Error() + "\n")
			continue
		}
		out.WriteString(show(&r) + "\n")
	}
	return out.String()
}

// FuzzHAProxy: a line means the same below the head of syslog as without it,
// but for messages of the proxy, which only the head makes known.
func FuzzHAProxy(f *testing.F) {
	f.Add(haproxyLine)
	f.Add("Proxy front started.")
	f.Add(`192.0.2.1:4711 [30/Apr/2025:16:20:01.123] front/1: SSL handshake failure`)
	f.Add(`unix:1 [30/Apr/2025:16:20:01.123] f b/<NOSRV> -1/-1/-1/-1/+5 -1 0 - - PR-- 0/0/0/0/0 0/0 {#} "<BADREQ>`)
	f.Fuzz(func(t *testing.T, line string) {
		const head = "Apr 30 16:20:01 lb haproxy[7]: "
		p := presetParser(t, "haproxy", Options{Zone: time.UTC, Customer: "capture.request.1", Service: "backend"})
		checkLaw(t, p, line)
		if strings.Contains(line, "\n") || bytes.Contains([]byte(line), []byte("haproxy[")) {
			return
		}
		var bare, headed Request
		errBare := checkParse(t, p, []byte(line), &bare)
		said := show(&bare)
		errHeaded := checkParse(t, p, []byte(head+line), &headed)
		if errBare == ErrBlank || errHeaded == ErrNotRequest {
			return
		}
		if (errBare == nil) != (errHeaded == nil) || errBare == nil && said != show(&headed) {
			t.Fatalf("%q:\n%s %v\n%s %v", line, said, errBare, show(&headed), errHeaded)
		}
	})
}
