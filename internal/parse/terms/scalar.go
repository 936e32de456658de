package terms

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"
)

// value reads a scalar by parse. Nothing is written to into when that fails.
func value[T any](d *decoder, into *T, parse func(string) (T, error)) reader {
	return func(n ast.Node) {
		s, ok := scalar(n)
		if !ok {
			d.unfit(n, "text")
			return
		}
		v, err := parse(s)
		if err != nil {
			d.refuse(n, err)
			return
		}
		*into = v
	}
}

// values reads a list of at least one scalar, in place of what is there.
func values[T any](d *decoder, into *[]T, parse func(string) (T, error)) reader {
	return func(n ast.Node) {
		*into = nil
		d.list(1, func(entry ast.Node) {
			var v T
			before := len(d.problems)
			if value(d, &v, parse)(entry); len(d.problems) == before {
				*into = append(*into, v)
			}
		})(n)
	}
}

// scalar is the text of n as it is written, without quotes; numbers and truth
// values are text like any other. Line breaks are folded into spaces.
func scalar(n ast.Node) (string, bool) {
	s := ""
	switch n := n.(type) {
	case *ast.StringNode:
		s = n.Value
	case *ast.LiteralNode:
		s = n.Value.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		s = n.GetToken().Value
	default:
		return "", false
	}
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return strings.TrimSpace(strings.Join(lines, " ")), true
}

// text is any printable text.
func text(s string) (string, error) {
	if s == "" {
		return "", advice{"the text is empty", "write a value, or remove the key"}
	}
	if i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }); i >= 0 {
		return "", advice{fmt.Sprintf("the text %.80q holds an unprintable character", s), "remove it"}
	}
	return s, nil
}

var safeID = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)

// identifier is text that is safe in a file name.
func identifier(s string) (string, error) {
	if !safeID.MatchString(s) {
		return "", advice{fmt.Sprintf("id %.80q is not safe in a file name", s),
			"use lower-case letters, digits and '-', at most 64, a letter or digit first"}
	}
	return s, nil
}

// glob is the pattern of a file's name.
func glob(s string) (string, error) {
	if _, err := path.Match(s, ""); err != nil {
		return "", advice{fmt.Sprintf("%q is not a pattern of file names", s), "close the bracket [, or put \\ before it"}
	}
	return text(s)
}

func count(s string) (uint64, error) {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil || n == 0 {
		return 0, advice{fmt.Sprintf("%q is not a number of requests", s), "write a whole number, 1 or more"}
	}
	return n, nil
}

// word is one of a few words.
func word[T ~string](what string, all ...T) func(string) (T, error) {
	return func(s string) (T, error) {
		options := make([]string, len(all))
		for i, w := range all {
			if options[i] = string(w); string(w) == s {
				return w, nil
			}
		}
		return "", advice{fmt.Sprintf("%q is not %s", s, what), Meant(s, options)}
	}
}
