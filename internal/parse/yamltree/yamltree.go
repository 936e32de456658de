// Package yamltree reads one YAML document into a tree whose nodes know where
// they stand, within bounds that keep a hostile file from taking long.
package yamltree

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"aftermath/internal/parse"
)

// The bounds of a document. The YAML parser takes quadratic time in the depth
// of a document, in the number of documents, of keys of one mapping, of tags and
// of missing values, and recurses in depth and keys.
const (
	MaxBytes  = 1 << 20
	maxTokens = 100_000
	maxDepth  = 100
	maxKeys   = 100
)

const secondDocument = "a second YAML document begins"

// Parse is the tree of a file's only YAML document. Without a tree there is a
// problem that says why; a second document is a problem beside the tree of the
// first. Both are nil where the file says nothing. What names the document in a
// sentence, as "a configuration".
func Parse(file, what string, data []byte) (ast.Node, parse.Problems) {
	refuse := func(line, column int, message, hint string) (ast.Node, parse.Problems) {
		return nil, parse.Problems{{File: file, Line: max(line, 1), Column: max(column, 1), Message: message, Hint: hint}}
	}
	const rightFile = "is this the right file?"
	if len(data) > MaxBytes {
		return refuse(1, 1, fmt.Sprintf("the file has %d bytes, %s has at most %d", len(data), what, MaxBytes), rightFile)
	}
	if line := invalidUTF8(data); line > 0 {
		return refuse(line, 1, "the line is not valid UTF-8", "save the file as UTF-8")
	}
	// behind a comment that ends in \r\n the lexer counts a line too many
	data = bytes.ReplaceAll(bytes.TrimPrefix(data, []byte("\uFEFF")), []byte("\r\n"), []byte("\n"))
	tokens := lexer.Tokenize(string(data))
	if tk, why := excess(tokens); tk != nil {
		return refuse(tk.Position.Line, tk.Position.Column, why, rightFile)
	}
	tree, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return refuse(syntax(err))
	}
	var root ast.Node
	var problems parse.Problems
	for _, doc := range tree.Docs {
		switch {
		case doc.Body == nil || doc.Body.Type() == ast.CommentType:
		case root != nil:
			line, column := Start(doc.Body)
			problems = append(problems, parse.Problem{File: file, Line: line, Column: column, Message: secondDocument, Hint: "remove the line ---: " + what + " is one document"})
		default:
			root = doc.Body
		}
	}
	if root != nil && root.Type() == ast.NullType {
		root = nil
	}
	return root, problems
}

func syntax(err error) (line, column int, message, hint string) {
	var at interface {
		GetMessage() string
		GetToken() *token.Token
	}
	if !errors.As(err, &at) || at.GetToken() == nil || at.GetToken().Position == nil {
		return 1, 1, "not YAML: " + err.Error(), ""
	}
	p := at.GetToken().Position
	return p.Line, p.Column, "not YAML: " + at.GetMessage(), "mind the indentation, and put text with : or # between quotes"
}

func invalidUTF8(data []byte) (line int) {
	for i, row := range bytes.Split(data, []byte("\n")) {
		if !utf8.Valid(row) {
			return i + 1
		}
	}
	return 0
}

// Start is the line and column, from 1 and in characters, at which n begins.
func Start(n ast.Node) (line, column int) {
	at := n.GetToken()
	switch n := n.(type) {
	case *ast.MappingNode:
		if len(n.Values) > 0 && !n.IsFlowStyle {
			at = n.Values[0].Key.GetToken()
		}
	case *ast.MappingValueNode:
		at = n.Key.GetToken()
	}
	if at == nil || at.Position == nil {
		return 1, 1
	}
	return max(at.Position.Line, 1), max(at.Position.Column, 1)
}

// Pairs are the keys and values of a mapping; ok is false where n is none.
func Pairs(n ast.Node) (all []*ast.MappingValueNode, ok bool) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}
