package accesslog

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

const behind = `{"t":1746022801,"s":200}`

func TestPrefixes(t *testing.T) {
	for _, test := range []struct{ name, prefix string }{
		{"syslog", "<134>Apr 30 16:20:01 web1 nginx[71]: "},
		{"syslog", "Apr  5 16:20:01 192.0.2.7 caddy: "},
		{"syslog", "<190>Apr 30 16:20:01 nginx: "},
		{"syslog", "2025-04-30T14:20:01.25+00:00 web1 docker/caddy[71]: "},
		{"syslog", "2025-04-30T14:20:01Z 192.0.2.7 "},
		{"syslog", "2025-04-30T14:20:01Z 2001:db8::7 "},
		{"syslog", "2025-04-30T16:20:01+0200 web1 caddy[1]: "},
		{"syslog", "2025-04-30T14:20:01+00:00 app[web.1]: "},
		{"syslog5424", `<134>1 2025-04-30T14:20:01.003Z web1 nginx 71 access - `},
		{"syslog5424", `<134>1 2025-04-30T14:20:01.003-02:00 web1 nginx - - [a@1 b="]\"\\" c="d"][e] ` + "\ufeff"},
		{"syslog5424", `1 - - - - - - `},
		{"cri", "2025-04-30T16:20:01.123456789+02:00 stdout F "},
		{"cri", "2025-04-30T14:20:01Z stderr F:x "},
		{"compose", "caddy  | "},
		{"compose", "web-1  |"},
		{"compose", "my_app.web-12            | "},
	} {
		end, _ := prefixNamed(test.name)
		if got, split := end([]byte(test.prefix + behind)); split || got != len(test.prefix) {
			t.Errorf("%s: %q ends at %d", test.name, test.prefix, got)
		}
		p := jsonParser(t, Fields{Time: "t", Status: "s"}, Options{Prefix: test.name})
		for line, want := range map[string]string{
			test.prefix + behind:    "2025-04-30T14:20:01Z 200 -",
			behind:                  "2025-04-30T14:20:01Z 200 -", // without it
			test.prefix:             ErrBlank.Error(),
			test.prefix + "{":       string(BadJSON),
			test.prefix + " \t\r\n": ErrBlank.Error(),
		} {
			if got := outcome(p, line); got != want {
				t.Errorf("%s: %q: %s; want %s", test.name, line, got, want)
			}
		}
	}
}

func TestPrefixesThatAreNone(t *testing.T) {
	for _, test := range []struct{ name, line string }{
		{"syslog", "Apr 30 16:20 web1 nginx: " + behind},
		{"syslog", "Apx 30 16:20:01 web1 nginx: " + behind},
		{"syslog", "<13x>Apr 30 16:20:01 web1 nginx: " + behind},
		{"syslog", "2025-04-30T14:20:01 web1 " + behind}, // no offset
		{"syslog", "2025-04-30T14:20:01Z [" + behind},
		{"syslog", "Apr 30 16:20:01"},
		{"syslog5424", "<134>2 2025-04-30T14:20:01Z a b c d - " + behind},
		{"syslog5424", "<134>1 2025-04-30T14:20:01Z a b c - " + behind},
		{"syslog5424", `<134>1 2025-04-30T14:20:01Z a b c d [e="f] ` + behind},
		{"cri", "2025-04-30T14:20:01Z stdout X " + behind},
		{"cri", "2025-04-30T14:20:01Z stdin F " + behind},
		{"cri", "2025-04-30T14:20:01Z stdout "},
		{"compose", "| " + behind},
		{"compose", "two words | " + behind},
		{"compose", "web|" + behind},
	} {
		end, ok := prefixNamed(test.name)
		if got, split := end([]byte(test.line)); !ok || got != 0 || split {
			t.Errorf("%s: a prefix of %d bytes in %q", test.name, got, test.line)
		}
	}
}

func TestPrefixOfTimeAlone(t *testing.T) {
	p := jsonParser(t, Fields{Time: "t", Status: "s"}, Options{Prefix: "syslog"})
	if got := outcome(p, "2025-04-30T14:20:01.5Z "+behind); got != "2025-04-30T14:20:01Z 200 -" {
		t.Error(got)
	}
}

func TestPrefixKeepsColumns(t *testing.T) {
	p := jsonParser(t, Fields{Time: "t", Status: "s"}, Options{Prefix: "compose"})
	var r Request
	var e *LineError
	if err := p.Parse([]byte(`web-1  | {"t":1746022801,"s":"OK"}`), &r); !errors.As(err, &e) || e.Reason != BadStatus || e.Column != 31 {
		t.Errorf("%v; want the status at column 31", err)
	}
}

func TestSplitLines(t *testing.T) {
	p := jsonParser(t, Fields{Time: "t", Status: "s"}, Options{Prefix: "cri"})
	var r Request
	var e *LineError
	if err := p.Parse([]byte(`2025-04-30T14:20:01Z stdout P `+behind), &r); !errors.As(err, &e) || e.Reason != SplitLine || e.Column != 31 {
		t.Errorf("%v; want a split line at column 31", err)
	}
}

func TestNoSuchPrefix(t *testing.T) {
	f, err := JSONLines(Fields{Time: "t", Status: "s"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.NewParser(Options{Prefix: "journald"}); err == nil || !strings.Contains(err.Error(), "compose, cri, syslog, syslog5424") {
		t.Errorf("%v", err)
	}
	if !slices.IsSorted(Prefixes()) {
		t.Error("prefixes are out of order")
	}
}

// FuzzPrefix holds that a line behind a prefix says what it says without, but
// for the columns, and that a line whose prefix is missing is read as it is.
func FuzzPrefix(f *testing.F) {
	f.Add("<134>Apr 30 16:20:01 web1 nginx[71]: ", behind)
	f.Add(`<134>1 2025-04-30T14:20:01.003Z web1 nginx 71 access [a b="]"] `, `{"t":1,"s":2}`)
	f.Add("2025-04-30T16:20:01.123456789+02:00 stdout F ", behind+"}")
	f.Add("2025-04-30T14:20:01Z stdout P ", "")
	f.Add("caddy  | ", " ")
	f.Fuzz(func(t *testing.T, before, line string) {
		all := before + line
		if strings.ContainsAny(all, "\r\n") || len(all) > MaxLine {
			return
		}
		fields := Fields{Time: "t", Status: "s", Path: "p"}
		bare := jsonParser(t, fields, Options{Zone: time.UTC})
		for _, name := range Prefixes() {
			find, _ := prefixNamed(name)
			end, split := find([]byte(all))
			if end < 0 || end > len(all) || end == 0 && split {
				t.Fatalf("%s: a prefix of %d bytes in %q", name, end, all)
			}
			p := jsonParser(t, fields, Options{Zone: time.UTC, Prefix: name})
			var r, want Request
			err := checkParse(t, p, []byte(all), &r)
			var e, bareErr *LineError
			if split {
				if !errors.As(err, &e) || e.Reason != SplitLine {
					t.Fatalf("%s: %q: %v", name, all, err)
				}
				continue
			}
			wantErr := bare.Parse([]byte(all[end:]), &want)
			switch {
			case errors.As(err, &e) && errors.As(wantErr, &bareErr):
				if e.Reason != bareErr.Reason || e.Column != bareErr.Column+end {
					t.Fatalf("%s: %q: %v; without the prefix %v", name, all, err, wantErr)
				}
			case err != wantErr || show(&r) != show(&want):
				t.Fatalf("%s: %q: %v, %s; without the prefix %v, %s", name, all, err, show(&r), wantErr, show(&want))
			}
		}
	})
}
