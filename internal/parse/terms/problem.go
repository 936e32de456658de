package terms

import "aftermath/internal/parse"

// A Problem is one thing that is wrong with a configuration, and where.
type Problem = parse.Problem

// Problems are everything that is wrong with a configuration, in order of place.
type Problems = parse.Problems

// advice is an error about a value: what is wrong, and what to write instead.
type advice struct{ message, hint string }

func (a advice) Error() string { return a.message }

// Meant is the hint for a word that is none of options, "" where there is none
// to give.
func Meant(word string, options []string) string { return parse.Meant(word, options) }
