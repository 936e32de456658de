package postmortem

import (
	"bytes"
	"strings"
)

// Front matter is read as lines of keys and values and not as YAML or TOML:
// what people write there is often neither ("title: Incident: login down"), and
// each value must know its place. Nested keys and texts of several lines are
// left out.

// A field is one key of a document's front matter, with its value or the
// entries of its list.
type field struct {
	key    string // in lower case, without - and _
	values []value
}

// A value is a scalar without its quotes, and where it stands in the file.
type value struct {
	text       string
	start, end int
}

// maxMatter is how long front matter may be, in bytes.
const maxMatter = 64 << 10

// frontMatter reads the front matter that data opens with: the lines between
// two lines --- or +++. The body begins at the offset that it gives back, which
// is where data begins when there is none.
func frontMatter(data []byte, start int) (fields []field, body int) {
	fence := ""
	switch line := strings.TrimRight(string(firstLine(data[start:])), " \t\r"); line {
	case "---", "+++":
		fence = line
	default:
		return nil, start
	}
	var open *field
	for at := start + len(firstLine(data[start:])) + 1; at < len(data) && at < start+maxMatter; {
		line := firstLine(data[at:])
		next := at + len(line) + 1
		text := strings.TrimRight(string(line), " \t\r")
		trimmed := strings.TrimLeft(text, " \t")
		indent := len(text) - len(trimmed)
		switch key, from, ok := splitKey(text); {
		case text == fence:
			return fields, min(next, len(data))
		case trimmed == "" || trimmed[0] == '#':
		case open != nil && (strings.HasPrefix(trimmed, "- ") || indent > 0 && fence == "+++" && trimmed[0] != ']'):
			from := indent
			if fence == "---" {
				from += 2
			}
			open.values = append(open.values, scalars(text, from, at)...)
		case indent == 0 && ok:
			fields = append(fields, field{key: plainKey(key), values: scalars(text, from, at)})
			open = &fields[len(fields)-1]
		default:
			open = nil
		}
		at = next
	}
	return nil, start // no second fence: a rule above the text
}

func firstLine(data []byte) []byte {
	if end := bytes.IndexByte(data, '\n'); end >= 0 {
		return data[:end]
	}
	return data
}

// splitKey splits "key: value" and "key = value".
func splitKey(line string) (key string, from int, ok bool) {
	i := strings.IndexAny(line, ":=")
	if i < 1 || i > 64 || line[i] == ':' && i+1 < len(line) && line[i+1] != ' ' && line[i+1] != '\t' {
		return "", 0, false
	}
	return strings.Trim(line[:i], " \t\"'"), i + 1, true
}

func plainKey(key string) string {
	return strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(key))
}

// scalars are the values in line from the byte from on, which is at base in the
// file: one, or those of a list in brackets.
func scalars(line string, from, base int) []value {
	rest := line[min(from, len(line)):]
	if trimmed := strings.TrimLeft(rest, " \t"); strings.HasPrefix(trimmed, "[") {
		inner := strings.TrimSuffix(strings.TrimPrefix(trimmed, "["), "]")
		at := base + strings.Index(line[min(from, len(line)):], "[") + min(from, len(line)) + 1
		var out []value
		for _, part := range strings.Split(inner, ",") {
			out = append(out, scalar(part, at)...)
			at += len(part) + 1
		}
		return out
	}
	return scalar(rest, base+min(from, len(line)))
}

// scalar is the one value in s, which begins at base in the file.
func scalar(s string, base int) []value {
	trimmed := strings.TrimLeft(s, " \t")
	base += len(s) - len(trimmed)
	if trimmed == "" {
		return nil
	}
	if q := trimmed[0]; q == '"' || q == '\'' {
		if end := strings.IndexByte(trimmed[1:], q); end >= 0 {
			return []value{{trimmed[1 : 1+end], base + 1, base + 1 + end}}
		}
		return nil
	}
	if comment := strings.Index(trimmed, " #"); comment >= 0 {
		trimmed = trimmed[:comment]
	}
	trimmed = strings.TrimRight(trimmed, " \t,")
	if trimmed == "" || trimmed == "null" || trimmed == "~" || trimmed[0] == '#' {
		return nil
	}
	return []value{{trimmed, base, base + len(trimmed)}}
}

// one is the only value of a key, ok only where it is written once.
func one(fields []field, keys ...string) (value, bool) {
	for _, key := range keys {
		for _, f := range fields {
			if f.key == key && len(f.values) == 1 {
				return f.values[0], true
			}
		}
	}
	return value{}, false
}

// all are the values of the first of the keys that is written.
func all(fields []field, keys ...string) []value {
	for _, key := range keys {
		for _, f := range fields {
			if f.key == key && len(f.values) > 0 {
				return f.values
			}
		}
	}
	return nil
}
