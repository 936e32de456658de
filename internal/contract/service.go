// Package contract holds what was promised to whom, what is excluded, and
// what a breach costs.
//
//  1. A Service says which requests are its own and when a minute is bad.
//  2. A Policy is the promise: target, evidence, exclusions, credits.
//  3. A Contract gives a Customer a policy for services, at a fee.
//  4. Policy.Judge turns a month's minutes into availability, verdict and
//     credit, exactly.
package contract

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"aftermath/internal/money"
)

// A Service is something that requests go to and promises are made about.
type Service struct {
	ID         string
	Name       string
	Components []string      // names on the status page that mean this service
	Match      []Match       // which requests are its own; the first service that matches has them
	Ignored    Statuses      // requests that do not count for the promise
	Failed     Statuses      // valid requests that failed
	Slow       time.Duration // a request that takes longer is slow; 0: none is
	Minute     Thresholds
	Gap        time.Duration // no request line of any customer for at least this long: the service was not being logged
}

// A Match holds for a request when each of its non-empty parts holds.
type Match struct {
	Hosts   []string // exact, in lower case, without port
	Paths   []string // prefixes
	Methods []string // upper case
	Field   string   // the value of the field that the log source names for services
}

// Thresholds say when a minute is bad (METHOD.md, "State of a minute").
type Thresholds struct {
	Down         Threshold // on the failed share
	Degraded     Threshold // on the failed share
	DegradedSlow Threshold // on the slow share; zero: slowness decides nothing
	MinRequests  uint64    // fewer valid requests than this decide nothing: the minute is too thin
}

// A Threshold is a share that a ratio reaches (≥) or exceeds (>). The zero
// Threshold, "≥ 0 %", is no threshold: nothing reaches it.
type Threshold struct {
	Percent money.Percent
	Strict  bool // >, else ≥
}

// IsZero says that there is no threshold.
func (t Threshold) IsZero() bool { return t.Percent.IsZero() && !t.Strict }

// Easier says that some ratio reaches t that does not reach o.
func (t Threshold) Easier(o Threshold) bool {
	c := t.Percent.Cmp(o.Percent)
	return c < 0 || c == 0 && !t.Strict && o.Strict
}

// Reached says that n of total reaches the threshold, exactly; nothing of
// nothing never does.
func (t Threshold) Reached(n, total uint64) bool {
	if total == 0 || t.IsZero() {
		return false
	}
	ratio := new(big.Rat).SetFrac(new(big.Int).SetUint64(n), new(big.Int).SetUint64(total))
	c := ratio.Cmp(t.Percent.Share())
	return c > 0 || c == 0 && !t.Strict
}

// String is the threshold as the configuration writes it: ">= 5%".
func (t Threshold) String() string {
	if t.Strict {
		return "> " + t.Percent.String() + "%"
	}
	return ">= " + t.Percent.String() + "%"
}

// Words is the threshold in a sentence: "5 % or more", "more than 5 %".
func (t Threshold) Words() string {
	if t.Strict {
		return "more than " + t.Percent.String() + " %"
	}
	return t.Percent.String() + " % or more"
}

// Statuses is a set of HTTP status codes as closed ranges; 0 means that the
// log has no status.
type Statuses []StatusRange

// A StatusRange is the status codes From … To, both included.
type StatusRange struct{ From, To int }

// Contains says that status lies in s.
func (s Statuses) Contains(status int) bool {
	return slices.ContainsFunc(s, func(r StatusRange) bool { return r.From <= status && status <= r.To })
}

// String lists the codes: "400-407, 409-498".
func (s Statuses) String() string {
	out := make([]string, len(s))
	for i, r := range s {
		out[i] = strconv.Itoa(r.From)
		if r.To != r.From {
			out[i] += "-" + strconv.Itoa(r.To)
		}
	}
	return strings.Join(out, ", ")
}
