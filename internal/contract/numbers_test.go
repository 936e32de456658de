package contract

import (
	"math/big"
	"testing"
)

// Numbers are exact where six decimals hold them, else cut and marked.
func TestNumber(t *testing.T) {
	for text, want := range map[string]string{
		"0": "0", "43200": "43,200", "-1234567": "−1,234,567", "1/2": "0.5", "-1/3": "−0.333333…", "2/3": "0.666666…", "1/1000000": "0.000001", "1/10000000": "0.000000…",
		"123456789012345678901234567890": "123456789012345678901234567890", "99999999/1000000": "99.999999", "-9223372036854775808": "−9223372036854775808",
	} {
		r, ok := new(big.Rat).SetString(text)
		if got := number(r); !ok || got != want {
			t.Errorf("%s is printed %s, want %s", text, got, want)
		}
	}
}
