package assess

import (
	"math/bits"

	"aftermath/internal/contract"
	"aftermath/internal/statement"
	"aftermath/internal/traffic"
)

// A code is a minute's state together with what decided it.
type code uint8

const (
	thin code = iota // the log alone decides nothing; never left in a statement
	upLogged
	degradedLogged
	downLogged
	upDeclared
	degradedDeclared
	partialDeclared // as downDeclared, where the policy weighs a partial outage apart
	downDeclared
	excluded
	idle // excluded for want of requests
	unknown
	codeCount // how many codes there are
)

// meaning says what a code stands for.
var meaning = [codeCount]struct {
	state  statement.State
	source statement.Source
}{
	upLogged:         {statement.Up, statement.FromLogs},
	degradedLogged:   {statement.Degraded, statement.FromLogs},
	downLogged:       {statement.Down, statement.FromLogs},
	upDeclared:       {statement.Up, statement.FromIncident},
	degradedDeclared: {statement.Degraded, statement.FromIncident},
	partialDeclared:  {statement.Down, statement.FromIncident},
	downDeclared:     {statement.Down, statement.FromIncident},
	excluded:         {statement.Excluded, statement.FromRule},
	idle:             {statement.Excluded, statement.FromRule},
	unknown:          {statement.Unknown, statement.FromNothing},
}

func (c code) bad() bool { return c.down() || c.degraded() }

func (c code) down() bool { return c == downLogged || c == downDeclared || c == partialDeclared }

func (c code) degraded() bool { return c == degradedLogged || c == degradedDeclared }

// logged says that the log decided.
func (c code) logged() bool { return c == upLogged || c == degradedLogged || c == downLogged }

// A judge gives the log's verdict on a minute by a service's thresholds.
type judge struct {
	down, degraded, slow share
	minimum              uint64
	sparing              bool // a minute without failed and slow requests is up
}

func newJudge(t contract.Thresholds) judge {
	j := judge{
		down: newShare(t.Down), degraded: newShare(t.Degraded), slow: newShare(t.DegradedSlow),
		minimum: max(1, t.MinRequests), // no request decides nothing, whatever the setting
	}
	j.sparing = !j.down.reached(0, 1) && !j.degraded.reached(0, 1) && !j.slow.reached(0, 1)
	return j
}

// verdict is thin, upLogged, degradedLogged or downLogged.
func (j *judge) verdict(c traffic.Counts) code {
	switch {
	case c.Valid < j.minimum:
		return thin
	case j.sparing && c.Failed == 0 && c.Slow == 0:
		return upLogged
	}
	return j.decide(c)
}

// decide is the verdict whatever the number of requests.
func (j *judge) decide(c traffic.Counts) code {
	switch {
	case j.down.reached(c.Failed, c.Valid):
		return downLogged
	case j.degraded.reached(c.Failed, c.Valid), j.slow.reached(c.Slow, c.Valid):
		return degradedLogged
	}
	return upLogged
}

// A share is a contract.Threshold prepared for millions of comparisons. It
// decides exactly as Threshold.Reached does.
type share struct {
	num, den  uint64 // of the threshold; den is 0 when there is none or they do not fit
	strict    bool
	threshold contract.Threshold
}

func newShare(t contract.Threshold) share {
	s := share{strict: t.Strict, threshold: t}
	if t.IsZero() {
		return s
	}
	if r := t.Percent.Share(); r.Num().IsUint64() && r.Denom().IsUint64() {
		s.num, s.den = r.Num().Uint64(), r.Denom().Uint64()
	}
	return s
}

// reached says that n of total reaches the threshold: n/total against num/den
// is n·den against num·total, in 128 bits.
func (s *share) reached(n, total uint64) bool {
	if s.den == 0 {
		return s.threshold.Reached(n, total)
	}
	if total == 0 {
		return false
	}
	leftHigh, left := bits.Mul64(n, s.den)
	rightHigh, right := bits.Mul64(s.num, total)
	if leftHigh != rightHigh {
		return leftHigh > rightHigh
	}
	return left > right || left == right && !s.strict
}
