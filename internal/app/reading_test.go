package app

import "testing"

// What turns the direction of text, or commands a terminal, is not printed.
func TestPlain(t *testing.T) {
	for s, want := range map[string]string{
		"invoice\u202egpj.exe":                                "invoicegpj.exe",
		"\u2066a\u2067b\u2068c\u2069\u202a\u202b\u202c\u202d": "abc",
		"a\u200eb\u200fc\u061cd":                              "abcd",
		"\x1b[31mred\a\u009b1m\x7f\r\n":                       "[31mred1m",
		"שירות · 15:49 → “ok”":                                "שירות · 15:49 → “ok”",
	} {
		if got := plain(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}
