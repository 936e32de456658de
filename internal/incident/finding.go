package incident

// A Doubt is a kind of thing that deserves a person's eye.
type Doubt string

// The doubts, worst first: what makes a figure wrong, what makes it missing,
// what makes it inexact.
const (
	LikelyTwice   Doubt = "likely_duplicate" // counted twice, if it is one incident
	Contradiction Doubt = "contradiction"    // readings of equal basis that differ
	OutOfOrder    Doubt = "out_of_order"     // an end before its onset
	NoWindow      Doubt = "no_window"        // its onset and its end cannot both be right: it declares no minute
	Undated       Doubt = "no_instant"       // it belongs to no month
	NoEnd         Doubt = "no_end"           // no source states when it was resolved
	NoOnset       Doubt = "no_onset"         // no source states when it began
	FarReading    Doubt = "far_reading"      // a reading days from the rest, not used
	NoLevel       Doubt = "no_level"         // no source says how severe it was
	Derived       Doubt = "derived"          // reckoned from a duration
	Doubtful      Doubt = "doubtful"         // its reader had a doubt, such as an assumed zone
	Imprecise     Doubt = "imprecise"        // given to the hour or the day, or "around"
)

// Doubts are all doubts, worst first.
var Doubts = [...]Doubt{LikelyTwice, Contradiction, OutOfOrder, NoWindow, Undated, NoEnd, NoOnset, FarReading, NoLevel, Derived, Doubtful, Imprecise}

// A Finding is one thing about one incident that a person should look at.
type Finding struct {
	Doubt    Doubt
	Incident Incident
	Other    *Incident // of a likely duplicate
	Kinds    []Kind    // the instants in question
	Readings []Mark    // of them, the chosen one first where one is chosen
	Chosen   bool      // the first of Readings is
	Words    string    // what is the matter, in a sentence
}
