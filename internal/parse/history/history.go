// Package history reads any incident history: it knows the formats, tells from
// a file's content which one it is, and hands it to that format's reader.
package history

import (
	"fmt"
	"slices"
	"strings"

	"aftermath/internal/parse"
	"aftermath/internal/parse/jsontree"
	"aftermath/internal/parse/postmortem"
	"aftermath/internal/parse/statuspage"
)

// Revision changes whenever the same file would say something else than
// before, so that incident files are read again.
const Revision = 4

// A Format is one way to write incidents down.
type Format struct {
	Name  string // as the configuration and the command line name it
	Title string // what a person calls it
	// Is says that a file looks like this format; nil: it is only read by name.
	Is   func(parse.Sample) bool
	Read func(file string, data []byte, o parse.Options) (parse.Document, error)
}

// formats in order of detection: the first whose Is agrees reads the file. A
// new format is a new row here, and a line in its test and in METHOD.md.
var formats = []Format{
	{"statuspage-json", "Statuspage API (JSON)", statuspage.IsJSON, statuspage.JSON},
	{"statuspage-text", "text of a Statuspage page", statuspage.IsText, statuspage.Text},
	{"postmortem", "postmortem as text or Markdown", isText, postmortem.Text},
}

func isText(s parse.Sample) bool { return !s.JSON() && !s.Markup() && len(s.Data) > 0 }

// Formats are all formats, in order of detection.
func Formats() []Format { return slices.Clone(formats) }

// Named finds a format by name.
func Named(name string) (Format, bool) {
	i := slices.IndexFunc(formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return formats[i], true
}

// Detect tells which format a file is in.
func Detect(file string, data []byte) (Format, bool) {
	s := parse.NewSample(file, data)
	i := slices.IndexFunc(formats, func(f Format) bool { return f.Is != nil && f.Is(s) })
	if i < 0 {
		return Format{}, false
	}
	return formats[i], true
}

// Read reads a file in the format of that name, or, where name is "", in the
// one that its content shows.
func Read(file string, data []byte, name string, o parse.Options) (parse.Document, error) {
	if err := parse.CheckSize(file, data); err != nil {
		return parse.Document{}, err
	}
	f, ok := Named(name)
	if name == "" {
		f, ok = Detect(file, data)
	}
	if !ok {
		if parse.NewSample(file, data).JSON() {
			if _, err := jsontree.Parse(file, data); err != nil {
				return parse.Document{}, err
			}
		}
		return parse.Document{}, fmt.Errorf("%s: no incident document that aftermath knows\n    name its format; it reads %s", file, strings.Join(names(), ", "))
	}
	d, err := f.Read(file, data, o)
	if err != nil {
		return parse.Document{}, err
	}
	d.Format = f.Name
	return d, nil
}

func names() []string {
	var out []string
	for _, f := range formats {
		out = append(out, f.Name)
	}
	return out
}
