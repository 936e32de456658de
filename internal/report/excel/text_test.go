package excel

import (
	"strings"
	"testing"
	"unicode/utf16"
)

func TestCellText(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"formula", "=1+1", "=1+1"},
		{"tab and lines", "\t=a\r\nb\u2028c", " =a  b c"},
		{"control", "a\x00b\x1bc\x7f", "a\ufffdb\ufffdc\ufffd"},
		{"broken utf-8", "a\xffb", "a\ufffdb"},
		{"reading direction", "a\u202egnp.exe", "a\ufffdgnp.exe"},
		{"spelling", "_x0041_", "_x005F_x0041_"},
		{"spelling in a spelling", "_x005F_x0041_x0042_", "_x005F_x005F_x005F_x0041_x005F_x0042_"},
		{"no spelling", "_x004_ _y0041_ _x00g1_ _x0041", "_x004_ _y0041_ _x00g1_ _x0041"},
		{"as long as it may be", strings.Repeat("a", cellLimit), strings.Repeat("a", cellLimit)},
		{"too long", strings.Repeat("a", cellLimit+1), strings.Repeat("a", cellLimit-1) + "…"},
	} {
		if got := cellText(tc.in); got != tc.want {
			t.Errorf("%s: %.80q, want %.80q", tc.name, got, tc.want)
		}
	}
	for _, s := range []string{"\U0001f600", "_x0041_"} {
		if n := len(utf16.Encode([]rune(cellText(strings.Repeat(s, 40_000))))); n > cellLimit {
			t.Errorf("%s: %d units", s, n)
		}
	}
}
