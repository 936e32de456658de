package report

import (
	"math/big"
	"time"

	"aftermath/internal/money"
)

// A Table is rows of typed cells under named columns.
type Table struct {
	ID      string // unique in its document: lower-case letters, digits, '-'
	Caption string
	Columns []Column
	Rows    [][]Cell // len(row) == len(Columns)
	Total   []Cell   // nil, or one last row that sums up
	Empty   string   // what stands there when Rows is empty
}

// A Column names what its cells hold.
type Column struct {
	Title string
	Note  string // unit or definition, printed small
	Right bool   // numbers stand right
}

// A Cell is one typed value: Text, Count, Minutes, Percent, Amount, Time,
// Status, Bar, Ref or None. Text from outside is always Text, never markup
// and never a formula.
type Cell interface{ cell() }

// Text is words.
type Text string

// TwoLines is words with a smaller second line.
type TwoLines struct{ First, Second string }

// Count is a whole number of things.
type Count int64

// Minutes is a whole number of minutes.
type Minutes int64

// Percent is an exact share printed as a percentage, rounded down to Places.
type Percent struct {
	Share  *big.Rat // 1 is 100 %
	Places int
}

// Amount is money.
type Amount struct{ money.Amount }

// Time is an instant printed in its own location with Layout.
type Time struct {
	At     time.Time
	Layout string // a time.Format layout, e.g. "2 Jan 15:04"
}

// Status is a word with a tone and, by it, a shape.
type Status struct {
	Text string
	Tone Tone
}

// Bar is a share drawn as a bar with its label, e.g. error budget used.
type Bar struct {
	Share float64 // 1 is a full bar; more is drawn full; it only draws
	Label string
	Tone  Tone
}

// Ref is a link to another document of the same run.
type Ref struct {
	Text     string
	Note     string // smaller second line; may be empty
	Document string
}

// None is a missing value and why it is missing.
type None struct{ Why string }

func (Text) cell()     {}
func (TwoLines) cell() {}
func (Count) cell()    {}
func (Minutes) cell()  {}
func (Percent) cell()  {}
func (Amount) cell()   {}
func (Time) cell()     {}
func (Status) cell()   {}
func (Bar) cell()      {}
func (Ref) cell()      {}
func (None) cell()     {}
