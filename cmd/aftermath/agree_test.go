package main

import (
	"bytes"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"
)

// name is a customer's or a service's name in the configuration.
func (b book) name(id string) string {
	for _, c := range b.Customers {
		if c.ID == id {
			return c.Name
		}
	}
	for _, s := range b.Services {
		if s.ID == id {
			return s.Name
		}
	}
	return ""
}

// agree compares each statement in figures.json with the same line of the
// overview, the customer's page, the month's workbook and the customer's.
func (e *examined) agree(t *testing.T) {
	overview := table(t, e.report(t, "overview.html"), "t_promises")
	month := sheetTable(t, e.report(t, "sla-2025-04.xlsx"), "Summary", "Customer")
	for _, a := range e.figures.Statements {
		name, service := e.book.name(a.Customer), e.book.name(a.Service)
		own := "statement-" + a.Customer
		for _, place := range []struct {
			name    string
			rows    []map[string]string
			first   string
			missing string // columns that this place has not
		}{
			{"overview.html", overview, name + service, "Excluded Unknown"},
			{own + ".html", table(t, e.report(t, own+".html"), "t_commitments"), service, "Credit"},
			{"sla-2025-04.xlsx", month, name + service, ""},
			{own + ".xlsx", sheetTable(t, e.report(t, own+".xlsx"), "Statement", "Service"), service, ""},
		} {
			i := slices.IndexFunc(place.rows, func(row map[string]string) bool { return strings.HasPrefix(row[""], place.first) })
			if i < 0 {
				t.Errorf("%s: no line of %s, %s", place.name, name, service)
				continue
			}
			for column, want := range map[string]string{
				"Availability": a.Availability, "Down": fmt.Sprint(a.Minutes.Down), "Degraded": fmt.Sprint(a.Minutes.Degraded),
				"Excluded": fmt.Sprint(a.Minutes.Excluded), "Unknown": fmt.Sprint(a.Minutes.Unknown), "Credit": a.Credit.Amount,
			} {
				got, ok := place.rows[i][column]
				if !ok && strings.Contains(place.missing, column) {
					continue
				}
				if figure(got) != want && !(column == "Credit" && want == "0.00" && figure(got) == "0") {
					t.Errorf("%s: %s of %s, %s reads %q, figures.json has %s", place.name, column, name, service, got, want)
				}
			}
			verdict := place.rows[i]["Promise"] + place.rows[i]["Verdict"]
			if want := map[bool]string{true: "met", false: "missed"}[a.Met]; !strings.EqualFold(verdict, want) {
				t.Errorf("%s: the verdict of %s, %s is %q, want %s", place.name, name, service, verdict, want)
			}
		}
		// Page and workbook show the same steps, down to the credit.
		page, sheet := words(t, e.report(t, own+".html")), strings.Join(slices.Concat(open(t, e.report(t, own+".xlsx")).rows(t, "Arithmetic")...), "\n")
		for _, step := range a.Arithmetic {
			if !strings.Contains(sheet, step.Formula) || !strings.Contains(sheet, step.Result.Printed) {
				t.Errorf("%s.xlsx does not show %s = %s", own, step.Formula, step.Result.Printed)
			}
			if step.Key != "base" && (!strings.Contains(page, step.Formula) || !strings.Contains(page, step.Result.Printed)) {
				t.Errorf("%s.html does not show %s = %s", own, step.Formula, step.Result.Printed)
			}
		}
		if len(a.Arithmetic) < 4 {
			t.Errorf("%s, %s: %d steps", a.Customer, a.Service, len(a.Arithmetic))
		}
		// The page works a credit out in a section of its own.
		want := grouped(t, a.Credit.Amount) + " " + a.Credit.Currency
		if !strings.Contains(words(t, e.report(t, own+".html")), want) {
			t.Errorf("%s.html does not say %s", own, want)
		}
	}
}

// due adds up all credits by currency.
func (f figures) due(t *testing.T) map[string]decimal.Decimal {
	t.Helper()
	out := map[string]decimal.Decimal{}
	for _, a := range f.Statements {
		amount, err := decimal.NewFromString(a.Credit.Amount)
		if err != nil {
			t.Fatal(err)
		}
		out[a.Credit.Currency] = out[a.Credit.Currency].Add(amount)
	}
	return out
}

