package excel

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/flate"
)

// An archive is the zip file of a workbook. It collects the parts and writes
// them in one order, with one date, so that the same workbook is the same
// bytes; and it gives formula cells their value, typed, which excelize cannot.
type archive struct {
	to     io.Writer
	parts  map[string]*bytes.Buffer
	cached map[string]map[string]value // part → cell → what its formula gives
	date   time.Time
}

const contentTypes = "[Content_Types].xml"

// Create begins a part.
func (a *archive) Create(name string) (io.Writer, error) {
	if a.parts == nil {
		a.parts = map[string]*bytes.Buffer{}
	}
	a.parts[name] = &bytes.Buffer{}
	return a.parts[name], nil
}

// AddFS is part of excelize's interface; nothing calls it for a new workbook.
func (a *archive) AddFS(fs.FS) error {
	return errors.New("write workbook: adding a file system is not possible")
}

// Close writes the parts.
func (a *archive) Close() error {
	names := slices.SortedFunc(maps.Keys(a.parts), func(x, y string) int {
		return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(x, y))
	})
	w := zip.NewWriter(a.to)
	compressor, err := flate.NewWriter(nil, 6)
	if err != nil {
		return err
	}
	// One compressor serves all parts, which come one after the other: each
	// holds about a megabyte, more than most parts are long.
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		compressor.Reset(out)
		return compressor, nil
	})
	for _, name := range names {
		content := a.parts[name].Bytes()
		if name == contentTypes {
			content = sortTypes(content)
		} else if cells := a.cached[name]; len(cells) > 0 {
			content, err = fillFormulas(content, cells)
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
		part, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: a.date})
		if err != nil {
			return err
		}
		if _, err := part.Write(content); err != nil {
			return err
		}
	}
	return w.Close()
}

// rank puts first what a reader of the package opens first.
func rank(name string) int {
	return 2 - max(strings.Count(name, contentTypes)*2, strings.Count(name, "_rels/.rels"))
}

var typeElement = regexp.MustCompile(`<(Default|Override) [^>]*></(Default|Override)>`)

// sortTypes sorts the elements of the list of content types, which excelize
// writes in the order of a map. "Default" sorts before "Override", as it must.
func sortTypes(content []byte) []byte {
	elements := typeElement.FindAll(content, -1)
	sorted := slices.Clone(elements)
	slices.SortFunc(sorted, bytes.Compare)
	i := 0
	return typeElement.ReplaceAllFunc(content, func([]byte) []byte { i++; return sorted[i-1] })
}

var formulaCell = regexp.MustCompile(`<c r="([A-Z]+[0-9]+)"([^>]*?) t="str"><f>([^<]*)</f>(?:<v>[^<]*</v>)?</c>`)

// fillFormulas gives each formula cell the value that it shows until it is
// computed again: a number as number, words as words. A formula without a
// value is an error: viewers that do not compute would show nothing.
func fillFormulas(sheet []byte, cells map[string]value) ([]byte, error) {
	filled, missing := 0, ""
	out := formulaCell.ReplaceAllFunc(sheet, func(match []byte) []byte {
		m := formulaCell.FindSubmatch(match)
		v, ok := cells[string(m[1])]
		if !ok {
			missing = string(m[1])
			return match
		}
		filled++
		if v.number != "" {
			return fmt.Appendf(nil, `<c r="%s"%s><f>%s</f><v>%s</v></c>`, m[1], m[2], m[3], v.number)
		}
		var text strings.Builder
		_ = xml.EscapeText(&text, []byte(v.text)) // a strings.Builder takes everything
		return fmt.Appendf(nil, `<c r="%s"%s t="str"><f>%s</f><v>%s</v></c>`, m[1], m[2], m[3], text.String())
	})
	if missing != "" || filled != len(cells) {
		return nil, fmt.Errorf("%d of %d formulas have their value, %s has none", filled, len(cells), cmp.Or(missing, "no other cell"))
	}
	return out, nil
}
