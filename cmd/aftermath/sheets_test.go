package main

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

var (
	formulaText = regexp.MustCompile(`<f>[^<]*</f>|<f [^>]*>[^<]*</f>`)
	cached      = regexp.MustCompile(`</f><v>[^<]*</v>`)
)

// missing ends the test for want of a program: as failed where the machine is
// meant to have it.
func missing(t *testing.T, program string) {
	t.Helper()
	if os.Getenv("AFTERMATH_REQUIRE_TOOLS") == "1" {
		t.Fatalf("%s is not installed, and AFTERMATH_REQUIRE_TOOLS=1 asks for it", program)
	}
	t.Skipf("%s is not installed: what it would show is not tested", program)
}

// sheets has LibreOffice work out the workbooks anew, from formulas without
// values, and compares what it finds with figures.json.
func (e *examined) sheets(t *testing.T) {
	if _, err := exec.LookPath("soffice"); err != nil {
		missing(t, "soffice")
	}
	bare := map[string][]byte{}
	for _, name := range []string{"sla-2025-04.xlsx", "statement-nordlyx.xlsx", "statement-marisel.xlsx"} {
		bare[name] = uncached(t, e.report(t, name))
	}
	for _, name := range []string{"sla-2025-04.xlsx", "statement-nordlyx.xlsx"} {
		bare["hostile-"+name] = uncached(t, read(t, filepath.Join(e.hostile, "reports", "2025-04", name)))
	}
	saved := office(t, bare)

	credits := saved["sla-2025-04.xlsx"].rows(t, "Credits", excelize.Options{RawCellValue: true})
	for _, a := range e.figures.Statements {
		e.recomputed(t, a, line(t, credits, e.book.name(a.Customer), e.book.name(a.Service)))
		if a.Customer != "nordlyx" && a.Customer != "marisel" {
			continue
		}
		steps := saved["statement-"+a.Customer+".xlsx"].rows(t, "Credit", excelize.Options{RawCellValue: true})
		e.recomputed(t, a, column(t, steps, e.book.name(a.Service)))
	}

	for name, sheet := range map[string]string{"hostile-sla-2025-04.xlsx": "Summary", "hostile-statement-nordlyx.xlsx": "Outages"} {
		if !slices.ContainsFunc(saved[name].rows(t, sheet), func(row []string) bool { return len(row) > 0 && row[0] == evilName }) {
			t.Errorf("%s: LibreOffice does not show %q as text in sheet %s", name, evilName, sheet)
		}
	}
}

// recomputed compares one statement's steps with figures.json.
func (e *examined) recomputed(t *testing.T, a account, steps map[string]string) {
	t.Helper()
	number := func(step string, scale float64) int64 {
		v, err := strconv.ParseFloat(steps[step], 64)
		if err != nil {
			t.Errorf("%s, %s: step %s is %q", a.Customer, a.Service, step, steps[step])
		}
		return int64(math.Round(v * scale))
	}
	parsed := func(s string, scale float64) int64 {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		return int64(math.Round(v * scale))
	}
	if got, want := number("Availability", 1e6), parsed(a.Availability, 1e4); got != want {
		t.Errorf("%s, %s: LibreOffice finds %d parts in a million available, figures.json has %d", a.Customer, a.Service, got, want)
	}
	if got, want := number("Credit", 100), parsed(a.Credit.Amount, 100); got != want {
		t.Errorf("%s, %s: LibreOffice finds a credit of %d hundredths, figures.json has %d", a.Customer, a.Service, got, want)
	}
	if want := map[bool]string{true: "met", false: "missed"}[a.Met]; steps["Verdict"] != want {
		t.Errorf("%s, %s: LibreOffice says %q, figures.json %s", a.Customer, a.Service, steps["Verdict"], want)
	}
}

// line is the row of a customer and a service, by the titles above it.
func line(t *testing.T, rows [][]string, customer, service string) map[string]string {
	t.Helper()
	head := slices.IndexFunc(rows, func(row []string) bool { return len(row) > 2 && row[0] == "Customer" && row[1] == "Service" })
	i := slices.IndexFunc(rows, func(row []string) bool { return len(row) > 2 && row[0] == customer && row[1] == service })
	if head < 0 || i < 0 {
		t.Fatalf("no line of %s, %s", customer, service)
	}
	out := map[string]string{}
	for c, title := range rows[head] {
		if c < len(rows[i]) {
			out[title] = rows[i][c]
		}
	}
	return out
}

// column is what stands below a service, by the words at the left.
func column(t *testing.T, rows [][]string, service string) map[string]string {
	t.Helper()
	out, c := map[string]string{}, -1
	for _, row := range rows {
		if c < 0 {
			c = slices.Index(row, service)
		} else if c < len(row) && out[row[0]] == "" {
			out[row[0]] = row[c]
		}
	}
	if c < 0 {
		t.Fatalf("no column of %s", service)
	}
	return out
}

// uncached is a workbook without the values of its formulas, so that whoever
// opens it has to work them out.
func uncached(t *testing.T, data []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range in.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		w, err := z.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(cached.ReplaceAll(content, []byte("</f>"))); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// office opens workbooks in LibreOffice and saves them again.
func office(t *testing.T, books map[string][]byte) map[string]workbook {
	t.Helper()
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx", "--outdir", filepath.Join(dir, "out")}
	for name, data := range books {
		write(t, filepath.Join(dir, name), string(data))
		args = append(args, filepath.Join(dir, name))
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	if log, err := exec.CommandContext(ctx, "soffice", args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, log)
	}
	out := map[string]workbook{}
	for name := range books {
		out[name] = open(t, read(t, filepath.Join(dir, "out", name)))
	}
	return out
}
