package report

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/money"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// Layouts of instants: all print the wall clock of the time's own location.
const (
	dayClock  = "2 Jan 15:04"
	clockZone = "15:04 MST"
	fullTime  = "2 Jan 2006 15:04 MST"
)

func percent(share *big.Rat) Cell {
	if share == nil {
		return None{Why: "no minute could be judged"}
	}
	return Percent{Share: share, Places: 4}
}

// percentText is share in running text, rounded down: "99.8865 %".
func percentText(share *big.Rat, places int) string {
	if share == nil {
		return "no figure"
	}
	return money.FloorPercent(share, places) + " %"
}

func minutesText(n int64) string { return money.Group(n) + " min" }

// minutesCell leaves a zero quiet.
func minutesCell(n int64) Cell {
	if n == 0 {
		return None{Why: "0 minutes"}
	}
	return Minutes(n)
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return money.Group(int64(n)) + " " + many
}

// stretch is both ends of s in zone, the day once where it is one day:
// "30 Apr 15:46–16:41 CEST".
func stretch(s span.Span, zone *time.Location) string {
	a, b := s.Start.In(zone), s.End.In(zone)
	if a.Format(time.DateOnly) == b.Format(time.DateOnly) {
		return a.Format(dayClock) + "–" + b.Format(clockZone)
	}
	return a.Format(dayClock) + " – " + b.Format(dayClock+" MST")
}

func tookCell(inc incident.Incident, from, to incident.Kind) Cell {
	d, ok := inc.Took(from, to)
	if !ok {
		return None{Why: "one of the two instants is not known"}
	}
	return Minutes(d / time.Minute)
}

func verdict(v contract.Verdict) Status {
	switch v {
	case contract.Met:
		return Status{Text: "Met", Tone: ToneGood}
	case contract.Missed:
		return Status{Text: "Missed", Tone: ToneDown}
	}
	return Status{Text: "Undecided", Tone: ToneUnknown}
}

func toneOf(s statement.State) Tone {
	switch s {
	case statement.Down:
		return ToneDown
	case statement.Degraded:
		return ToneDegraded
	case statement.Excluded:
		return ToneExcluded
	case statement.Unknown:
		return ToneUnknown
	}
	return ToneGood
}

var stateWords = map[statement.State]string{
	statement.Up: "Up", statement.Down: "Down", statement.Degraded: "Degraded",
	statement.Excluded: "Excluded", statement.Unknown: "Unknown",
}

func stateCell(s statement.State) Status { return Status{Text: stateWords[s], Tone: toneOf(s)} }

func levelTone(l incident.Level) Tone {
	if l.Down() {
		return ToneDown
	}
	return ToneDegraded
}

var levelWords = map[incident.Level]string{
	incident.Outage: "Outage", incident.Partial: "Partial outage", incident.Degraded: "Degraded",
}

var sourceWords = map[statement.Source]string{
	statement.FromLogs: "Request log", statement.FromIncident: "Declared incident",
	statement.FromRule: "Contract rule", statement.FromNothing: "No evidence",
}

// amounts joins sums of several currencies: "4,210.00 EUR and 900.00 SEK".
func amounts(sums []money.Amount) string {
	sums = slices.DeleteFunc(slices.Clone(sums), money.Amount.IsZero)
	if len(sums) == 0 {
		return "nothing"
	}
	words := make([]string, len(sums))
	for i, a := range sums {
		words[i] = a.String()
	}
	return list(words)
}

func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// fraction prints n/d as a short percentage for labels, rounded down.
func fraction(n, d uint64, places int) string {
	if d == 0 {
		return "–"
	}
	r := new(big.Rat).SetFrac(new(big.Int).SetUint64(n), new(big.Int).SetUint64(d))
	return money.FloorPercent(r, places) + " %"
}

// rat prints an exact number of minutes with at most two decimals, cut.
func rat(r *big.Rat) string {
	if r.IsInt() {
		return money.Group(r.Num().Int64())
	}
	whole := new(big.Int).Quo(r.Num(), r.Denom()).Int64()
	return money.Group(whole) + strings.TrimPrefix(cut(new(big.Rat).Sub(r, new(big.Rat).SetInt64(whole))), "0")
}

func cut(r *big.Rat) string {
	s := r.FloatString(6)
	return s[:len(s)-4]
}

// slug is id as part of a file name; ids that differ stay different.
func slug(id string) string {
	s := plainSlug(id, 48)
	if s == id {
		return s
	}
	return strings.TrimPrefix(fmt.Sprintf("%s-%08x", s, fnv(id)), "-")
}

// plainSlug is text in lower-case letters, digits and single hyphens, at most
// limit bytes long; different texts may come out alike.
func plainSlug(id string, limit int) string {
	var b strings.Builder
	for _, r := range strings.ToLower(id) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		} else if s := b.String(); s != "" && !strings.HasSuffix(s, "-") {
			b.WriteByte('-')
		}
	}
	s := strings.Trim(b.String(), "-")
	if len(s) > limit {
		s = strings.Trim(s[:limit], "-")
	}
	return s
}

// fnv is the 32-bit FNV-1a hash: it keeps ids apart that read alike once they
// are safe in a file name.
func fnv(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}
