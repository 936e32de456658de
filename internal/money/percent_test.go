package money

import (
	"math/big"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParsePercent(t *testing.T) {
	for in, want := range map[string]string{"99.9%": "99.9", "99.9 %": "99.9", " 0% ": "0", "100%": "100", "99.990%": "99.99", "0.001%": "0.001"} {
		p, err := ParsePercent(in)
		if err != nil || p.Cmp(MustPercent(want+"%")) != 0 {
			t.Errorf("ParsePercent(%q) = %s, %v; want %s", in, p, err, want)
		}
	}
	for _, bad := range []string{"", "%", "99.9", "0.999", "100.01%", "-1%", "1e1%", "99,9%", "99.9%%", "NaN%", strings.Repeat("9", 30) + "%"} {
		if p, err := ParsePercent(bad); err == nil {
			t.Errorf("ParsePercent(%q) = %s; want an error", bad, p)
		}
	}
	p := MustPercent("99.9%")
	if p.Share().Cmp(big.NewRat(999, 1000)) != 0 || p.IsZero() || !MustPercent("0.0%").IsZero() {
		t.Errorf("99.9 %% is %s", p.Share())
	}
	defer func() {
		if recover() == nil {
			t.Error("MustPercent took a bad constant")
		}
	}()
	MustPercent("many")
}

func TestFloorPercent(t *testing.T) {
	for _, test := range []struct {
		n, d   int64
		places int
		want   string
	}{
		{43151, 43200, 4, "99.8865"},
		{1, 1, 4, "100.0000"},
		{99996, 100000, 2, "99.99"},
		{999999999, 1000000000, 4, "99.9999"},
		{2, 3, 4, "66.6666"},
		{0, 5, 4, "0.0000"},
		{1, 3, 0, "33"},
		{-1, 3, 2, "-33.34"},
	} {
		if got := FloorPercent(big.NewRat(test.n, test.d), test.places); got != test.want {
			t.Errorf("%d/%d to %d places: %s; want %s", test.n, test.d, test.places, got, test.want)
		}
	}
}

func TestFloorPercentNeverFlatters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.Int64Range(1, 1<<50).Draw(t, "d")
		share := big.NewRat(d-min(d, rapid.Int64Range(0, 1<<20).Draw(t, "missing")), d)
		places := rapid.IntRange(0, 8).Draw(t, "places")
		printed := FloorPercent(share, places)
		shown, ok := new(big.Rat).SetString(printed)
		if !ok {
			t.Fatalf("%s is no number", printed)
		}
		shown.Quo(shown, big.NewRat(100, 1))
		step, _ := new(big.Rat).SetString("1e-" + strconv.Itoa(places+2))
		if shown.Cmp(share) > 0 || new(big.Rat).Add(shown, step).Cmp(share) <= 0 {
			t.Fatalf("%s reads %s with %d places", share, printed, places)
		}
		if share.Cmp(big.NewRat(1, 1)) < 0 && strings.HasPrefix(printed, "100") {
			t.Fatalf("%s reads %s", share, printed)
		}
	})
}

func TestGroup(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", -1000: "-1,000", -999: "-999", 43200: "43,200", 1234567: "1,234,567"} {
		if got := Group(n); got != want {
			t.Errorf("Group(%d) = %s; want %s", n, got, want)
		}
	}
}
