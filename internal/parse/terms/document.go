package terms

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// The bounds of a document. The YAML parser takes quadratic time in the depth
// of a document, in the number of documents, of keys of one mapping, of tags and
// of missing values, and recurses in depth and keys.
const (
	maxBytes  = 1 << 20
	maxTokens = 100_000
	maxDepth  = 100
	maxKeys   = 100
)

const secondDocument = "a second YAML document begins"

// document is the tree of the file's only YAML document, nil when there is none
// to read; then it has reported why.
func (d *decoder) document(data []byte) ast.Node {
	if len(data) > maxBytes {
		d.add(1, 1, fmt.Sprintf("the file has %d bytes, a configuration has at most %d", len(data), maxBytes), "is this the right file?")
		return nil
	}
	if line := invalidUTF8(data); line > 0 {
		d.add(line, 1, "the line is not valid UTF-8", "save the file as UTF-8")
		return nil
	}
	tokens := lexer.Tokenize(string(bytes.TrimPrefix(data, []byte("\uFEFF"))))
	if tk, why := excess(tokens); tk != nil {
		d.add(tk.Position.Line, tk.Position.Column, why, "is this the right file?")
		return nil
	}
	tree, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		d.syntax(err)
		return nil
	}
	var root ast.Node
	for _, doc := range tree.Docs {
		switch {
		case doc.Body == nil || doc.Body.Type() == ast.CommentType:
		case root != nil:
			d.report(doc.Body, secondDocument, "remove the line ---: a configuration is one document")
		default:
			root = doc.Body
		}
	}
	if root == nil || root.Type() == ast.NullType {
		d.add(1, 1, "the configuration is empty", "aftermath init writes one to start from")
		return nil
	}
	return root
}

func (d *decoder) syntax(err error) {
	var at interface {
		GetMessage() string
		GetToken() *token.Token
	}
	if !errors.As(err, &at) || at.GetToken() == nil || at.GetToken().Position == nil {
		d.add(1, 1, "not YAML: "+err.Error(), "")
		return
	}
	p := at.GetToken().Position
	d.add(p.Line, p.Column, "not YAML: "+at.GetMessage(), "mind the indentation, and put text with : or # between quotes")
}

func invalidUTF8(data []byte) (line int) {
	for i, row := range bytes.Split(data, []byte("\n")) {
		if !utf8.Valid(row) {
			return i + 1
		}
	}
	return 0
}
