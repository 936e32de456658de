package own

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/place"
	"aftermath/internal/parse/stamp"
	"aftermath/internal/parse/yamltree"
)

// maxProblems bounds what a hostile file can make the decoder remember.
const maxProblems = 1000

// A decoder reads the YAML tree and collects what is wrong with it.
type decoder struct {
	file     *place.File
	digest   string
	zone     stamp.Zone
	order    parse.DateOrder
	provider string
	problems parse.Problems
	document parse.Document
	placed   map[string]int // the line of each id
}

// A reader reads one node into where it was told to.
type reader func(ast.Node)

// A field is one key of a mapping. Required ones are told of when missing.
type field struct {
	key      string
	required bool
	read     reader
}

func (d *decoder) report(n ast.Node, message, hint string) {
	line, column := yamltree.Start(n)
	d.add(line, column, message, hint)
}

func (d *decoder) add(line, column int, message, hint string) {
	if len(d.problems) < maxProblems {
		d.problems = append(d.problems, parse.Problem{File: d.file.Name, Line: line, Column: column, Message: message, Hint: hint})
	}
}

func (d *decoder) unfit(n ast.Node, want string) {
	switch n.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		d.report(n, "anchors, aliases and tags are not read", "write the value out where it is needed")
	case *ast.NullNode:
		d.report(n, "expected "+want+", found nothing", "write a value, or remove the line")
	default:
		d.report(n, "expected "+want, "")
	}
}

// mapping reads n by a table of fields, in its order. What names it in a
// sentence.
func (d *decoder) mapping(n ast.Node, what string, fields ...field) {
	written, ok := yamltree.Pairs(n)
	if !ok {
		d.unfit(n, "a mapping: "+what)
		return
	}
	known := make([]string, len(fields))
	for i, f := range fields {
		known[i] = f.key
	}
	values := map[string]ast.Node{}
	for _, pair := range written {
		key := pair.Key.GetToken().Value
		_, plain := pair.Key.(ast.ScalarNode)
		switch {
		case !plain || pair.Key.IsMergeKey():
			d.report(pair.Key, "only plain text can be a key", "write merged values out where they are needed")
		case !slices.Contains(known, key):
			d.report(pair.Key, fmt.Sprintf("%s has no key %q", what, key), parse.Meant(key, known))
		case values[key] != nil:
			d.report(pair.Key, fmt.Sprintf("the key %q is written twice", key), "keep one of the two")
		default:
			values[key] = pair.Value
		}
	}
	for _, f := range fields {
		switch v := values[f.key]; {
		case v == nil && f.required:
			d.report(n, fmt.Sprintf("%s needs the key %q", what, f.key), "")
		case v == nil:
		case v.Type() == ast.NullType:
			d.report(v, fmt.Sprintf("%q has no value", f.key), "write a value, or remove the line")
		default:
			f.read(v)
		}
	}
}

// list reads each entry of a list.
func (d *decoder) list(entry reader) reader {
	return func(n ast.Node) {
		seq, ok := n.(*ast.SequenceNode)
		if !ok {
			d.unfit(n, "a list")
			return
		}
		for _, v := range seq.Values {
			entry(v)
		}
	}
}

// text reads a scalar into s.
func (d *decoder) text(into *string) reader {
	return func(n ast.Node) {
		if s, ok := scalar(n); ok {
			*into = strings.TrimSpace(s)
			return
		}
		d.unfit(n, "text")
	}
}

func (d *decoder) texts(into *[]string) reader {
	return d.list(func(n ast.Node) {
		var s string
		if d.text(&s)(n); s != "" {
			*into = append(*into, s)
		}
	})
}

func (d *decoder) truth(into *bool) reader {
	return func(n ast.Node) {
		if b, ok := n.(*ast.BoolNode); ok {
			*into = b.Value
			return
		}
		d.unfit(n, "true or false")
	}
}

// time reads a time and the place of its words.
func (d *decoder) time(into *stamp.Stamp, words *incident.Place) reader {
	return func(n ast.Node) {
		s, ok := scalar(n)
		if !ok {
			d.unfit(n, "a time")
			return
		}
		read, err := stamp.Read(s, d.zone, d.order)
		if err != nil {
			d.report(n, err.Error(), stamp.Hint(err))
			return
		}
		*into, *words = read, d.words(n)
	}
}

// scalar is the text of n as it is written, without quotes; numbers and truth
// values are text like any other.
func scalar(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true
	}
	return "", false
}

// words are the bytes of a scalar, without its quotes.
func (d *decoder) words(n ast.Node) incident.Place {
	start := d.offset(n)
	rest := d.file.Data[start:]
	value, _ := scalar(n)
	switch {
	case len(rest) > 0 && (rest[0] == '"' || rest[0] == '\'') && bytes.HasPrefix(rest[1:], []byte(value)):
		return d.file.Span(start+1, start+1+len(value))
	case bytes.HasPrefix(rest, []byte(value)):
		return d.file.Span(start, start+len(value))
	}
	// a value over several lines, or with escapes: its first line
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	return d.file.Span(start, start+len(bytes.TrimRight(line, " \t\r")))
}

// offset is where n begins in the file.
func (d *decoder) offset(n ast.Node) int {
	line, column := yamltree.Start(n)
	if line == 1 && bytes.HasPrefix(d.file.Data, []byte("\xef\xbb\xbf")) {
		column++ // the byte order mark is no character of the document
	}
	return d.file.Offset(line, column)
}

// err is everything that is wrong, nil when nothing is.
func (d *decoder) err() error {
	if len(d.problems) == 0 {
		return nil
	}
	return d.problems.Sorted()
}

// errNothing is of a file that holds neither incidents nor maintenance.
var errNothing = errors.New("no incidents and no maintenance\n    aftermath init writes an example to start from")
