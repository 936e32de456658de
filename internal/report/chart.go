package report

import "time"

// A Chart is a drawing given by its data; exactly one of the specifications is
// set. Floats only draw. Every chart has the same figures as a table.
type Chart struct {
	ID     string // unique in its document: lower-case letters, digits, '-'
	Alt    string // what the drawing shows, in a sentence, for those who do not see it
	Height int    // CSS pixels at full width

	Timeline *Timeline
	Rates    *Rates
	Grid     *Grid
	Days     *Days

	Table *Table
}

// A Timeline is lanes of bars over one span of time. All times are drawn in
// the location of From.
type Timeline struct {
	From, To time.Time
	Lanes    []Lane
	Marks    []Mark
}

// A Lane is a row of a timeline.
type Lane struct {
	Label string
	Bars  []Stretch
}

// A Stretch is a half-open span of time [From, To) with a tone and a word.
type Stretch struct {
	From, To time.Time
	Label    string
	Tone     Tone
}

// A Mark is a vertical line at an instant.
type Mark struct {
	At    time.Time
	Label string
}

// Rates are series of shares per step of time, with shaded stretches behind
// them and a threshold line.
type Rates struct {
	From      time.Time // start of the first step; its location is the axis' zone
	Step      time.Duration
	Series    []Series
	Shades    []Stretch
	Marks     []Mark
	Threshold float64 // share; 0: no line
	Rule      string  // label of the threshold line
}

// A Series is one line; NaN is a step without a value (a gap in the line).
type Series struct {
	Name   string
	Tone   Tone
	Values []float64 // shares, 1 is 100 %
}

// A Grid is a heat map: rows of shares over columns, coloured by classes.
type Grid struct {
	Columns []string
	Rows    []string
	Values  [][]float64 // [row][column]; NaN: no value
	Classes []Class     // ascending; the last is open upwards
	None    string      // legend of NaN cells, e.g. "no requests"
}

// A Class is the half-open interval of shares from Min to the next class' Min.
type Class struct {
	Min   float64
	Label string
}

// Days are rows of one cell per calendar day, each with a tone and a word.
type Days struct {
	Columns []string // day labels, "1" … "30"
	Rows    []DayRow
}

// A DayRow is one row of a day strip; Cells align with Columns.
type DayRow struct {
	Label string
	Cells []DayCell
}

// A DayCell is one day: its tone, a short mark inside, a sentence for the tooltip.
type DayCell struct {
	Tone Tone
	Mark string // one or two characters, e.g. "49"
	Hint string // "30 April: 49 min down, 25 min degraded"
}
