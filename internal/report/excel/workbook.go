// Package excel writes an account as workbooks: the month for those who answer
// for it, and one per customer, fit to mail.
//
//  1. Month takes the account as it is; Customer first cuts it down to what
//     is that customer's (customer.go), so that no sheet can say more.
//  2. Each sheet has its file; they are made of tables of typed values
//     (cells.go, table.go) under one head (page.go).
//  3. The arithmetic of the credits stands in live formulas (credits.go),
//     with our own result as the value that they show.
//  4. zip.go writes the same bytes for the same account.
//
// Text from outside is a text cell wherever it stands: never a formula, a
// link, a sheet's name, or part of a print header.
package excel

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"aftermath/internal/statement"
)

// A book is a workbook being made. The first error stays and is reported at
// the end; what is written after it does not matter.
type book struct {
	file        *excelize.File
	acc         *statement.Account
	customer    string // name of the one customer whose workbook this is; "" for the month
	zone        *time.Location
	sheets      int
	styles      map[look]int
	conditional map[look]int
	cached      map[string]map[string]value
	err         error
}

// Month is the workbook of the month as XLSX: all statements, the arithmetic
// of every credit, outages, incidents and inputs. It is internal: it names
// every customer. Times are in acc.Period's zone and in UTC.
func Month(acc *statement.Account) ([]byte, error) {
	b, err := open(acc, "")
	if err != nil {
		return nil, fmt.Errorf("workbook of %s: %w", acc.Period.Name, err)
	}
	b.monthSheets()
	data, err := b.write()
	if err != nil {
		return nil, fmt.Errorf("workbook of %s: %w", acc.Period.Name, err)
	}
	return data, nil
}

func open(acc *statement.Account, customer string) (*book, error) {
	b := &book{
		file: excelize.NewFile(), acc: acc, customer: customer, zone: acc.Period.Zone,
		styles: map[look]int{}, conditional: map[look]int{}, cached: map[string]map[string]value{},
	}
	if b.zone == nil {
		b.zone = time.UTC
	}
	if err := b.file.SetDefaultFont(typeface); err != nil {
		return nil, err
	}
	end := acc.Period.End.UTC().Format(time.RFC3339)
	title := "SLA report, " + acc.Period.Title()
	if customer != "" {
		title = "Service statement, " + acc.Period.Title() + ": " + customer
	}
	err := b.file.SetDocProps(&excelize.DocProperties{
		Creator: "aftermath", LastModifiedBy: "aftermath", Created: end, Modified: end,
		Title: plain(title), Subject: plain(acc.Organisation), Description: plain(acc.Sample), Language: "en",
	})
	if err != nil {
		return nil, err
	}
	return b, b.file.SetAppProps(&excelize.AppProperties{Application: "aftermath"})
}

func (b *book) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *book) write() ([]byte, error) {
	if b.err != nil {
		return nil, b.err
	}
	b.file.SetActiveSheet(0)
	b.file.SetZipWriter(func(w io.Writer) excelize.ZipWriter {
		return &archive{to: w, cached: b.cached, date: b.acc.Period.End.UTC()}
	})
	var out bytes.Buffer
	if err := b.file.Write(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), b.file.Close()
}

// A sheet is one sheet being filled from top to bottom; row is the next free one.
type sheet struct {
	book   *book
	name   string
	part   string // its file in the archive
	row    int
	widths map[int]float64
}

// put writes v at column and row, counted from 1.
func (s *sheet) put(column, row int, v value) {
	b, cell := s.book, name(column, row)
	switch {
	case v.number != "":
		b.fail(b.file.SetCellDefault(s.name, cell, v.number)) // takes the digits as they are
	case v.text != "" && v.formula == "":
		b.fail(b.file.SetCellStr(s.name, cell, cellText(v.text)))
	}
	if v.formula != "" {
		b.fail(b.file.SetCellFormula(s.name, cell, v.formula))
		if b.cached[s.part] == nil {
			b.cached[s.part] = map[string]value{}
		}
		b.cached[s.part][cell] = v
	}
	b.fail(b.file.SetCellStyle(s.name, cell, cell, b.style(v.look)))
}

// name is a cell's name, B7. Columns and rows come from our own counting.
func name(column, row int) string {
	cell, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		panic(err)
	}
	return cell
}

// fixed is a cell's name that does not move when a formula is copied, $B$7.
func fixed(column, row int) string {
	cell, err := excelize.CoordinatesToCellName(column, row, true)
	if err != nil {
		panic(err)
	}
	return cell
}

// area is a range within one sheet.
func area(c1, r1, c2, r2 int) string { return name(c1, r1) + ":" + name(c2, r2) }

// on is a reference to cells of this sheet from any sheet.
func (s *sheet) on(cells string) string { return "'" + s.name + "'!" + cells }
