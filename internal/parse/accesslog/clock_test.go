package accesslog

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestTimeStamps(t *testing.T) {
	for _, test := range []struct{ stamp, want string }{
		{"30/Apr/2025:16:20:01 +0200", "2025-04-30T14:20:01Z"},
		{"01/Jan/2025:00:30:00 +0530", "2024-12-31T19:00:00Z"},
		{"29/Feb/2024:23:59:59 -0330", "2024-03-01T03:29:59Z"},
		{"29/Feb/2025:23:59:59 +0000", ""},
		{"31/Apr/2025:16:20:01 +0200", ""},
		{"30/Apr/2025:16:60:01 +0200", ""},
		{"30/Apr/2025 16:20:01 +0200", ""},
		{"30/Apr/2025:16:20:01 0200", ""},
		{"30/Apr/2025:16:20:01 +1500", ""},
		{"30/Apr/2025:16:20:01 +0260", ""},
		{"30/apr/2025:16:20:01 +0200", "2025-04-30T14:20:01Z"},
		{"30/APR/2025:16:20:01.25 UTC", "2025-04-30T16:20:01.25Z"},
		{"30/Abr/2025:16:20:01 +0200", ""},
		{"30/Apr/2025:16:20:01", ""},
		{"30/Apr/1985:16:20:01 +0200", ""},
		{"2025-04-30T16:20:01+02:00", "2025-04-30T14:20:01Z"},
		{"2025-04-30t16:20:01.5z", "2025-04-30T16:20:01.5Z"},
		{"2025-04-30T16:20:01,123456789Z", "2025-04-30T16:20:01.123456789Z"},
		{"2025-04-30T16:20:01.1234567899999-0800", "2025-05-01T00:20:01.123456789Z"},
		{"2025-04-30T16:20:01.Z", ""},
		{"2025-04-30T16:20Z", ""},
		{"2025-04-30T16:20:01 UTC", "2025-04-30T16:20:01Z"},
		{"2025-04-30 16:20:01.5 +0200", "2025-04-30T14:20:01.5Z"},
		{"2025/04/30 16:20:01 GMT", "2025-04-30T16:20:01Z"},
		{"2025/04-30 16:20:01 GMT", ""},
		{"2025-04-30T16:20:01-08", "2025-05-01T00:20:01Z"},
		{"2025-04-30T16:20:01+02.00", ""},
		{"2025-04-30T16:20:01CET", ""},
		{"Apr 30 16:20:01", ""}, // no year, no zone
		{"2025-13-30T16:20:01Z", ""},
		{"2025-00-30T16:20:01Z", ""},
		{"2025-04-00T16:20:01Z", ""},
		{"2025-04-30T16:20:01", ""}, // no offset, no zone
		{"2200-01-01T00:00:00Z", ""},
		{"1746022801", "2025-04-30T14:20:01Z"},
		{"1746022801.000000001", "2025-04-30T14:20:01.000000001Z"},
		{"1746022801123", "2025-04-30T14:20:01.123Z"},
		{"1746022801123456", "2025-04-30T14:20:01.123456Z"},
		{"1746022801123456789", "2025-04-30T14:20:01.123456789Z"},
		{"17460228011234567890", ""},
		{"0", ""},
		{"", ""},
	} {
		ns, ok := new(clock).parseAny([]byte(test.stamp), seconds, true)
		if got := time.Unix(0, ns).UTC().Format(time.RFC3339Nano); ok != (test.want != "") || ok && got != test.want {
			t.Errorf("%q: %s, %v; want %q", test.stamp, got, ok, test.want)
		}
	}
}

// TestClockRemembersRightly reads stamps whose minutes and offsets repeat and
// differ in one place, against time.Parse.
func TestClockRemembersRightly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := &clock{zone: time.UTC}
		for range 30 {
			at := time.Unix(rapid.SampledFrom([]int64{0, 59, 60, 3600, 86400, -60}).Draw(t, "step")+1746022800, 0).
				In(time.FixedZone("", rapid.SampledFrom([]int{0, 7200, -7200, 7260}).Draw(t, "offset")))
			for _, layout := range []string{"02/Jan/2006:15:04:05 -0700", time.RFC3339, "2006-01-02T15:04:05-0700", "2006-01-02 15:04:05"} {
				stamp := at.Format(layout)
				want, err := time.Parse(layout, stamp)
				if err != nil {
					t.Fatal(err)
				}
				if got, ok := c.parseAny([]byte(stamp), seconds, false); !ok || got != want.UnixNano() {
					t.Fatalf("%s: %d, %v; want %d", stamp, got, ok, want.UnixNano())
				}
			}
		}
	})
}

