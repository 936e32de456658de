package accesslog

import (
	"context"
	"strings"
	"testing"
	"time"
)

// TestAssumedZone pins which formats leave the zone to the configuration: only
// where a time without offset was read by it, the zone is assumed.
func TestAssumedZone(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	const fields = "#Fields: date time sc-status\n"
	for _, test := range []struct {
		name, format, log string
		zone              *time.Location
		want              string
	}{
		{"offset", `$time_local $status`, "30/Apr/2025:16:20:01 +0200 200\n", berlin, ""},
		{"no offset", `$time_local $status`, "30/Apr/2025:16:20:01 200\n", berlin, "Europe/Berlin"},
		{"some without", `$time_local $status`, "30/Apr/2025:16:20:01 +0200 200\n30/Apr/2025:16:20:01 200\n30/Apr/2025:16:20:01 +0200 200\n", berlin, "Europe/Berlin"},
		{"none is a time", `$time_local $status`, "31/Apr/2025:16:20:01 200\n", berlin, ""},
		{"epoch", `$msec $status`, "1746022801.123 200\n", berlin, ""},
		{"Apache with", `%{%F %T%z}t %s`, "2025-04-30 16:20:01+0200 200\n", berlin, ""},
		{"Apache without", `%{%F %T}t %s`, "2025-04-30 16:20:01 200\n", berlin, "Europe/Berlin"},
		{"no year", `%{%b %d %T}t %s`, "Apr 30 16:20:01 200\n", berlin, "Europe/Berlin"},
		{"HAProxy", "haproxy", haproxyLine + "\n", berlin, "Europe/Berlin"},
		{"JSON with", "nginx_json", `{"time":"2025-04-30T14:20:01Z","status":200}` + "\n", berlin, ""},
		{"JSON without", "nginx_json", `{"time":"2025-04-30 14:20:01","status":200}` + "\n", berlin, "Europe/Berlin"},
		{"JSON without year", "nginx_json", `{"time":"Apr 30 14:20:01","status":200}` + "\n", berlin, "Europe/Berlin"},
		{"W3C is UTC", "w3c", fields + "2025-04-30 14:20:01 200\n", nil, ""},
		{"W3C states it", "w3c", "#GMT-Offset: -0800\n" + fields + "2025-04-30 14:20:01 200\n", nil, ""},
		{"W3C overridden", "w3c", "#GMT-Offset: -0800\n" + fields + "2025-04-30 14:20:01 200\n", berlin, "Europe/Berlin"},
		{"either of two", "vhost_combined", `a 192.0.2.1 - - [30/Apr/2025:16:20:01] "GET / HTTP/1.1" 200 1 "-" "-"` + "\n", berlin, "Europe/Berlin"},
	} {
		f, ok := Preset(test.format)
		if !ok {
			if f, err = Pattern(test.format); err != nil {
				t.Fatal(err)
			}
		}
		near := time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)
		tally, err := Read(context.Background(), strings.NewReader(test.log), Log{
			File: "a.log", Format: f, Options: Options{Zone: test.zone, Near: near}, Rules: NewRules(nil, nil),
		})
		if err != nil || tally.Zone != test.want {
			t.Errorf("%s: zone %q, %v; want %q", test.name, tally.Zone, err, test.want)
		}
	}
	one, other := &Tally{Zone: "UTC"}, &Tally{Zone: "Europe/Berlin"}
	one.Absorb(&Tally{})
	one.Absorb(other)
	if one.Zone != "Europe/Berlin" {
		t.Errorf("of two zones %q, whatever their order; want the first by name", one.Zone)
	}
}

// TestApacheTimesWithoutYear reads them in the year that lies nearest.
func TestApacheTimesWithoutYear(t *testing.T) {
	f, err := Apache(`%{%b %e %T}t %s`)
	near := time.Date(2025, 1, 2, 0, 0, 0, 0, time.UTC)
	checkLines(t, parser(t, f, err, Options{Zone: time.FixedZone("", 3600), Near: near}), [][2]string{
		{"Dec 31 23:59:59 200", "2024-12-31T22:59:59Z 200 -"},
		{"Jan  1 00:00:01 200", "2024-12-31T23:00:01Z 200 -"},
		{"Jan  2 00:00:01 200", "2025-01-01T23:00:01Z 200 -"},
		{"Jan 32 00:00:01 200", "bad time at 1"},
	})
	p := parser(t, f, err, Options{Zone: time.UTC})
	var r Request
	if err := p.Parse([]byte("Dec 31 23:59:59 200"), &r); err == nil || !strings.Contains(err.Error(), "no year") {
		t.Errorf("nothing tells the year: %v", err)
	}
	f, err = Apache(`%{%b %d %T %z}t %s`)
	checkLines(t, parser(t, f, err, Options{Near: near}), [][2]string{{"Dec 31 23:59:59 -0100 200", "2025-01-01T00:59:59Z 200 -"}})
}

// TestClocksDoNotAllocate reads stamps whose minutes change, so that none is
// remembered.
func TestClocksDoNotAllocate(t *testing.T) {
	near := time.Date(2025, 1, 2, 0, 0, 0, 0, time.UTC)
	for format, lines := range map[string][2]string{
		`%{%b %e %T}t %s`:     {"Dec 31 23:59:59 200", "Jan  1 00:00:01 200"},
		`%{%F %T}t %s`:        {"2025-04-30 16:20:01 200", "2025-04-30 16:21:01 200"},
		`$time_local $status`: {"30/Apr/2025:16:20:01 200", "30/Apr/2025:16:21:01 200"},
	} {
		f, err := Pattern(format)
		p := parser(t, f, err, Options{Zone: time.UTC, Near: near})
		for _, line := range lines {
			if err := p.Parse([]byte(line), new(Request)); err != nil {
				t.Fatal(err)
			}
		}
		var r Request
		one, other := []byte(lines[0]), []byte(lines[1])
		if n := testing.AllocsPerRun(50, func() { _, _ = p.Parse(one, &r), p.Parse(other, &r) }); n != 0 {
			t.Errorf("%s: %v allocations", format, n)
		}
	}
}
