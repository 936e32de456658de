package contract

import (
	"aftermath/internal/money"
)

// A Base is the fee that a credit is a share of. The zero Base is the fee of
// the service for the period.
type Base struct {
	Of    BaseKind
	Name  string        // Named: which part
	Share money.Percent // of it that counts, "excluding usage"; zero: all
	Words string        // the contract's words; it only informs
}

// A BaseKind is a kind of fee.
type BaseKind string

// The kinds. What the Bill does not hold leaves the credit unknown.
const (
	ServiceFee   BaseKind = ""
	PlainFee     BaseKind = "service" // of a Cap: the fee, also where the policy's base is another
	InvoiceTotal BaseKind = "invoice"
	PrecedingFee BaseKind = "preceding" // the fee of the period before
	AnnualFee    BaseKind = "annual"    // the fee of twelve months
	AnnualMonth  BaseKind = "annual/12" // a twelfth of it
	NamedFee     BaseKind = "named"     // the part of the fee that Name names
	TwelveMonths BaseKind = "12 months" // paid in the last twelve months
	NextInvoice  BaseKind = "next"      // the invoice on which the credit stands
)

// A Day says what a day of service is worth. The zero Day is a thirtieth of what
// the base is for a month.
type Day struct {
	Of        DayKind
	Extension bool // the term is extended by the days; no money is paid
}

// A DayKind is how a day's worth is made.
type DayKind string

// The kinds.
const (
	Thirtieth DayKind = ""       // a month of the base / 30
	YearDay   DayKind = "annual" // annual fee / 365
	PeriodDay DayKind = "period" // base / days of the period
)

// A Cap is the most that is credited in a span.
type Cap struct {
	Per    Span
	Most   Pay      // a share of Of, an amount, or days
	Of     BaseKind // what a share is of: the policy's base by default
	Clause string
}

// A Minimum is the least credit.
type Minimum struct {
	Amount money.Amount
	Mode   MinimumMode
	More   bool // the credit must be more than Amount, not Amount itself
}

// A MinimumMode says what becomes of a smaller credit.
type MinimumMode string

// The modes.
const (
	Suppress MinimumMode = ""      // it is not paid
	Raise    MinimumMode = "raise" // Amount is paid
	Carry    MinimumMode = "carry" // it waits until what has gathered is enough
)

// Words is the minimum in a sentence.
func (m Minimum) Words() string {
	sign := "at least "
	if m.More {
		sign = "more than "
	}
	switch m.Mode {
	case Raise:
		return "less than " + m.Amount.String() + " is raised to it"
	case Carry:
		return "paid when " + sign + m.Amount.String() + " has gathered"
	}
	return "paid only when it is " + sign + m.Amount.String()
}

// describe is the cap in words.
func (c Cap) describe() string {
	words := c.Most.String()
	if c.Of != ServiceFee && !c.Most.Percent.IsZero() {
		words += " of " + Base{Of: c.Of}.describe()
	}
	return words + " per " + c.Per.words()
}

func (s Span) words() string {
	if s == PerPeriod {
		return "period"
	}
	return string(s)
}
