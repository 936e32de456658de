package prose

import (
	"slices"
	"strings"
	"testing"

	"aftermath/internal/incident"

	"pgregory.net/rapid"
)

// The tables that have sieves, by what asks them.
func sieved() map[string]struct {
	*sieve
	table []pattern
} {
	type asked = struct {
		*sieve
		table []pattern
	}
	return map[string]asked{"rules": {ruleSieve(), ruleTable()}, "levels": {levelSieve(), levelTable()}}
}

// sifts holds the law: a row is let through where the text holds the needs of
// one of its ways, and so wherever its expression matches.
func sifts(t interface{ Fatalf(string, ...any) }, text string) {
	low := lower(text)
	for name, s := range sieved() {
		seen := s.look(text)
		passed := slices.Collect(s.of(text))
		for row, p := range s.table {
			held := slices.ContainsFunc(p.ways, func(w way) bool { return w[:min(len(w), needsPerWay)].heldBy(low) })
			if s.may(row, &seen) != held || slices.Contains(passed, row) != held {
				t.Fatalf("%s, row %d: %q holds the needs of one of %q: %v", name, row, text, p.ways, held)
			}
			if !held && p.re.MatchString(low) {
				t.Fatalf("%s, row %d: %q matches and holds none of %q", name, row, text, p.ways)
			}
		}
	}
	fast, found := levelOf(text)
	if slow, ok := levelAsked(text); found != ok || fast != slow {
		t.Fatalf("%q: %+v, want %+v", text, fast, slow)
	}
}

// levelAsked is levelOf by the expressions alone.
func levelAsked(s string) (incident.Reading, bool) {
	low := lower(s)
	if len(low) > longest || notMeant.re.MatchString(low) {
		return incident.Reading{}, false
	}
	low = harmOnly(low)
	for _, row := range levelRules {
		if at := row.words.re.FindStringIndex(low); at != nil {
			r := incident.Reading{Level: row.level, Quote: s[at[0]:at[1]], Rule: row.name}
			r.Start, r.End = at[0], at[1]
			return r, true
		}
	}
	return incident.Reading{}, false
}

// A table that has more needs than a sieve asks lets more rows through.
func TestSieveFull(t *testing.T) {
	var table []pattern
	for i := range 64*needWords + 10 {
		table = append(table, words("w"+strings.Repeat("x", i%50)+string(rune('a'+i/50))))
	}
	s := newSieve(table)
	for row, p := range table {
		text := p.ways[0][0][0]
		if seen := s.look(text); !s.may(row, &seen) {
			t.Errorf("row %d does not pass %q", row, text)
		}
	}
	if seen := s.look("nothing"); s.may(0, &seen) || !s.may(len(table)-1, &seen) {
		t.Error("the first row should need something, and the last is beyond what is asked")
	}
}

// TestSieve tries texts put together from what the rows need, the lines of the
// other tests and what stands between words.
func TestSieve(t *testing.T) {
	pieces := []string{" ", " ", " ", ", ", " the ", " was ", " 503 ", "\x01 ", "\xff", "İ", "’", "s", "ed", "ing", "-", "\n", "; however "}
	for _, s := range sieved() {
		for _, p := range s.table {
			for _, w := range p.ways {
				pieces = append(pieces, slices.Concat(w...)...)
			}
		}
	}
	for _, l := range ruleLines {
		pieces = append(pieces, strings.Fields(l.text)...)
		sifts(t, l.text)
	}
	for _, l := range phraseLines {
		pieces = append(pieces, strings.Fields(l.text)...)
		sifts(t, l.text)
	}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), rapid.SampledFrom([]string{" ", ""}).Draw(t, "joint"))
		if rapid.Bool().Draw(t, "loud") {
			text = strings.ToUpper(text)
		}
		sifts(t, text)
	})
}

// FuzzSieve holds the same law on any text.
func FuzzSieve(f *testing.F) {
	for _, l := range ruleLines {
		f.Add(l.text)
	}
	f.Add("No calls failed, but CONNECTIONS were dropped; others were not affected.")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 {
			t.Skip()
		}
		sifts(t, text)
	})
}
