// Package app joins the parts: one use case a file.
//
//  1. Load reads the configuration and what it names.
//  2. Ingest reads incidents and request logs into the store.
//  3. Assess turns the store's facts and the contracts into an account.
//  4. Report writes the account's documents.
//  5. Run is all of these; the store changes as a whole or not at all.
package app

import (
	"fmt"
	"io"

	"aftermath/internal/money"
)

// An App is what the use cases need from outside.
type App struct {
	Version  string    // of aftermath; stands in every report
	Progress Progress  // told of every stage
	In       io.Reader // a log, where one is read from standard input
	Out      io.Writer // gets what was asked for, and nothing else
}

// Progress is told how far a stage is. Add and Lines may be called by many at
// once.
type Progress interface {
	Stage(name string, total int64) // total in bytes, 0 where it is not known
	Add(n int64)                    // bytes done since the last call
	Lines(n int64)                  // lines done since the last call
	Done(summary string)
}

// A Selection says what a run or a report is about. Empty fields mean the
// default.
type Selection struct {
	Config     string   // configuration file
	Period     string   // calendar month, 2025-04
	Customers  []string // only these customers' documents
	Formats    []string // html, xlsx, json
	Out        string   // directory for reports
	ExitBreach bool
}

// formats are all formats.
var formats = []string{"html", "xlsx", "json"}

// whole says that every report of the period is selected.
func (s Selection) whole() bool {
	return len(s.Customers) == 0 && (len(s.Formats) == 0 || len(s.Formats) == len(formats))
}

// An Outcome is what a caller needs to know of work that was done.
type Outcome struct {
	Breach       bool     // a promise was missed, and the selection asked to be told
	BelowQuality bool     // coverage is below the configured floor
	Notes        []string // for the person at the terminal
}

// A KeptError is the failure of writing reports after the store was changed.
type KeptError struct{ Err error }

// Error is the text of the wrapped error.
func (e *KeptError) Error() string { return e.Err.Error() }

// Unwrap is the wrapped error.
func (e *KeptError) Unwrap() error { return e.Err }

// A UsageError is a wrong call or a wrong configuration.
type UsageError struct{ Err error }

// Error is the text of the wrapped error.
func (e *UsageError) Error() string { return e.Err.Error() }

// Unwrap is the wrapped error.
func (e *UsageError) Unwrap() error { return e.Err }

// number is n with thousands separated and its noun: "1 file", "1,200 files".
func number(n int64, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return money.Group(n) + " " + noun
}

func usage(format string, args ...any) error { return &UsageError{fmt.Errorf(format, args...)} }