// TestDecimalNanos compares with exact rationals.
func TestDecimalNanos(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`-?[0-9]{1,12}(\.[0-9]{1,12})?([eE][+-]?[0-9]{1,2})?`).Draw(t, "s")
		u := rapid.SampledFrom([]unit{nanos, micros, millis, seconds}).Draw(t, "u")
		exact, ok := new(big.Rat).SetString(s)
		if !ok {
			t.Fatal(s)
		}
		exact.Mul(exact, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(u)), nil)))
		want := new(big.Int).Quo(exact.Num(), exact.Denom())
		got, ok := decimalNanos([]byte(s), u)
		if !ok {
			if want.IsInt64() && want.CmpAbs(big.NewInt(math.MaxInt64/10)) < 0 {
				t.Fatalf("%s refused", s)
			}
			return
		}
		// Beyond 18 digits only the leading ones are read.
		diff := new(big.Int).Sub(want, big.NewInt(got))
		if bound := new(big.Int).Quo(new(big.Int).Abs(want), big.NewInt(1e17)); diff.CmpAbs(bound) > 0 {
			t.Fatalf("%s × 10^%d: %d; want %s", s, u, got, want)
		}
	})
	for _, bad := range []string{"", "-", ".", ".5", "5.", "1e", "1e+", "1e99999", "1x", "0x10", "1_0", "+1", "--1", "1.2.3", " 1", "9223372037"} {
		if n, ok := decimalNanos([]byte(bad), seconds); ok {
			t.Errorf("%q was read as %d", bad, n)
		}
	}
}

// TestTimesWithoutYear reads stamps near a time: the year is the nearest one.
func TestTimesWithoutYear(t *testing.T) {
	for _, test := range []struct{ near, stamp, want string }{
		{"2025-03-01", "Feb 25 17:18:39", "2025-02-25T17:18:39Z"},
		{"2025-03-01", "feb  5 17:18:39.25", "2025-02-05T17:18:39.25Z"},
		{"2025-01-02", "Dec 31 23:59:59", "2024-12-31T23:59:59Z"},
		{"2024-12-31", "Jan  1 00:00:01", "2025-01-01T00:00:01Z"},
		{"2025-07-02", "Jan  1 00:00:00", "2025-01-01T00:00:00Z"}, // 182 days before, 183 after
		{"2025-03-01", "Feb 29 12:00:00", "2024-02-29T12:00:00Z"},
		{"2027-03-01", "Feb 29 12:00:00", "2028-02-29T12:00:00Z"},
		{"2026-02-28", "Feb 29 12:00:00", "2024-02-29T12:00:00Z"}, // 730 days before, 731 after
		{"2100-01-01", "Feb 29 12:00:00", "2096-02-29T12:00:00Z"}, // 2100 is no leap year
		{"2025-03-01", "Feb 30 12:00:00", ""},
		{"2025-03-01", "Feb  0 12:00:00", ""},
		{"2025-03-01", "Feb 25 24:00:00", ""},
		{"2025-03-01", "Feb 25 12:00:60", ""},
		{"2025-03-01", "Feb 25 12:00:00 +0200", ""},
		{"2025-03-01", "Feb 5 12:00:00", ""},
	} {
		near, err := time.Parse(time.DateOnly, test.near)
		if err != nil {
			t.Fatal(err)
		}
		c := newClock(Options{Zone: time.UTC, Near: near})
		for range 2 {
			ns, ok := c.parseAny([]byte(test.stamp), seconds, true)
			if got := time.Unix(0, ns).UTC().Format(time.RFC3339Nano); ok != (test.want != "") || ok && got != test.want {
				t.Errorf("%q near %s: %s, %v; want %q", test.stamp, test.near, got, ok, test.want)
			}
		}
	}
}

