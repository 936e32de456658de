package yamltree

import (
	"fmt"

	"github.com/goccy/go-yaml/token"
)

// A level is a column at which something is open in block style.
type level struct{ column, keys int }

// A shape is how deep and wide a document is at a token. Depth is the number of
// brackets and of columns at which something is open.
type shape struct {
	open  []level
	flow  int
	marks int // of the beginning and end of documents
}

// excess is the token at which the document passes one of its bounds, and
// which bound.
func excess(tokens token.Tokens) (*token.Token, string) {
	var s shape
	if len(tokens) > maxTokens {
		return tokens[maxTokens], fmt.Sprintf("the document has more than %d words and signs", maxTokens)
	}
	for _, tk := range tokens {
		if why := s.take(tk); why != "" {
			return tk, why
		}
	}
	return nil, ""
}

func (s *shape) take(tk *token.Token) string {
	switch tk.Type {
	case token.SequenceStartType, token.MappingStartType:
		s.flow++
	case token.SequenceEndType, token.MappingEndType:
		s.flow--
	case token.MappingValueType:
		key := tk
		if tk.Prev != nil {
			key = tk.Prev
		}
		s.enter(key, 1)
	case token.DocumentHeaderType, token.DocumentEndType:
		s.marks++
	case token.SequenceEntryType, token.MappingKeyType:
		s.enter(tk, 0)
	}
	switch {
	case s.flow+len(s.open) > maxDepth:
		return fmt.Sprintf("the document is nested more than %d levels deep", maxDepth)
	case len(s.open) > 0 && s.open[len(s.open)-1].keys > maxKeys:
		return fmt.Sprintf("this mapping has more than %d keys", maxKeys)
	case s.marks > 2:
		return secondDocument
	}
	return ""
}

// enter opens the column of tk and closes those to the right of it.
func (s *shape) enter(tk *token.Token, keys int) {
	if s.flow > 0 {
		return
	}
	column := tk.Position.Column
	for len(s.open) > 0 && s.open[len(s.open)-1].column > column {
		s.open = s.open[:len(s.open)-1]
	}
	if len(s.open) == 0 || s.open[len(s.open)-1].column < column {
		s.open = append(s.open, level{column: column})
	}
	s.open[len(s.open)-1].keys += keys
}
