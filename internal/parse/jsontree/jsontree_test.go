package jsontree

import (
	"bytes"
	"encoding/json"
	"testing"
)

// Decode agrees with encoding/json and maps every byte back.
func TestDecode(t *testing.T) {
	for _, s := range []string{"plain", "a \"quote\" and \\ and /", "line\nbreak\ttab", "we’d like 🚀 to", "\u2028", ""} {
		raw, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, form := range [][]byte{raw, bytes.ReplaceAll(raw, []byte("🚀"), []byte(`\ud83d\ude80`))} {
			text, at := Decode(form[1 : len(form)-1])
			if string(text) != s || len(at) != len(text)+1 || at[len(text)] != len(form)-2 {
				t.Errorf("%s: got %q, %v", form, text, at)
			}
		}
	}
}
