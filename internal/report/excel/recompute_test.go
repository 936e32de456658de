package excel

import (
	"archive/zip"
	"bytes"
	"context"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"aftermath/internal/statement"
)

var cache = regexp.MustCompile(`</f><v>[^<]*</v>`)

// uncached is the workbook without the values of its formulas, so that
// whoever opens it has to compute them.
func uncached(t testing.TB, data []byte) []byte {
	t.Helper()
	contents, names := parts(t, data)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range names {
		w, err := z.Create(part)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(cache.ReplaceAllString(contents[part], "</f>"))); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// recomputed is the workbook after LibreOffice opened it and saved it again.
func recomputed(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("AFTERMATH_REQUIRE_TOOLS") == "1" {
			t.Fatal("soffice is not installed, and AFTERMATH_REQUIRE_TOOLS=1 asks for it")
		}
		t.Skip("soffice is not installed: the formulas are not recomputed by another program")
	}
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.xlsx"), filepath.Join(dir, "out")
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, soffice, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx", "--outdir", out, in)
	if log, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, log)
	}
	saved, err := os.ReadFile(filepath.Join(out, "in.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	return read(t, saved)
}

// compareFormulas compares every formula cell's value in ours with theirs,
// and returns how many there are.
func compareFormulas(t *testing.T, ours, theirs *excelize.File) int {
	t.Helper()
	n := 0
	for _, sheet := range ours.GetSheetList() {
		rows, err := ours.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r := range rows {
			for c := range 60 {
				formula, err := ours.GetCellFormula(sheet, name(c+1, r+1))
				if err != nil {
					t.Fatal(err)
				}
				if formula == "" {
					continue
				}
				n++
				want, got := raw(t, ours, sheet, c+1, r+1), raw(t, theirs, sheet, c+1, r+1)
				if !same(want, got) {
					t.Errorf("%s!%s: we say %q, LibreOffice %q for =%s", sheet, name(c+1, r+1), want, got, formula)
				}
			}
		}
	}
	return n
}

// same compares words exactly, numbers to the last digits of a double: minutes
// with fractions and sums of money are not whole in binary.
func same(want, got string) bool {
	a, errA := strconv.ParseFloat(want, 64)
	b, errB := strconv.ParseFloat(got, 64)
	if errA != nil || errB != nil {
		return want == got
	}
	return a == b || math.Abs(a-b) <= 1e-9*max(math.Abs(a), 1) && a != math.Trunc(a)
}

func TestFormulasGiveOurFigures(t *testing.T) {
	acc := account(t)
	acc.Statements = append(acc.Statements, boundaries(t)...)
	data := month(t, acc)
	n := compareFormulas(t, read(t, data), recomputed(t, uncached(t, data)))
	t.Logf("month: %d formulas agree", n)
	if n < 12*len(acc.Statements) {
		t.Errorf("the month has %d formulas only", n)
	}
	data = customer(t, acc, "northwind")
	n = compareFormulas(t, read(t, data), recomputed(t, uncached(t, data)))
	t.Logf("customer: %d formulas agree", n)
	if n < 24 {
		t.Errorf("the customer's workbook has %d formulas only", n)
	}
}

// boundaries are statements at, just under and just over the limits of many
// policies, with fees whose credits end in half a coin.
func boundaries(t *testing.T) []statement.Statement {
	t.Helper()
	var out []statement.Statement
	add := func(target, weight string, excluded, down, degraded int64, fee string, table ...string) {
		p := policyOf("b"+strconv.Itoa(len(out)), target, weight, tiers(table...))
		out = append(out, made(t, promise{
			id: "edge", name: "Edge", key: "edge-key", service: "engage", policy: p, fee: fee, days: 30, down: down, degraded: degraded, excluded: excluded,
		}))
	}
	for _, target := range []string{"99.9%", "99.95%", "99.5%", "99%", "97.5%", "90%", "99.7%", "99.3%"} {
		lose := 1000 - int64(math.Round(10*parse(t, target)))
		if target == "99.95%" {
			lose = 0
		}
		for _, excluded := range []int64{200, 1200} { // 43,000 and 42,000 eligible minutes
			allowed := (43200 - excluded) * lose / 1000
			if lose == 0 {
				allowed = (43200 - excluded) / 2000
			}
			for _, d := range []int64{-1, 0, 1} {
				add(target, "0%", excluded, allowed+d, 0, "0.15 EUR", target, "10%", "50%", "50%")
				add(target, "50%", excluded, allowed+d, 1, "29.50 EUR", target, "29%")
				add(target, "10%", excluded, allowed-1, 10+d, "1005.05 EUR", target, "12.5%")
				add(target, "33.3%", excluded, allowed+d, 3, "99999999.95 SEK", target, "0.1%")
			}
		}
	}
	return out
}

func parse(t *testing.T, percent string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(strings.TrimSuffix(percent, "%"), 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// What a spreadsheet would say with fractions, at exactly 99.9 % under a
// weight of 10 %: this is why the formulas compare whole numbers.
func TestFractionsWouldErr(t *testing.T) {
	target, weight := 0.999, 0.1
	wrong, all := 0, 0
	for eligible := 40_000; eligible <= 44_700; eligible += 100 { // one in a thousand is whole tenths
		for degraded := range 10 {
			tenths := eligible / 100
			if degraded != tenths%10 {
				continue
			}
			all++
			lost := float64(tenths/10) + weight*float64(degraded)
			if (float64(eligible)-lost)/float64(eligible) < target || lost > float64(eligible)*(1-target) {
				wrong++
			}
		}
	}
	t.Logf("%d of %d months at exactly the target would be called missed", wrong, all)
	if wrong == 0 {
		t.Error("fractions decide the boundary rightly in every month: the whole numbers are not needed")
	}
}
