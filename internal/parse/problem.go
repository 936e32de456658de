package parse

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Problem is one thing that is wrong with a file, and where. Line and Column
// count from 1, Column in characters.
type Problem struct {
	File         string
	Line, Column int
	Message      string
	Hint         string // what to do about it; may be empty
}

// Error is "file:line:column: message" and the hint, indented, on a line of
// its own.
func (p Problem) Error() string {
	s := fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
	if p.Hint != "" {
		s += "\n    " + p.Hint
	}
	return s
}

// Problems are everything that is wrong with a file, in order of place.
type Problems []Problem

// Error is the problems, one below the other.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.Error()
	}
	return strings.Join(lines, "\n")
}

// Sorted is the problems in order of place, each once.
func (p Problems) Sorted() Problems {
	slices.SortStableFunc(p, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(p)
}

// Nearest is the option that word is most likely a slip of, or "". Among many
// options none is guessed at: comparing with all would take long.
func Nearest(word string, options []string) string {
	const most = 200
	best, bestDistance := "", 1+len(word)/3
	if len(options) > most || len(word) > 64 {
		return ""
	}
	for _, o := range options {
		if n := edits(word, o); n <= bestDistance && (best == "" || n < bestDistance) {
			best, bestDistance = o, n
		}
	}
	return best
}

// Nearby are the options that word may mean: the one of which it is a slip of
// two letters at most, else those that it begins and the nearest others, three
// in all.
func Nearby(word string, options []string) []string {
	if len(word) > 64 {
		return nil
	}
	distance := func(option string) int {
		if n := edits(word, option); n <= 2 || !strings.HasPrefix(option, word) {
			return n
		}
		return 3
	}
	near := slices.Clone(options)
	slices.SortStableFunc(near, func(a, b string) int { return cmp.Compare(distance(a), distance(b)) })
	if len(near) > 0 && distance(near[0]) <= 2 {
		return near[:1]
	}
	return near[:min(3, len(near))]
}

// edits is the Levenshtein distance of a and b, in bytes.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// Meant is the hint for a word that is none of options, "" where there is none
// to give.
func Meant(word string, options []string) string {
	if near := Nearest(word, options); near != "" {
		return fmt.Sprintf("did you mean %s?", near)
	}
	const most = 20
	if len(options) == 0 || len(options) > most {
		return ""
	}
	return "known here: " + strings.Join(options, ", ")
}
