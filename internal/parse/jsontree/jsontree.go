// Package jsontree reads JSON into values that know where in the file they
// stand: marks must point at the bytes they were read from, which decoding into
// structs would lose.
package jsontree

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"unicode/utf8"
)

// A Node is a JSON value with its place in the file.
type Node struct {
	Start, End int // byte offsets of the raw value, quotes included
	Kind       byte
	Text       string // of a string, decoded; of a number or a word, as written
	Fields     map[string]*Node
	Items      []*Node
}

// The kinds of a node.
const (
	Object = '{'
	Array  = '['
	String = '"'
	Other  = '0' // a number, true, false or null
)

// maxDepth is far deeper than any API nests.
const maxDepth = 64

// Parse reads one JSON value. Of a key given twice the last counts, as in
// encoding/json. Errors name line and column.
func Parse(file string, data []byte) (*Node, error) {
	base := len(data) - len(TrimMark(data))
	p := parser{data: data, base: base, dec: json.NewDecoder(bytes.NewReader(data[base:]))}
	p.dec.UseNumber()
	root, err := p.value(0)
	if err == nil {
		if _, more := p.dec.Token(); more == nil {
			err = errors.New("more follows after the end of the JSON value")
		} else if !errors.Is(more, io.EOF) {
			err = more
		}
	}
	if err != nil {
		offset := p.offset()
		var syntax *json.SyntaxError
		// an error between values is told at the byte, one inside a value after it
		if errors.As(err, &syntax) && base+int(syntax.Offset) != offset {
			offset = base + int(syntax.Offset) - 1
		}
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		line, column := Position(data, offset)
		return nil, fmt.Errorf("%s:%d:%d: malformed JSON: %w", file, line, column, err)
	}
	return root, nil
}

type parser struct {
	data []byte
	base int
	dec  *json.Decoder
}

func (p *parser) offset() int { return p.base + int(p.dec.InputOffset()) }

func (p *parser) value(depth int) (*Node, error) {
	from := p.offset()
	token, err := p.dec.Token()
	if err != nil {
		return nil, err
	}
	for from < len(p.data) && bytes.IndexByte([]byte(" \t\r\n,:"), p.data[from]) >= 0 {
		from++
	}
	n := &Node{Start: from, End: p.offset()}
	if depth > maxDepth {
		return nil, fmt.Errorf("nested deeper than %d", maxDepth)
	}
	switch t := token.(type) {
	case json.Delim:
		n.Kind = byte(t)
		if n.Kind == Object {
			n.Fields = map[string]*Node{}
		}
		for p.dec.More() {
			var key string
			if n.Kind == Object {
				k, err := p.dec.Token()
				if err != nil {
					return nil, err
				}
				key, _ = k.(string)
			}
			v, err := p.value(depth + 1)
			if err != nil {
				return nil, err
			}
			if n.Kind == Object {
				n.Fields[key] = v
			} else {
				n.Items = append(n.Items, v)
			}
		}
		if _, err := p.dec.Token(); err != nil {
			return nil, err
		}
		n.End = p.offset()
	case string:
		n.Kind, n.Text = String, t
	default:
		n.Kind, n.Text = Other, string(p.data[n.Start:n.End])
	}
	return n, nil
}

// Get is the value of a key, nil when n is no object or has none, or it is null.
func (n *Node) Get(key string) *Node {
	if n == nil || n.Fields == nil {
		return nil
	}
	if v := n.Fields[key]; v != nil && !(v.Kind == Other && v.Text == "null") {
		return v
	}
	return nil
}

// Str is the text of a key's string, "" when it is none.
func (n *Node) Str(key string) string {
	if v := n.Get(key); v != nil && v.Kind == String {
		return v.Text
	}
	return ""
}

// List is the values of a key's array.
func (n *Node) List(key string) []*Node {
	if v := n.Get(key); v != nil {
		return v.Items
	}
	return nil
}

// Decode is the text inside a raw JSON string (without its quotes), and for
// each byte of the text, and its end, the offset of the raw bytes it came from.
func Decode(raw []byte) (text []byte, at []int) {
	text, at = make([]byte, 0, len(raw)), make([]int, 0, len(raw)+1)
	for i := 0; i < len(raw); {
		from, out := i, raw[i:i+1]
		i++
		if out[0] == '\\' && i < len(raw) {
			i++
			switch raw[i-1] {
			case 'n':
				out = []byte("\n")
			case 't':
				out = []byte("\t")
			case 'r':
				out = []byte("\r")
			case 'b', 'f':
				out = []byte(" ")
			case 'u':
				r, n := unicodeEscape(raw[i:])
				out = utf8.AppendRune(nil, r)
				i += n
			default:
				out = raw[i-1 : i]
			}
		}
		for range out {
			at = append(at, from)
		}
		text = append(text, out...)
	}
	return text, append(at, len(raw))
}

// unicodeEscape reads the digits after \u, and a second half where it needs one.
func unicodeEscape(raw []byte) (r rune, n int) {
	half := func(b []byte) rune {
		if len(b) < 4 {
			return -1
		}
		v, err := strconv.ParseUint(string(b[:4]), 16, 32)
		if err != nil {
			return -1
		}
		return rune(v)
	}
	r = half(raw)
	if r < 0 {
		return utf8.RuneError, min(len(raw), 4)
	}
	if r >= 0xd800 && r < 0xdc00 && len(raw) >= 10 && raw[4] == '\\' && raw[5] == 'u' {
		if low := half(raw[6:]); low >= 0xdc00 && low < 0xe000 {
			return (r-0xd800)<<10 | (low - 0xdc00) + 0x10000, 10
		}
	}
	return r, 4
}

// Position is the line and column, from 1 and in bytes, of an offset.
func Position(data []byte, offset int) (line, column int) {
	offset = max(0, min(offset, len(data)))
	before := data[:offset]
	return bytes.Count(before, []byte("\n")) + 1, offset - bytes.LastIndexByte(before, '\n')
}

// TrimMark is data without a byte order mark.
func TrimMark(data []byte) []byte { return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")) }

// Inner is the values inside an array or an object, in the order of the file.
func (n *Node) Inner() []*Node {
	if n.Kind != Object {
		return n.Items
	}
	out := make([]*Node, 0, len(n.Fields))
	for _, v := range n.Fields {
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b *Node) int { return a.Start - b.Start })
	return out
}
