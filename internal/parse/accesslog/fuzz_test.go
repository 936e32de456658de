package accesslog

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"aftermath/internal/traffic"
)

func FuzzNginxFormat(f *testing.F) {
	for _, seed := range []string{
		fullFormat, shortFormat, combined, "log_format main escape=json '$time_local ' \"$status\";", "${status} $msec", "'\\'$status' '$", "$time_local$status",
	} {
		f.Add(seed, fullLine)
	}
	f.Fuzz(func(t *testing.T, format, line string) {
		compiled, err := Nginx(format)
		if err != nil {
			var e *FormatError
			if !errors.As(err, &e) || e.Column < 1 || e.Column > len(format)+1 {
				t.Fatalf("%q: %v has no place in the format", format, err)
			}
			return
		}
		p, err := compiled.NewParser(Options{})
		if err != nil {
			t.Fatal(err)
		}
		var r Request
		checkParse(t, p, []byte(line), &r)
	})
}

// checkParse parses line and checks what holds of every outcome.
func checkParse(t *testing.T, p *Parser, line []byte, r *Request) error {
	t.Helper()
	err := p.Parse(line, r)
	var e *LineError
	switch {
	case err == nil:
		if r.Status < 0 || r.Status > 999 || r.Latency < 0 || bytes.IndexByte(r.Path, '?') >= 0 && r.Path[0] == '/' {
			t.Fatalf("%q: %+v", line, r)
		}
		if _, ok := plausible(r.At); !ok {
			t.Fatalf("%q: at %d", line, r.At)
		}
	case errors.As(err, &e):
		if e.Column < 1 || e.Column > len(line)+1 || e.Reason == "" || e.Detail == "" {
			t.Fatalf("%q: %+v", line, e)
		}
	case err != ErrBlank && err != ErrNotRequest:
		t.Fatalf("%q: %v", line, err)
	}
	return err
}

func FuzzNginxLines(f *testing.F) {
	f.Add(fullLine + "\n" + fullLine)
	f.Add("\r\n\n " + fullLine + "\r\nbad\n" + fullLine[:80])
	f.Add(strings.Replace(fullLine, "GET", `\x16\x03\"`, 1))
	f.Fuzz(func(t *testing.T, log string) {
		checkLaw(t, nginx(t, fullFormat, Options{Customer: "http_x_customer"}), log)
	})
}

// checkLaw reads a log and checks that every line is accounted for.
func checkLaw(t *testing.T, p *Parser, log string) {
	t.Helper()
	of := Log{File: "f", Format: p.format, Options: p.options, Rules: testRules()}
	tally, err := Read(context.Background(), strings.NewReader(log), of)
	var wrong *WrongFormatError
	if err != nil && !errors.As(err, &wrong) {
		t.Fatal(err)
	}
	l := tally.Ledger
	log = strings.TrimPrefix(log, string(byteOrderMark))
	lines := strings.Count(log, "\n")
	if log != "" && !strings.HasSuffix(log, "\n") {
		lines++
	}
	if l.Lines != l.Requests+l.Other+l.Blank+l.Refused() || err == nil && l.Lines != int64(lines) {
		t.Fatalf("%d lines: ledger %+v", lines, l)
	}
	var counted, unknown uint64
	for _, s := range seriesOf(t, tally) {
		counted += s.Counts().Total
		if strings.HasPrefix(s.Customer, traffic.Unknown) {
			unknown += s.Counts().Total
		}
		if !utf8.ValidString(s.Customer) || len(s.Customer) > maxKey+1 {
			t.Fatalf("customer %q", s.Customer)
		}
	}
	listed := int64(0)
	for _, n := range tally.Unknown.Requests {
		listed += n
	}
	if counted != uint64(l.Requests) || unknown != uint64(listed) {
		t.Fatalf("%d counted, %d unknown, %d listed: %+v", counted, unknown, listed, l)
	}
	for _, r := range l.Rejected {
		for _, kept := range r.First {
			if len(kept.Text) > 200 || !utf8.ValidString(kept.Text) || strings.ContainsAny(kept.Text, "\x00\x1b\n\r") {
				t.Fatalf("kept %q", kept.Text)
			}
		}
	}
}

// FuzzJSONLine holds the scanner against encoding/json: the same lines are
// valid, and the same values are found.
func FuzzJSONLine(f *testing.F) {
	f.Add(jsonLine)
	f.Add(`{"time":1746022801,"status":"200","tenant":{"id":"\ud83d\ude00\u00e9"},"x":[1,-0.5e+3,{"a":null}],"y":true}`)
	f.Add(`{"tenant.id":"a","tenant":{"id":"b","id":null},"status":[],"time":{"status":{}}}`)
	f.Add(`{"a":[[[{"b":[]},{}]]]} `)
	f.Fuzz(func(t *testing.T, line string) {
		if strings.Contains(line, "\n") {
			return
		}
		p := jsonParser(t, allFields, Options{})
		var r Request
		err := checkParse(t, p, []byte(line), &r)
		var e *LineError
		errors.As(err, &e)
		var object map[string]any
		valid := json.Valid([]byte(line)) && strings.HasPrefix(strings.TrimLeft(line, " \t\r"), "{")
		if broken := e != nil && e.Reason == BadJSON; err != ErrBlank && valid == broken {
			t.Fatalf("%q: %v; encoding/json says valid: %v", line, err, valid)
		}
		if err != nil || !utf8.ValidString(line) || json.Unmarshal([]byte(line), &object) != nil {
			return
		}
		if id, ok := object["id"].(string); ok && !absent([]byte(id)) && id != string(r.RequestID) {
			t.Fatalf("%q: id %q; encoding/json has %q", line, r.RequestID, id)
		}
	})
}