// TestTheHourThatComesTwice pins that the second pass is meant.
func TestTheHourThatComesTwice(t *testing.T) {
	for zone, want := range map[string]string{"Europe/Stockholm": "2025-10-26T01:30:00Z", "UTC": "2025-10-26T02:30:00Z"} {
		place, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		c := newClock(Options{Zone: place})
		ns, ok := c.parseAny([]byte("2025-10-26 02:30:00"), seconds, true)
		if got := time.Unix(0, ns).UTC().Format(time.RFC3339); !ok || got != want {
			t.Errorf("%s: %s, %v; want %s", zone, got, ok, want)
		}
	}
}

func TestWhyATimeIsRefused(t *testing.T) {
	for _, test := range []struct {
		stamp string
		o     Options
		want  string
	}{
		{"2025-04-30 16:20:01", Options{}, "zone:"},
		{"30/Apr/2025:16:20:01", Options{}, "zone:"},
		{"Feb 29 17:18:39", Options{}, "year"},
		{"Feb 29 17:18:39", Options{Zone: time.UTC}, "year"},
		{"Feb 29 17:18:39", Options{Near: time.Unix(1746022801, 0)}, "zone:"},
		{"2025-02-30 16:20:01", Options{}, "otherwise"},
		{"2025-02-30 16:20:01", Options{Zone: time.UTC}, "otherwise"},
		{"yesterday", Options{}, "otherwise"},
	} {
		c := newClock(test.o)
		if _, ok := c.parseAny([]byte(test.stamp), seconds, true); ok {
			t.Errorf("%q was read", test.stamp)
		}
		if got := c.why([]byte(test.stamp), "otherwise"); !strings.Contains(got, test.want) {
			t.Errorf("%q: %s; want a word of %s", test.stamp, got, test.want)
		}
	}
}

// FuzzClock holds the clock against time.Parse: what both read is one instant,
// whatever was read before.
func FuzzClock(f *testing.F) {
	f.Add("2025-04-30T16:20:01.25+02:00", "2025-04-30T16:20:02.25+02:00")
	f.Add("30/Apr/2025:16:20:01 +0200", "30/Apr/2025:16:20:01 +0300")
	f.Add("2025-04-30 16:20:01", "2025/04/30 16:20:01")
	f.Add("Feb 25 17:18:39", "Feb 25 17:18:40")
	layouts := []string{
		time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05Z07", "2006-01-02 15:04:05", "2006/01/02 15:04:05",
		"02/Jan/2006:15:04:05 -0700", "02/Jan/2006:15:04:05", "2006-01-02 15:04:05 -0700",
	}
	f.Fuzz(func(t *testing.T, first, second string) {
		near := time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)
		used := newClock(Options{Zone: time.UTC, Near: near})
		for _, stamp := range []string{first, second, first} {
			fresh := newClock(Options{Zone: time.UTC, Near: near})
			got, ok := used.parseAny([]byte(stamp), seconds, true)
			if at, again := fresh.parseAny([]byte(stamp), seconds, true); again != ok || ok && at != got {
				t.Fatalf("%q: %d, %v; by a clock that read nothing %d, %v", stamp, got, ok, at, again)
			}
			for _, layout := range layouts {
				want, err := time.Parse(layout, stamp)
				if err == nil && ok && want.UnixNano() != got {
					t.Fatalf("%q: %s; time.Parse has %s", stamp, time.Unix(0, got).UTC(), want)
				}
			}
		}
	})
}

func ExampleJSONLines() {
	f, err := JSONLines(Fields{Time: "ts", Status: "status", Latency: "duration", Unit: "s", Path: "request.uri"})
	if err != nil {
		fmt.Println(err)
		return
	}
	p, err := f.NewParser(Options{Customer: "tenant"})
	if err != nil {
		fmt.Println(err)
		return
	}
	var r Request
	err = p.Parse([]byte(`{"ts":1746022801.5,"status":200,"duration":0.031,"tenant":"acme","request":{"uri":"/v1/orders?page=2"}}`), &r)
	fmt.Println(r.Time(), r.Status, r.Latency, string(r.Customer), string(r.Path), err)
	// Output: 2025-04-30 14:20:01.5 +0000 UTC 200 31ms acme /v1/orders <nil>
}
