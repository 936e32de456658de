package accesslog

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// An extra is a value behind those of combined: bare, in quotes, or either
// behind a key: rt=0.031.
type extra struct {
	key    string
	quoted bool
	value  string
}

// guessText is a log_format for lines of combined with more values behind them,
// of the shape that most such lines have.
func guessText(lines [][]byte) (Detection, bool) {
	shapes := map[string][][]extra{}
	f, _ := Preset("combined")
	p, err := f.NewParser(Options{})
	if err != nil {
		return Detection{}, false
	}
	var r Request
	for _, line := range lines[:min(len(lines), guessLines)] {
		e, ok := p.Parse(line, &r).(*LineError)
		if !ok || e.Reason != TrailingText {
			continue
		}
		if all := extras(trimEnd(line)[e.Column-1:]); all != nil {
			shapes[shape(all)] = append(shapes[shape(all)], all)
		}
	}
	best := ""
	for text, rows := range shapes {
		if len(rows) > len(shapes[best]) || len(rows) == len(shapes[best]) && text < best {
			best = text
		}
	}
	if best == "" {
		return Detection{}, false
	}
	text, others := combined, []string(nil)
	for i, first := range shapes[best][0] {
		name := extraName(shapes[best], i, text)
		if custom(name) {
			others = append(others, name)
		}
		value := "$" + name
		if first.quoted {
			value = `"` + value + `"`
		}
		text += " " + first.key + value
	}
	made, err := Nginx(text)
	if err != nil {
		return Detection{}, false
	}
	return Detection{Candidate: Candidate{made, Options{Customer: "remote_user"}}, Text: text, Others: others}, true
}

// extras cuts the rest of a line, a space before each value; nil where it is
// not of that kind.
func extras(rest []byte) []extra {
	var all []extra
	for len(rest) > 0 && len(all) < 20 {
		if rest[0] != ' ' {
			return nil
		}
		var e extra
		rest = rest[1:]
		if n := tokenEnd(rest); n > 0 && hasAt(rest, n, "=") {
			e.key, rest = string(rest[:n+1]), rest[n+1:]
		}
		end := bytes.IndexByte(rest, ' ')
		if e.quoted = hasAt(rest, 0, `"`); e.quoted {
			rest = rest[1:]
			if end = quoteEnd(rest, 0); end < 0 {
				return nil
			}
		} else if end < 0 {
			end = len(rest)
		}
		e.value, rest = string(rest[:end]), rest[end:]
		if e.quoted {
			rest = rest[1:]
		} else if e.value == "" {
			return nil
		}
		all = append(all, e)
	}
	if len(rest) > 0 {
		return nil
	}
	return all
}

// shape is what lines of one format have in common.
func shape(all []extra) string {
	var out strings.Builder
	for _, e := range all {
		fmt.Fprintf(&out, " %s%t", e.key, e.quoted)
	}
	return out.String()
}

// usualKeys are how people abbreviate nginx's variables.
var usualKeys = map[string]string{
	"rt": "request_time", "urt": "upstream_response_time", "uct": "upstream_connect_time", "uht": "upstream_header_time",
	"cs": "upstream_cache_status", "rid": "request_id",
}

// extraName is the variable of the i-th value: nginx's where the key is usual
// for it or the values look like its, and text does not have it; else the key,
// or a number.
func extraName(rows [][]extra, i int, text string) string {
	all := func(is func(v string) bool) bool {
		some := false
		for _, row := range rows {
			some = some || row[i].value != "-"
			if row[i].value != "-" && !is(row[i].value) {
				return false
			}
		}
		return some
	}
	key := strings.ReplaceAll(strings.TrimSuffix(rows[0][i].key, "="), "-", "_")
	fresh := func(name string) bool { return !strings.Contains(text, "$"+name) }
	if name := usualKeys[key]; name != "" && fresh(name) {
		return name
	}
	for _, known := range []struct {
		name string
		is   func(v string) bool
	}{
		{"request_time", threeDecimals},
		{"upstream_response_time", threeDecimals},
		{"request_id", func(v string) bool { return len(v) == 32 && strings.Trim(v, "0123456789abcdef") == "" }},
		{"http_x_forwarded_for", func(v string) bool {
			return (strings.Count(v, ".") >= 3 || strings.Count(v, ":") >= 2) && strings.Trim(v, "0123456789abcdef.:, ") == ""
		}},
	} {
		if fresh(known.name) && all(known.is) {
			return known.name
		}
	}
	name := key
	if name == "" || !fresh(name) {
		name = fmt.Sprintf("field_%d", i+1)
	}
	return name
}

// threeDecimals says that v is a time as nginx writes it, like 0.031.
func threeDecimals(v string) bool {
	whole, parts, found := strings.Cut(v, ".")
	return found && len(parts) == 3 && whole != "" && strings.Trim(whole+parts, "0123456789") == ""
}

// custom says that nginx has no variable of this name that is known here.
func custom(name string) bool {
	for _, known := range usualKeys {
		if name == known {
			return false
		}
	}
	return !slices.ContainsFunc(nginxRoles[:], func(names []string) bool { return slices.Contains(names, name) })
}
