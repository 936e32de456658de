package main

import (
	"archive/zip"
	"bytes"
	"html"
	"io"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// marked: every page and every sheet says that it is made from sample data.
func (e *examined) marked(t *testing.T) {
	for _, path := range reports(t, e.dir, "*.html") {
		if !strings.Contains(words(t, read(t, path)), "Sample data :") {
			t.Errorf("%s carries no mark", filepath.Base(path))
		}
	}
	for _, path := range reports(t, e.dir, "*.xlsx") {
		f := open(t, read(t, path))
		for _, sheet := range f.GetSheetList() {
			if rows := f.rows(t, sheet); len(rows) == 0 || len(rows[0]) == 0 || !strings.HasPrefix(rows[0][0], "SAMPLE DATA") {
				t.Errorf("%s: sheet %s carries no mark", filepath.Base(path), sheet)
			}
		}
	}
}

// private: what is mailed to one customer tells nothing of another, nor of
// the month as a whole. It looks at the bytes, code and chart data too.
func (e *examined) private(t *testing.T) {
	for _, own := range e.book.Customers {
		mine := map[string]bool{}
		for _, a := range e.figures.Statements {
			if a.Customer == own.ID {
				mine[a.Fee.Amount], mine[a.Credit.Amount] = true, true
			}
		}
		secret := map[string]string{"sandbox-2": "an unknown customer's key"}
		for _, sum := range e.figures.due(t) {
			if amount := sum.StringFixed(2); !mine[amount] {
				secret[grouped(t, amount)], secret[">"+sum.String()+"<"] = "the month's credits", "the month's credits"
			}
		}
		for _, other := range e.book.Customers {
			if other.ID == own.ID {
				continue
			}
			for _, word := range append([]string{other.ID, other.Name, strings.Fields(other.Name)[0]}, other.Keys...) {
				secret[word] = other.ID
			}
		}
		for _, a := range e.figures.Statements {
			whole := strings.TrimSuffix(a.Fee.Amount, ".00")
			if !mine[a.Fee.Amount] {
				secret[grouped(t, a.Fee.Amount)+" "+a.Fee.Currency], secret[">"+whole+"<"] = "the fee of "+a.Customer, "the fee of "+a.Customer
			}
			if !mine[a.Credit.Amount] {
				secret[grouped(t, a.Credit.Amount)+" "+a.Credit.Currency] = "the credit of " + a.Customer
			}
		}
		for _, ending := range []string{".html", ".xlsx"} {
			name := "statement-" + own.ID + ending
			text := legible(t, name, e.report(t, name))
			if !strings.Contains(text, own.Name) {
				t.Errorf("%s does not name its own customer: the search does not see what the file holds", name)
			}
			text = strings.ToLower(strings.ReplaceAll(text, own.Name, ""))
			for word, whose := range secret {
				if strings.Contains(text, strings.ToLower(word)) && wholly(text, strings.ToLower(word)) {
					t.Errorf("%s holds %q, %s", name, word, whose)
				}
			}
		}
	}
}

var escaped = regexp.MustCompile(`\\u[0-9a-fA-F]{4}`)

// legible is all of a page, or all parts of a workbook, without escapes.
func legible(t *testing.T, name string, data []byte) string {
	t.Helper()
	if strings.HasSuffix(name, ".xlsx") {
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		data = nil
		for _, part := range z.File {
			r, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			b, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			data = append(append(data, b...), '\n')
		}
	}
	return html.UnescapeString(escaped.ReplaceAllStringFunc(string(data), func(s string) string {
		n, _ := strconv.ParseUint(s[2:], 16, 32) // four hex digits
		return string(rune(n))
	}))
}