// totals adds up the statements and looks for the sums in the month's documents.
func (e *examined) totals(t *testing.T) {
	due, missed, down, degraded := e.figures.due(t), 0, int64(0), int64(0)
	for _, a := range e.figures.Statements {
		down, degraded = down+a.Minutes.Down, degraded+a.Minutes.Degraded
		if !a.Met {
			missed++
		}
	}
	want := []string{fmt.Sprintf("%d of %d", len(e.figures.Statements)-missed, len(e.figures.Statements)), fmt.Sprint(down), fmt.Sprint(degraded)}
	for _, currency := range slices.Sorted(maps.Keys(due)) {
		want = append(want, grouped(t, due[currency].StringFixed(2))+" "+currency)
	}
	page := words(t, e.report(t, "overview.html"))
	workbook := strings.Join(slices.Concat(open(t, e.report(t, "sla-2025-04.xlsx")).rows(t, "Summary")...), "\n")
	for _, w := range want {
		if !wholly(page, w) || !wholly(workbook, w) {
			t.Errorf("%q stands in the overview: %t, in the workbook: %t", w, wholly(page, w), wholly(workbook, w))
		}
	}
}

var number = regexp.MustCompile(`[0-9][0-9,]*(\.[0-9]+)?`)

// figure is the first number in a text, without grouping; "0" for none.
func figure(text string) string {
	if n := number.FindString(text); n != "" {
		return strings.ReplaceAll(n, ",", "")
	}
	return "0"
}

// grouped is 1240.00 as 1,240.00.
func grouped(t *testing.T, amount string) string {
	t.Helper()
	whole, rest, _ := strings.Cut(amount, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return whole + "." + rest
}

// wholly says that text holds w, and not as a part of a longer word or number.
func wholly(text, w string) bool {
	return regexp.MustCompile(`(^|[^\pL\pN,.])` + regexp.QuoteMeta(w) + `($|[^\pL\pN])`).MatchString(text)
}

// table is a table of a page, by id: each row by its column's title, the text
// of its first cell without a title too.
func table(t *testing.T, page []byte, id string) []map[string]string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for n := range root.Descendants() {
		if n.Data == "table" && attribute(n, "id") == id {
			for row := range n.Descendants() {
				if row.Type != html.ElementNode || row.Data != "tr" {
					continue
				}
				var cells []string
				for cell := range row.ChildNodes() {
					if cell.Type == html.ElementNode {
						cells = append(cells, text(cell))
					}
				}
				rows = append(rows, cells)
			}
		}
	}
	return titled(t, rows, id)
}

// titled makes rows by title of a table whose first row is its head. A title
// is the first word: the small print below it does not count.
func titled(t *testing.T, rows [][]string, what string) []map[string]string {
	t.Helper()
	if len(rows) < 2 {
		t.Fatalf("table %s: %d rows", what, len(rows))
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		line := map[string]string{"": row[0]}
		for i, title := range rows[0] {
			for _, known := range []string{"Promise", "Verdict", "Availability", "Down", "Degraded", "Excluded", "Unknown", "Credit"} {
				if i < len(row) && (title == known || known == "Availability" && strings.HasPrefix(title, known)) {
					line[known] = row[i]
				}
			}
		}
		out = append(out, line)
	}
	return out
}

// sheetTable is the table of a sheet whose head begins with first. A second
// column of names is put to the first, as pages have it.
func sheetTable(t *testing.T, workbook []byte, sheet, first string) []map[string]string {
	t.Helper()
	rows := open(t, workbook).rows(t, sheet)
	from := slices.IndexFunc(rows, func(row []string) bool { return len(row) > 1 && row[0] == first })
	if from < 0 {
		t.Fatalf("sheet %s has no table that begins with %s", sheet, first)
	}
	rows = rows[from:]
	if end := slices.IndexFunc(rows, func(row []string) bool { return len(row) == 0 }); end > 0 {
		rows = rows[:end]
	}
	if rows[0][1] == "Service" {
		for _, row := range rows {
			row[0] += row[1]
		}
	}
	return titled(t, rows, sheet)
}

// workbook is an opened workbook.
type workbook struct{ *excelize.File }

func open(t *testing.T, data []byte) workbook {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return workbook{f}
}

func (w workbook) rows(t *testing.T, sheet string, how ...excelize.Options) [][]string {
	t.Helper()
	rows, err := w.GetRows(sheet, how...)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
