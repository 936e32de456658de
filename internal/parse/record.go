package parse

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf8"

	"aftermath/internal/incident"
)

// Digest is the SHA-256 of data, in lower-case hex.
func Digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Identity is an id made of what does not change as a page grows, for records
// whose source has none.
func Identity(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:6])
}

// Clean is text fit for titles and bodies: invalid UTF-8 becomes U+FFFD.
// Quotes and offsets are of the file's own bytes and stay as they are.
func Clean(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// Take adds what was read from a text to r.
func Take(r *incident.Record, marks []incident.Mark, levels []incident.Reading, warnings []string) {
	r.Marks = append(r.Marks, marks...)
	r.Levels = append(r.Levels, levels...)
	for _, w := range warnings {
		r.Warnings = append(r.Warnings, r.File+": "+w)
	}
}

// Finish puts marks and levels in order of place.
func Finish(r *incident.Record) {
	slices.SortStableFunc(r.Marks, func(a, b incident.Mark) int { return a.Start - b.Start })
	slices.SortStableFunc(r.Levels, func(a, b incident.Reading) int { return a.Start - b.Start })
}
