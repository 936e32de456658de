package incident

import (
	"time"

	"aftermath/internal/span"
)

// A Work is maintenance as a status page or an export announces it: planned
// work, never an incident. Its Span is the announced one, half-open.
type Work struct {
	ID         string // the source's id, or one derived from the file's content
	Title      string
	Provider   string
	URL        string
	Components []string
	span.Span
	Announced time.Time // zero: not said
	Cancelled bool
	Place     // where it was read
	Digest    string
}
