package parse

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"
)

// UTF-16 is told by its mark or, without one, by its zero bytes; a stray zero
// byte is no text of any kind.
func TestCheckSize(t *testing.T) {
	wide := func(order binary.ByteOrder, text string) string {
		var out []byte
		for _, u := range utf16.Encode([]rune(text)) {
			out = append(out, 0, 0)
			order.PutUint16(out[len(out)-2:], u)
		}
		return string(out)
	}
	const text = "Störung am 5. März — “API”\nvon 08:00 bis 09:00\n"
	for name, c := range map[string]struct{ data, want string }{
		"text":                  {text, ""},
		"UTF-16, little endian": {wide(binary.LittleEndian, text), "is written in UTF-16"},
		"UTF-16, big endian":    {wide(binary.BigEndian, text), "is written in UTF-16"},
		"UTF-16, with a mark":   {wide(binary.LittleEndian, "\ufeff"+text), "is written in UTF-16"},
		"UTF-16, cut":           {wide(binary.LittleEndian, text) + "a", "is written in UTF-16"},
		"UTF-32":                {"a\x00\x00\x00b\x00\x00\x00", "holds a zero byte"},
		"a zero byte":           {text + "\x00" + text, "holds a zero byte"},
		"one byte":              {"\x00", "holds a zero byte"},
	} {
		err := CheckSize("f", []byte(c.data))
		if (err == nil) != (c.want == "") || err != nil && !strings.HasPrefix(err.Error(), "f: "+c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}
