package contract

import "math/big"

// A Step is one line of a judgement's arithmetic: from minutes to the credit, in
// order. Reports and figures.json print steps as they are.
type Step struct {
	Key      string // stable name of the figure: "eligible", "availability", "credit" …
	Measure  string // id of the measure; "" for the whole policy or an only measure
	Label    string // what it is, in words: "Availability"
	Formula  string // how it is made, in words: "(eligible − lost) / eligible"
	Operands []Operand
	Result   Operand
	Clause   string // the contract's clause; "default" where the contract says nothing and the default holds; "" where it says so without a number
}

// An Operand is a value in a step.
type Operand struct {
	Name    string   // "lost"
	Exact   *big.Rat // in Unit; nil where it is no number
	Printed string   // as a person reads it: "99.8865 %", "100.00 EUR", "missed"
	Unit    string   // "min", "share" (1 is 100 %), "requests", "units", "days", an ISO 4217 code (major units), ""
}
