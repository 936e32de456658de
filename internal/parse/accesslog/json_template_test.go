package accesslog

import (
	"fmt"
	"strings"
	"testing"
)

// both are two parsers of one format: the first learns, the second never does.
type both struct{ quick, plain *Parser }

func newBoth(t testing.TB, f *Format) both {
	t.Helper()
	b := both{parser(t, f, nil, Options{Customer: "tenant.id"}), parser(t, f, nil, Options{Customer: "tenant.id"})}
	return b
}

// parse reads line by both and fails where they differ.
func (b both) parse(t testing.TB, line string) {
	t.Helper()
	var quick, plain Request
	scannerOf(b.plain).templates = templates{}
	quickErr, plainErr := b.quick.Parse([]byte(line), &quick), b.plain.Parse([]byte(line), &plain)
	if got, want := fmt.Sprint(quickErr, " ", show(&quick), quick.At), fmt.Sprint(plainErr, " ", show(&plain), plain.At); got != want {
		t.Fatalf("%q\nby template %s\nby scan     %s", line, got, want)
	}
}

func scannerOf(p *Parser) *jsonScanner {
	if e, ok := p.scanner.(*envoyScanner); ok {
		return e.json.(*jsonScanner)
	}
	return p.scanner.(*jsonScanner)
}

func fits(p *Parser, line string) bool {
	s := scannerOf(p)
	return s.templates.fit(s, []byte(line))
}

func allFieldsFormat(t testing.TB) *Format {
	t.Helper()
	f, err := JSONLines(allFields)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestJSONTemplateFits(t *testing.T) {
	for name, test := range map[string]struct {
		old, new string
		fits     bool
	}{
		"other values":          {`"status":502`, `"status":7e2`, true},
		"longer string":         {`"id":"acme"`, `"id":"another customer"`, true},
		"empty string":          {`"id":"acme"`, `"id":""`, true},
		"escapes":               {`"id":"acme"`, `"id":"\u0061\"cme\\"`, true},
		"null for a number":     {`"ms":12.5`, `"ms":null`, true},
		"number for a string":   {`"id":"acme"`, `"id":12`, false},
		"object for a number":   {`"ms":12.5`, `"ms":{"a":1}`, false},
		"object of other shape": {`"headers":{"host":"x"}`, `"headers":{"a":[],"b":{}}`, true},
		"array for an object":   {`"headers":{"host":"x"}`, `"headers":["host"]`, false},
		"one key more":          {`"status":502`, `"status":502,"x":1`, false},
		"one key less":          {`"status":502,`, ``, false},
		"a blank":               {`"status":502`, `"status": 502`, false},
		"a control byte":        {`"id":"acme"`, "\"id\":\"ac\x01me\"", false},
		"a bad number":          {`"status":502`, `"status":0502`, false},
		"a bad escape":          {`"id":"acme"`, `"id":"\x61"`, false},
		"text behind":           {`"bytes":1234}`, `"bytes":1234} x`, false},
		"no end":                {`"bytes":1234}`, `"bytes":1234`, false},
	} {
		b := newBoth(t, allFieldsFormat(t))
		line := strings.Replace(jsonLine, test.old, test.new, 1)
		if line == jsonLine {
			t.Fatalf("%s: nothing replaced", name)
		}
		b.parse(t, jsonLine)
		if got := fits(b.quick, line); got != test.fits {
			t.Errorf("%s: the line fits: %v; want %v", name, got, test.fits)
		}
		b.parse(t, line)
		b.parse(t, jsonLine)
	}
}

// TestJSONTemplatesKeepShapes mixes lines with and without optional keys.
func TestJSONTemplatesKeepShapes(t *testing.T) {
	b := newBoth(t, allFieldsFormat(t))
	var lines []string
	for i := range shapes {
		lines = append(lines, strings.Replace(jsonLine, `"level"`, fmt.Sprintf(`"x%d":%d,"level"`, i, i), 1))
	}
	for range 3 {
		for _, line := range lines {
			b.parse(t, line)
		}
	}
	for _, line := range lines {
		if !fits(b.quick, line) {
			t.Errorf("forgotten: %s", line)
		}
	}
}

// TestJSONTemplateOfNoSteadyShape reads lines of which no two are alike: few may
// be learned, and a steady shape that follows must be.
func TestJSONTemplateOfNoSteadyShape(t *testing.T) {
	b := newBoth(t, allFieldsFormat(t))
	learned, before := 0, ""
	for i := range 1000 {
		b.parse(t, strings.Replace(jsonLine, `"level"`, fmt.Sprintf(`"x%d":%d,"level"`, i, i), 1))
		now := ""
		for _, k := range b.quick.scanner.(*jsonScanner).templates.known {
			now += string(k.text)
		}
		if now != before {
			learned++
		}
		before = now
	}
	if limit := 1000/shapeCost + shapes; learned > limit {
		t.Errorf("%d of 1000 odd lines were learned, want at most %d", learned, limit)
	}
	for range shapeCost {
		b.parse(t, jsonLine)
	}
	if !fits(b.quick, jsonLine) {
		t.Error("the steady shape was not learned")
	}
}

// TestJSONTemplateLeavesLargeLines reads lines that are too large to learn.
func TestJSONTemplateLeavesLargeLines(t *testing.T) {
	for _, more := range []string{
		strings.Repeat(`"a":1,`, templateFields),
		`"` + strings.Repeat("k", templateBytes) + `":1,`,
	} {
		b := newBoth(t, allFieldsFormat(t))
		line := strings.Replace(jsonLine, `"status"`, more+`"status"`, 1)
		b.parse(t, line)
		b.parse(t, line)
		if fits(b.quick, line) {
			t.Errorf("a line of %d bytes was learned", len(line))
		}
	}
}

// FuzzJSONTemplate reads a line, the same with a piece cut out and another put
// in its place, and the line again, by a parser that learns and one that does
// not: both say the same of each.
func FuzzJSONTemplate(f *testing.F) {
	f.Add(jsonLine, 60, 3, "null", uint8(0))
	f.Add(jsonLine, 100, 0, `"a":{"b":[1,2]},`, uint8(0))
	f.Add(`{"ts":1746022801.5,"logger":"http.log.access","request":{"uri":"/"},"status":200}`, 30, 4, `\u0041`, uint8(6))
	f.Add(" \n ", 1, 1, "\n", uint8(0))
	f.Add(`{"start_time":"2025-04-30T14:20:01Z","response_code":0,"method":null}`, 20, 1, "", uint8(8))
	f.Add(`{"a":[[{"b":{}}]],"time":1746022801,"status":"200","tenant":{"id":"x"},"tenant.id":"y"}`, 5, 2, "[[", uint8(0))
	f.Fuzz(func(t *testing.T, line string, at, cut int, put string, which uint8) {
		format := allFieldsFormat(t)
		if k := int(which) % (len(presets) + 1); k > 0 {
			if preset, _ := Preset(presets[k-1].name); preset.ofObjects() {
				format = preset
			}
		}
		if len(line) > 0 {
			at, cut = max(at, 0)%len(line), max(cut, 0)
		} else {
			at, cut = 0, 0
		}
		other := line[:at] + put + line[min(at+cut, len(line)):]
		b := newBoth(t, format)
		for _, l := range []string{line, other, line, other, other} {
			b.parse(t, l)
		}
	})
}
