package html

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aftermath/internal/report"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"O’Brien & Söhne": "O’Brien & Söhne", "a\x00b": "a\ufffdb", "a\nb\tc": "a b c", "a\u2028b": "a b",
		"abc\u202egpj": "abc\ufffdgpj", "a\xffb": "a\ufffdb", "שלום": "שלום", "a\u0085b": "a\ufffdb",
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
	if got := clip("Nordlicht Versand", 10); got != "Nordlicht…" {
		t.Errorf("clip gives %q", got)
	}
}

func TestIDsAreUnique(t *testing.T) {
	taken := ids{}
	var got []string
	for _, id := range []string{"days", "days", "Dä ys<x>", "", "", "days_2"} {
		got = append(got, taken.unique("", id))
	}
	got = append(got, taken.unique("t_", "days"))
	if diff := cmp.Diff([]string{"days", "days_2", "-ys-x-", "_2", "_3", "days-2", "t_days"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestHref(t *testing.T) {
	for _, c := range [][3]string{
		{"overview", "", "overview.html"}, {"overview", "hits", "overview.html#hits"}, {"", "hits", "#hits"}, {"", "", ""},
		{"javascript:alert(1)//", "", ""}, {"../x", "", ""}, {"overview", `"x`, ""}, {"//host", "", ""}, {"-x", "", ""},
	} {
		if got := href(c[0], c[1]); got != c[2] {
			t.Errorf("href(%q, %q) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

// TestWallJumps puts the night of a clock change on one axis: the axis runs on,
// the clock jumps.
func TestWallJumps(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Skipf("no zone database: %v", err)
	}
	start := time.Date(2025, 10, 26, 0, 0, 0, 0, zone)
	axis := wall{start}
	if got, want := axis.ms(start), time.Date(2025, 10, 26, 0, 0, 0, 0, time.UTC).UnixMilli(); got != want {
		t.Errorf("the axis starts at %d, want %d", got, want)
	}
	end := start.Add(6 * time.Hour)
	if got, want := axis.ms(end)-axis.ms(start), int64(6*60*60*1000); got != want {
		t.Errorf("six hours are %d ms on the axis, want %d", got, want)
	}
	change := time.Date(2025, 10, 26, 3, 0, 0, 0, time.UTC).UnixMilli() // 03:00 CEST becomes 02:00 CET
	if diff := cmp.Diff([]any{l{change, int64(-60 * 60 * 1000)}}, axis.jumps(end)); diff != "" {
		t.Error(diff)
	}
	if got := axis.jumps(start.Add(time.Hour)); len(got) != 0 {
		t.Errorf("jumps before the change: %v", got)
	}
}

func TestGridClasses(t *testing.T) {
	pieces, legend := classes(&report.Grid{Classes: []report.Class{{Min: 0, Label: "few"}, {Min: 0.05, Label: "some"}, {Min: 0.2, Label: "many"}}})
	want := []any{
		m{"lt": 0.05, "color": "var(--heat-0)"}, m{"gte": 0.05, "lt": 0.2, "color": "var(--heat-3)"}, m{"gte": 0.2, "color": "var(--heat-6)"},
	}
	if diff := cmp.Diff(want, pieces); diff != "" || len(legend) != 3 || legend[2].Key != "heat heat-6" {
		t.Errorf("%s\nlegend %+v", diff, legend)
	}
}

func TestAcross(t *testing.T) {
	for n, want := range map[int]int{0: 1, 1: 1, 5: 5, 7: 7, 8: 4, 9: 5, 15: 5} {
		if got := across(make([]tile, n)); got != want {
			t.Errorf("%d tiles stand %d in a row, want %d", n, got, want)
		}
	}
}

// TestContrast holds texts on their grounds to WCAG 2.2 AA (4.5:1) and shapes
// and bars to 3:1, in both schemes.
func TestContrast(t *testing.T) {
	css, err := os.ReadFile("page/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, found := strings.Cut(string(css), "@media")
	if !found {
		t.Fatal("tokens.css has no dark scheme")
	}
	for scheme, text := range map[string]string{"light": light, "dark": dark} {
		token := map[string]string{}
		for _, found := range regexp.MustCompile(`--([a-z0-9-]+): (#[0-9a-f]{6});`).FindAllStringSubmatch(text, -1) {
			token[found[1]] = found[2]
		}
		check := func(ink, ground string, least float64) {
			if token[ink] == "" || token[ground] == "" {
				t.Errorf("%s: no token %s or %s", scheme, ink, ground)
			} else if got := contrast(token[ink], token[ground]); got < least {
				t.Errorf("%s: %s on %s has contrast %.2f, want %.1f", scheme, ink, ground, got, least)
			}
		}
		for _, ink := range []string{"ink", "ink-2", "ink-3", "link", "focus"} {
			check(ink, "bg", 4.5)
			check(ink, "card", 4.5)
		}
		for _, tone := range tones {
			tone := string(tone)
			check(tone+"-on", tone, 4.5)
			check(tone+"-ink", "card", 4.5)
			check(tone+"-ink", tone+"-soft", 4.5)
		}
		for _, line := range []string{"down", "degraded-line", "good", "progress", "watch", "excluded"} {
			check(line, "card", 3)
		}
		check("good-ink", "day-good", 4.5)
	}
}

// contrast is the ratio of WCAG 2.2, from relative luminances in sRGB.
func contrast(a, b string) float64 {
	luminance := func(hex string) float64 {
		sum := 0.0
		for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
			n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
			if err != nil {
				return math.NaN()
			}
			c := float64(n) / 255
			if c <= 0.04045 {
				c /= 12.92
			} else {
				c = math.Pow((c+0.055)/1.055, 2.4)
			}
			sum += weight * c
		}
		return sum
	}
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}
