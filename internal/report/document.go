// Package report turns statements into documents: sections, typed tables and
// chart specifications, which every medium (html, excel, json) prints in its
// own way.
//
//  1. A builder (overview.go, customer.go, incident.go) reads an Account and
//     returns a Document.
//  2. A Document holds Sections, a Section holds Blocks, a Block is a
//     Paragraph, Facts, Table, Chart or Steps.
//  3. A medium walks the Document and decides nothing: every figure, word and
//     unit is already in it.
package report

// Kind says which reader a document is for.
type Kind string

// The kinds of document.
const (
	KindOverview  Kind = "overview"  // the month, for whoever answers for it
	KindStatement Kind = "statement" // one customer's month, fit to mail
	KindIncident  Kind = "incident"  // one incident, declared against observed
)

// A Document is one finished report, independent of its medium.
type Document struct {
	Name     string // file name without ending: lower-case letters, digits, '-'
	Kind     Kind
	Customer string // the customer whose document this is; "" for internal ones
	Eyebrow  string // the short line above the title
	Title    string
	Lead     string // the answer in one or two sentences
	Badges   []Badge
	Sample   string // not empty: made from made-up data, and this says which
	Tiles    []Tile
	Sections []Section
	Nav      []Link
	Footer   []Fact
}

// A Tone is the meaning that a medium gives a colour and a shape. State is
// never colour alone: every toned thing carries words too.
type Tone string

// The tones.
const (
	ToneNeutral  Tone = "neutral"
	ToneGood     Tone = "good"
	ToneDegraded Tone = "degraded"
	ToneDown     Tone = "down"
	ToneExcluded Tone = "excluded"
	ToneUnknown  Tone = "unknown"
	ToneProgress Tone = "progress"
	ToneWatch    Tone = "watch"
)

// A Badge is a word with a tone beside the title.
type Badge struct {
	Text string
	Tone Tone
}

// A Tile is one headline figure.
type Tile struct {
	Label string
	Value Cell
	Note  string // how it came about, in a few words
	Tone  Tone
}

// A Link leads to another document of the same run by its Name, or, where
// Anchor is set, to a section of it.
type Link struct {
	Text     string
	Document string
	Anchor   string
}

// A Section is a titled part of a document.
type Section struct {
	ID     string // anchor: lower-case letters, digits, '-'
	Title  string
	Lead   string
	Blocks []Block
}

// A Block is one of Paragraph, Facts, *Table, *Chart, Steps.
type Block interface{ block() }

// A Paragraph is plain text.
type Paragraph string

// Facts are labelled short texts.
type Facts []Fact

// A Fact is a label and what is so.
type Fact struct {
	Label string
	Value string
}

// Steps are an arithmetic: each line an operation with its operands and result.
type Steps []Step

// A Step is one line of an arithmetic.
type Step struct {
	Label    string // "Eligible"
	Formula  string // in words: "period − excluded − unknown"
	Operands string // "period 43,200 min, excluded 0 min, unknown 0 min"; may be empty
	Result   string // "43,200 min"
	Clause   string // where the contract says so; may be empty
}

func (Paragraph) block() {}
func (Facts) block()     {}
func (*Table) block()    {}
func (*Chart) block()    {}
func (Steps) block()     {}
