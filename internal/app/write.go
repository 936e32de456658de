package app

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/google/renameio/v2"
	"golang.org/x/sync/errgroup"

	"aftermath/internal/contract"
	"aftermath/internal/report"
	"aftermath/internal/report/excel"
	"aftermath/internal/report/html"
	"aftermath/internal/report/json"
	"aftermath/internal/statement"
)

// A file is one report: its name, the customer that alone may be in it ("" for
// internal ones), and how to make it.
type file struct {
	name     string
	customer string
	make     func() ([]byte, error)
}

// write makes the selected reports of acc in dir. All are made, and checked for
// other customers' names, in a folder inside it before the first takes its
// place: a refused report leaves the old ones as they are.
func (a *App) write(ctx context.Context, book contract.Book, acc *statement.Account, sel Selection, dir string) error {
	files, err := plan(acc, sel)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("reports: %w\n    name a directory that can be written with --out", err)
	}
	making, err := os.MkdirTemp(dir, ".making-")
	if err != nil {
		return fmt.Errorf("reports: %w\n    name a directory that can be written with --out", err)
	}
	defer os.RemoveAll(making)
	a.Progress.Stage("report", 0)
	written, err := makeAll(ctx, files, making, book.Customers)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := os.Rename(filepath.Join(making, f.name), filepath.Join(dir, f.name)); err != nil {
			return fmt.Errorf("report %s: %w", f.name, err)
		}
	}
	if sel.whole() {
		if err := sweep(dir, files); err != nil {
			return err
		}
	}
	a.Progress.Done(fmt.Sprintf("%s, %.1f MB in %s", number(int64(len(files)), "file"), float64(written)/1e6, dir))
	return nil
}

// makeAll writes files into dir, several at once, and says how many bytes.
func makeAll(ctx context.Context, files []file, dir string, customers []contract.Customer) (int64, error) {
	var written atomic.Int64
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(runtime.GOMAXPROCS(0))
	for _, f := range files {
		work.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			data, err := f.make()
			if err != nil {
				return fmt.Errorf("report %s: %w", f.name, err)
			}
			if err := guard(f, data, customers); err != nil {
				return err
			}
			if err := renameio.WriteFile(filepath.Join(dir, f.name), data, 0o644); err != nil {
				return fmt.Errorf("report %s: %w\n    make room, or name another directory with --out", f.name, err)
			}
			written.Add(int64(len(data)))
			return nil
		})
	}
	err := work.Wait()
	return written.Load(), err
}

// plan lists the files of a selection.
func plan(acc *statement.Account, sel Selection) ([]file, error) {
	wants := func(format string) bool { return len(sel.Formats) == 0 || slices.Contains(sel.Formats, format) }
	var files []file
	if wants("html") {
		renderer, err := html.New()
		if err != nil {
			return nil, fmt.Errorf("charts: %w", err)
		}
		for _, doc := range report.Documents(acc, sel.Customers...) {
			files = append(files, file{doc.Name + ".html", doc.Customer, func() ([]byte, error) { return renderer.Render(doc) }})
		}
	}
	if wants("xlsx") {
		if len(sel.Customers) == 0 {
			files = append(files, file{"sla-" + acc.Period.Name + ".xlsx", "", func() ([]byte, error) { return excel.Month(acc) }})
		}
		for _, id := range report.CustomerIDs(acc) {
			if len(sel.Customers) == 0 || slices.Contains(sel.Customers, id) {
				files = append(files, file{report.CustomerName(id) + ".xlsx", id, func() ([]byte, error) { return excel.Customer(acc, id) }})
			}
		}
	}
	if wants("json") && len(sel.Customers) == 0 {
		files = append(files, file{"figures.json", "", func() ([]byte, error) { return json.Figures(acc) }})
	}
	return files, nil
}

// guard refuses a customer's file that names another customer.
func guard(f file, data []byte, customers []contract.Customer) error {
	if f.customer == "" {
		return nil
	}
	text, err := readable(f.name, data)
	if err != nil {
		return fmt.Errorf("report %s: %w", f.name, err)
	}
	i := slices.IndexFunc(customers, func(c contract.Customer) bool { return c.ID == f.customer })
	if found := report.Leaks(text, customers[i], customers); len(found) > 0 {
		return fmt.Errorf("report %s is not written: it would show another customer's data\n    %s\n    take the name out of what brings it in: a policy's or a service's name, most likely",
			f.name, strings.Join(found, "\n    "))
	}
	return nil
}

// readable is the text of a finished file: a page without its code and style, a
// workbook as the text of its parts.
func readable(name string, data []byte) ([]byte, error) {
	if !strings.HasSuffix(name, ".xlsx") {
		return html.Words(data), nil
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	for _, part := range archive.File {
		r, err := part.Open()
		if err != nil {
			return nil, err
		}
		if _, err := io.Copy(&text, r); err != nil {
			return nil, err
		}
		text.WriteByte('\n')
	}
	return text.Bytes(), nil
}

// sweep removes reports of an earlier run that this one does not make, such as
// the statement of a customer that has left. It touches no other file.
func sweep(dir string, files []file) error {
	for _, pattern := range [...]string{"statement-*.html", "statement-*.xlsx", "incident-*.html"} {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return err
		}
		for _, path := range found {
			name := filepath.Base(path)
			if slices.ContainsFunc(files, func(f file) bool { return f.name == name }) {
				continue
			}
			if err := os.Remove(path); err != nil {
				return fmt.Errorf("old report: %w", err)
			}
		}
	}
	return nil
}
