package excel

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"aftermath/internal/statement"
)

func month(t testing.TB, acc *statement.Account) []byte {
	t.Helper()
	data, err := Month(acc)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func customer(t testing.TB, acc *statement.Account, id string) []byte {
	t.Helper()
	data, err := Customer(acc, id)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func read(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// parts are the files of a workbook by name, and their names in order.
func parts(t testing.TB, data []byte) (map[string]string, []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out, names := map[string]string{}, []string{}
	for _, file := range z.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[file.Name], names = string(content), append(names, file.Name)
	}
	return out, names
}

// find is the cell that holds text on a sheet, searched row by row.
func find(t testing.TB, f *excelize.File, sheet, text string) (column, row int) {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for r, cells := range rows {
		for c, cell := range cells {
			if cell == text {
				return c + 1, r + 1
			}
		}
	}
	t.Fatalf("sheet %s holds no cell %q", sheet, text)
	return 0, 0
}

func raw(t testing.TB, f *excelize.File, sheet string, column, row int) string {
	t.Helper()
	v, err := f.GetCellValue(sheet, name(column, row), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSameAccountSameBytes(t *testing.T) {
	acc := account(t)
	for _, tc := range []struct {
		name   string
		times  int
		render func() []byte
	}{
		{"month", 5, func() []byte { return month(t, acc) }},
		{"customer", 25, func() []byte { return customer(t, acc, "northwind") }},
	} {
		first := tc.render()
		for i := range tc.times {
			if !bytes.Equal(first, tc.render()) {
				t.Fatalf("%s: rendering %d differs from the first", tc.name, i+2)
			}
		}
	}
}

func TestPartsAreWellFormedAndInOrder(t *testing.T) {
	acc := account(t)
	for what, data := range map[string][]byte{
		"month": month(t, acc), "northwind": customer(t, acc, "northwind"), "hostile": customer(t, acc, "cust-undecided"), "long": customer(t, acc, "cust-long"),
		"empty": month(t, &statement.Account{Period: acc.Period}),
	} {
		contents, names := parts(t, data)
		if names[0] != contentTypes {
			t.Errorf("%s: the first part is %s", what, names[0])
		}
		for part, content := range contents {
			d := xml.NewDecoder(strings.NewReader(content))
			for {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Errorf("%s: %s: %v", what, part, err)
					break
				}
			}
			if strings.ContainsRune(content, '\x00') {
				t.Errorf("%s: %s holds NUL", what, part)
			}
		}
	}
}

func TestSheetsSampleMarkAndPrint(t *testing.T) {
	acc := account(t)
	for what, tc := range map[string]struct {
		data   []byte
		sheets string
	}{
		"month":    {month(t, acc), "Summary Credits Policies Arithmetic Other rules Days Outages Incidents Minutes Inputs"},
		"customer": {customer(t, acc, "northwind"), "Statement Credit Policies Arithmetic Outages Days Incidents Minutes Method & inputs"},
	} {
		f := read(t, tc.data)
		if got := strings.Join(f.GetSheetList(), " "); got != tc.sheets {
			t.Errorf("%s: sheets %s", what, got)
		}
		for _, sheet := range f.GetSheetList() {
			if got := raw(t, f, sheet, 1, 1); !strings.HasPrefix(got, "SAMPLE DATA") || !strings.Contains(got, acc.Sample) {
				t.Errorf("%s, %s: A1 is %q", what, sheet, got)
			}
			print, err := f.GetHeaderFooter(sheet)
			if err != nil || !strings.Contains(print.OddHeader, "SAMPLE DATA") || !strings.Contains(print.OddFooter, "&P of &N") {
				t.Errorf("%s, %s: print header %+v, %v", what, sheet, print, err)
			}
			page, err := f.GetPageLayout(sheet)
			if err != nil || *page.Orientation != "landscape" || *page.FitToWidth != 1 {
				t.Errorf("%s, %s: page %+v, %v", what, sheet, page, err)
			}
		}
		titles := 0
		for _, n := range f.GetDefinedName() {
			if n.Name == "_xlnm.Print_Titles" {
				titles++
			}
		}
		if titles != len(f.GetSheetList()) {
			t.Errorf("%s: %d sheets repeat their titles", what, titles)
		}
	}
	acc.Sample = ""
	for part, content := range first(parts(t, month(t, acc))) {
		if strings.Contains(content, "SAMPLE") {
			t.Errorf("%s bears the sample mark of a real account", part)
		}
	}
}

func first[A, B any](a A, _ B) A { return a }

func TestProperties(t *testing.T) {
	p, err := read(t, month(t, account(t))).GetDocProps()
	if err != nil {
		t.Fatal(err)
	}
	if p.Creator != "aftermath" || p.Created != "2025-04-30T22:00:00Z" || p.Modified != p.Created || p.Subject != "Voyado & partners" {
		t.Errorf("properties %+v", p)
	}
}

func TestNumbersAreNumbersAndTextIsText(t *testing.T) {
	acc := account(t)
	data := month(t, acc)
	f := read(t, data)
	for i, st := range acc.Statements {
		_, row := find(t, f, "Summary", "Customer")
		row += 1 + i
		want := plain(st.Customer.Name)
		if len(want) > cellLimit {
			want = want[:cellLimit-1] + "…"
		}
		if got := raw(t, f, "Summary", 1, row); got != want {
			t.Errorf("customer %d is %.60q", i, got)
		}
		kind, err := f.GetCellType("Summary", name(1, row))
		if formula, _ := f.GetCellFormula("Summary", name(1, row)); err != nil || kind != excelize.CellTypeSharedString || formula != "" {
			t.Errorf("customer %d is of type %v, formula %q, %v", i, kind, formula, err)
		}
		for _, column := range []int{4, 7, 8, 9, 10, 12, 14} {
			if kind, _ := f.GetCellType("Summary", name(column, row)); kind != excelize.CellTypeUnset {
				t.Errorf("%s is of type %v, not a number", name(column, row), kind)
			}
		}
	}
	contents, _ := parts(t, data)
	for part, content := range contents {
		if strings.Contains(content, "<img") || strings.Contains(content, "<f>cmd") {
			t.Errorf("%s: hostile text is markup or formula", part)
		}
	}
}

func TestTablesAndCharts(t *testing.T) {
	contents, names := parts(t, month(t, account(t)))
	count := func(prefix string) (n int) {
		for _, part := range names {
			if strings.HasPrefix(part, prefix) {
				n++
			}
		}
		return n
	}
	if got := count("xl/charts/chart"); got != 2 {
		t.Errorf("%d charts, want days and one incident", got)
	}
	if got := count("xl/tables/table"); got < 8 {
		t.Errorf("%d tables", got)
	}
	for part, content := range contents {
		if strings.HasPrefix(part, "xl/charts/") && strings.Contains(content, "<c:tx><c:v>") {
			t.Errorf("%s: a series has a literal name", part)
		}
	}
	if empty := month(t, &statement.Account{Period: account(t).Period}); len(empty) == 0 {
		t.Error("an empty month has no workbook")
	}
}

func BenchmarkCustomer(b *testing.B) {
	acc := many(b, 50)
	for b.Loop() {
		customer(b, acc, "c0007")
	}
}

func BenchmarkMonth(b *testing.B) {
	acc := many(b, 200)
	for b.Loop() {
		month(b, acc)
	}
}
