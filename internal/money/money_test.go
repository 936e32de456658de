package money

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseAmounts(t *testing.T) {
	for _, test := range []struct {
		in    string
		minor int64
		text  string
	}{
		{"1000 EUR", 100000, "1,000.00 EUR"},
		{"99.50 SEK", 9950, "99.50 SEK"},
		{" 0.1  USD ", 10, "0.10 USD"},
		{"1234567 JPY", 1234567, "1,234,567 JPY"},
		{"1.234 KWD", 1234, "1.234 KWD"},
		{"0.0001 CLF", 1, "0.0001 CLF"},
		{"1.000 JPY", 1, "1 JPY"},
		{"10000000000000 EUR", 1_000_000_000_000_000, "10,000,000,000,000.00 EUR"},
	} {
		a, err := Parse(test.in)
		if err != nil || a.Minor != test.minor || a.String() != test.text {
			t.Errorf("Parse(%q) = %v (%d), %v; want %s (%d)", test.in, a, a.Minor, err, test.text, test.minor)
		}
	}
	for _, bad := range []string{
		"", "1000", "EUR", "EUR 1000", "1000 eur", "1000 EURO", "1000EUR", "-5 EUR", "+5 EUR", "1,000 EUR", "1e3 EUR", "0x10 EUR", "1.001 EUR",
		"0.5 JPY", "1.2.3 EUR", ". EUR", "NaN EUR", "1000 € ", "10000000000000.01 EUR", "92233720368547758.08 EUR", "1000000000000000000000000 EUR",
	} {
		if a, err := Parse(bad); err == nil {
			t.Errorf("Parse(%q) = %v; want an error", bad, a)
		} else if !strings.Contains(err.Error(), "amount") {
			t.Errorf("Parse(%q): %v", bad, err)
		}
	}
}

func TestAmountRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := Amount{rapid.Int64Range(0, largest).Draw(t, "minor"), rapid.SampledFrom([]string{"EUR", "JPY", "BHD", "CLF", "XYZ"}).Draw(t, "currency")}
		back, err := Parse(a.Decimal() + " " + a.Currency)
		if err != nil || back != a {
			t.Fatalf("%v printed and read is %v, %v", a, back, err)
		}
		if plain := strings.ReplaceAll(a.String(), ",", ""); plain != a.Decimal()+" "+a.Currency {
			t.Fatalf("%s and %s differ", a, a.Decimal())
		}
	})
}

func TestTimes(t *testing.T) {
	for _, test := range []struct {
		minor   int64
		percent string
		want    int64
	}{
		{100000, "10%", 10000},
		{5, "10%", 1},  // 0.5 rounds up
		{4, "10%", 0},  // 0.4 down
		{15, "10%", 2}, // 1.5: half up, not to even
		{25, "10%", 3},
		{-5, "10%", -1}, // away from zero
		{1, "49.999%", 0},
		{333, "33.3333%", 111},
		{9223372036854775807, "100%", 9223372036854775807},
		{100, "0%", 0},
	} {
		if got := (Amount{test.minor, "EUR"}).Times(MustPercent(test.percent)); got.Minor != test.want || got.Currency != "EUR" {
			t.Errorf("%s of %d = %v; want %d", test.percent, test.minor, got, test.want)
		}
	}
}

func TestTimesRoundsHalfUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minor := rapid.Int64Range(0, 1e12).Draw(t, "minor")
		thousandths := rapid.Int64Range(0, 100000).Draw(t, "thousandths")
		p := MustPercent(big.NewRat(thousandths, 1000).FloatString(3) + "%")
		want := new(big.Int).Mul(big.NewInt(minor), big.NewInt(thousandths))
		want.Add(want, big.NewInt(50000)).Quo(want, big.NewInt(100000))
		if got := (Amount{minor, "EUR"}).Times(p); got.Minor != want.Int64() {
			t.Fatalf("%s%% of %d = %d; want %s", p, minor, got.Minor, want)
		}
	})
}

func TestSum(t *testing.T) {
	got := Sum(Amount{100, "SEK"}, Amount{250, "EUR"}, Amount{}, Amount{-50, "SEK"}, Amount{1, "EUR"})
	if len(got) != 2 || got[0] != (Amount{251, "EUR"}) || got[1] != (Amount{50, "SEK"}) {
		t.Errorf("sum %v", got)
	}
	if len(Sum()) != 0 || !(Amount{}).IsZero() || (Amount{}).String() != "0.00" || (Amount{Currency: "JPY"}).Places() != 0 {
		t.Error("no money is not none")
	}
}

func TestShare(t *testing.T) {
	if Share(1, 0) != nil || Share(999, 1000).Cmp(big.NewRat(999, 1000)) != 0 {
		t.Error("shares are wrong")
	}
}
