package app

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/history"
	"aftermath/internal/parse/terms"
)

// A document is an incident file as read.
type document struct {
	path, digest string // digest in hex
	size         int64
	rules        string // what decided how it was read, beside its bytes
	parse.Document
}

// A manner is how the files of a source are read.
type manner struct {
	format   string // "" where the content shows it
	provider string // in place of what the files say; "": as they say
	parse.Options
}

// rules are what a document is known by beside its bytes.
func (m manner) rules() string {
	words := fmt.Sprintf("history %d, %s", history.Revision, m.Zone)
	for _, set := range [...]struct{ key, value string }{{"format", m.format}, {"order", string(m.Order)}, {"provider", m.provider}} {
		if set.value != "" {
			words += ", " + set.key + " " + set.value
		}
	}
	return words
}

// manner is how the files of src are read.
func (s *settings) manner(src terms.IncidentSource) manner {
	m := manner{format: src.Format, provider: src.Provider, Options: parse.Options{Zone: s.Book.Zone, Order: src.Order}}
	if src.Zone != nil {
		m.Zone = src.Zone
	}
	return m
}

// A paper is an incident file that is to be read.
type paper struct {
	path, shown string
	manner
}

// documents reads every incident file that s names, several at once, and gives
// them in the order of the configuration. A file that is named twice is read
// by its first source, and one with the bytes of another is not read again.
// Two records of one id that cannot be of one incident are an error.
func (s *settings) documents(ctx context.Context) ([]document, error) {
	papers, wrong := s.papers()
	docs, err := s.read(ctx, papers, func(document) error { return nil })
	if err = errors.Join(wrong, err); err != nil {
		return nil, err
	}
	return docs, nil
}

// read reads papers, as documents says, and calls keep with each document while
// those after it are still being read. Only once all are read is it known which
// warnings the copies of a document add to it, and whether any are in error.
func (s *settings) read(ctx context.Context, papers []paper, keep func(document) error) ([]document, error) {
	var out []document
	at := map[string]int{} // digest → index in out
	err := readAll(ctx, papers, func(i int, d document) error {
		if j, known := at[d.digest]; known {
			out[j].Warnings = append(out[j].Warnings, sameBytes(papers[i].shown, s.shown(out[j].path)))
			return nil
		}
		at[d.digest] = len(out)
		out = append(out, d)
		return keep(d)
	})
	if err != nil {
		return nil, err
	}
	return out, s.clashes(out)
}

func sameBytes(file, other string) string {
	return fmt.Sprintf("%s has the same bytes as %s: it was read once", file, other)
}

// papers lists the incident files that s names.
func (s *settings) papers() ([]paper, error) {
	var out []paper
	var wrong []error
	seen := map[string]bool{}
	for _, src := range s.Incidents {
		files, err := s.expand(src.Files, src.Place.File, src.Place.Line, src.Place.Column)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		for _, path := range files {
			if !seen[path] {
				seen[path] = true
				out = append(out, paper{path, s.shown(path), s.manner(src)})
			}
		}
	}
	return out, errors.Join(wrong...)
}

// readAll reads papers on every core and hands the documents on in their
// order. The error holds what is wrong with each; after the first wrong one
// nothing is handed on.
func readAll(ctx context.Context, papers []paper, take func(int, document) error) error {
	type reading struct {
		document
		err error
	}
	read := make([]chan reading, len(papers))
	for i := range read {
		read[i] = make(chan reading, 1)
	}
	next := make(chan int, len(papers))
	for i := range papers {
		next <- i
	}
	close(next)
	for range min(runtime.GOMAXPROCS(0), len(papers)) {
		go func() {
			for i := range next {
				r := reading{err: ctx.Err()}
				if r.err == nil {
					r.document, r.err = papers[i].read()
				}
				read[i] <- r
			}
		}()
	}
	var wrong []error
	for i := range papers {
		r := <-read[i]
		if r.err == nil && len(wrong) == 0 {
			r.err = take(i, r.document)
		}
		if r.err != nil {
			wrong = append(wrong, r.err)
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return errors.Join(wrong...)
}

func (p paper) read() (document, error) {
	data, err := readSmall(p.path)
	if err != nil {
		return document{}, err
	}
	return p.parse(data)
}

func (p paper) parse(data []byte) (document, error) {
	read, err := history.Read(p.shown, data, p.format, p.Options)
	if err != nil {
		return document{}, err
	}
	d := document{path: p.path, digest: parse.Digest(data), size: int64(len(data)), rules: p.rules(), Document: read}
	for i := range d.Records {
		d.Records[i].Digest = d.digest
		if p.provider != "" {
			d.Records[i].Provider = p.provider
		}
	}
	for i := range d.Works {
		d.Works[i].Digest = d.digest
		if p.provider != "" {
			d.Works[i].Provider = p.provider
		}
	}
	return d, twice(p.path, d.Records)
}

// twice refuses a document that tells of one incident two times.
func twice(path string, records []incident.Record) error {
	seen := map[string]bool{}
	for _, r := range records {
		if seen[r.ID] {
			return usage("%s: incident %q stands twice in it\n    remove one of the two", path, r.ID)
		}
		seen[r.ID] = true
	}
	return nil
}

// clashes refuses records that have one id and cannot be of one incident.
func (s *settings) clashes(docs []document) error {
	_, clashes := incident.Merge(records(docs), s.Amendments)
	i := slices.IndexFunc(clashes, func(c incident.Clash) bool { return c.SameID })
	if i < 0 {
		return nil
	}
	c := clashes[i]
	return usage("incident %q stands in %s and in %s, and they are not one: %s\n    name only one of the two files under sources.incidents, or give the two ids of their own", c.A.ID, c.A.File, c.B.File, c.Why)
}

func records(docs []document) []incident.Record {
	var out []incident.Record
	for _, d := range docs {
		out = append(out, d.Records...)
	}
	return out
}
