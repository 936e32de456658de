package accesslog

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// appendUnescaped decodes the inside of a JSON string; an escape that JSON does
// not have stands for itself, half a surrogate pair becomes U+FFFD.
func appendUnescaped(out, v []byte) []byte {
	for i := 0; i < len(v); i++ {
		if v[i] != '\\' || i+1 == len(v) {
			out = append(out, v[i])
			continue
		}
		i++
		switch v[i] {
		case '"', '\\', '/':
			out = append(out, v[i])
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case 't':
			out = append(out, '\t')
		case 'u':
			r := hex4(v[i+1:])
			if r < 0 {
				out = append(out, `\u`...)
				continue
			}
			i += 4
			if utf16.IsSurrogate(r) {
				low := rune(-1)
				if i+2 < len(v) && v[i+1] == '\\' && v[i+2] == 'u' {
					low = hex4(v[i+3:])
				}
				if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
					i += 6
				}
			}
			out = utf8.AppendRune(out, r)
		default:
			out = append(out, '\\', v[i])
		}
	}
	return out
}

func hex4(v []byte) rune {
	if len(v) < 4 {
		return -1
	}
	r := 0
	for _, c := range v[:4] {
		h := hex(c)
		if h < 0 {
			return -1
		}
		r = r<<4 | h
	}
	return rune(r)
}

// appendHexUnescaped decodes \xHH, \" and \\, and Apache's \n, \r, \t, \b and
// \v; any other backslash stands for itself.
func appendHexUnescaped(out, v []byte) []byte {
	for i := 0; i < len(v); i++ {
		if v[i] != '\\' || i+1 == len(v) {
			out = append(out, v[i])
			continue
		}
		c := v[i+1]
		if c == 'x' && i+3 < len(v) {
			if h, l := hex(v[i+2]), hex(v[i+3]); h >= 0 && l >= 0 {
				out = append(out, byte(h<<4|l))
				i += 3
				continue
			}
		}
		if j := strings.IndexByte(`"\nrtbv`, c); j >= 0 {
			out = append(out, "\"\\\n\r\t\b\v"[j])
			i++
			continue
		}
		out = append(out, '\\')
	}
	return out
}

func hex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}
