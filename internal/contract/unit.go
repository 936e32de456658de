package contract

import (
	"time"

	"aftermath/internal/money"
)

// A Unit is the piece of time that gets one verdict. The zero Unit is a minute.
type Unit struct {
	Length time.Duration // 1m (0 means it), 5m, 1h, 24h; a unit of the period begins at the period's start
	Busy   uint64        // with more than this many valid requests in it …
	Longer time.Duration // … a unit stands alone, else the Longer one around it, from local midnight on, is judged; 0: not used
	Events bool          // each request is a unit: no interval
}

// Minutes is the unit's length in minutes, 1 where none is set.
func (u Unit) Minutes() int64 { return max(1, int64(u.Length/time.Minute)) }

// A UnitRule says what makes a unit bad, and how bad.
//
// Kind chooses what is looked at:
//
//   - ByThresholds: the service's own thresholds, by minutes (the default)
//   - ByShare: the failed share reaches Threshold
//   - ByFraction: none is bad or good, the failed share itself is the loss
//   - AllFailed: at least AtLeast valid requests and none that succeeded
//   - ByLevel: the declared level, with the weights
//   - ByAffected: minutes × the share of customers affected
//   - ByPercentile: the Percentile of Metric passes Bound
//   - ByDown: more than Bound of the unit's minutes are down
type UnitRule struct {
	Kind      UnitKind
	Threshold Threshold
	AtLeast   uint64 // AllFailed: valid requests

	// The share of a minute of a declared level, or of a state, that counts as
	// lost. A minute of a full outage, or down, counts whole.
	DegradedWeight money.Percent
	PartialWeight  money.Percent

	Percentile money.Percent // 99 %: the latency that 99 % of the unit's requests do not pass
	Bound      time.Duration // more than this is bad
	Metric     string        // what is measured, where it is not latency; it only informs
}

// A UnitKind says what a unit's verdict looks at.
type UnitKind string

// The kinds of verdict, see UnitRule.
const (
	ByThresholds UnitKind = ""
	ByShare      UnitKind = "share"
	ByFraction   UnitKind = "fraction"
	AllFailed    UnitKind = "all-failed"
	ByLevel      UnitKind = "level"
	ByAffected   UnitKind = "affected"
	ByPercentile UnitKind = "percentile"
	ByDown       UnitKind = "down"
)

// A ThinRule says what a unit with few or no requests counts as.
type ThinRule struct {
	Idle      ThinMeaning // no valid request at all
	Below     uint64      // fewer valid requests than this are thin; 0: as the service's min_requests says
	Is        ThinMeaning // what a thin unit is
	PerPeriod uint64      // fewer valid requests than this in the whole period: no unit is bad
}

// A ThinMeaning is what a thin unit counts as.
type ThinMeaning string

// The meanings.
const (
	ThinGood     ThinMeaning = ""         // without error
	ThinExcluded ThinMeaning = "excluded" // taken out
	ThinBad      ThinMeaning = "bad"      // all its requests failed
)

// A RunRule says which stretches of bad units count. The zero rule counts all.
// It is applied before runs are cut at the ends of the period.
type RunRule struct {
	AtLeast time.Duration // shorter stretches do not count
	Longer  bool          // more than AtLeast, not AtLeast itself
	Excess  bool          // only what goes beyond AtLeast counts, not the whole stretch
	Longest bool          // of outages at the same time only the longest counts; by default their union
	Whole   bool          // a minute that is bad only in part does not count: declared ends are cut inwards
}

// Counts says that a stretch of bad units of this length counts.
func (r RunRule) Counts(length time.Duration) bool {
	return length > r.AtLeast || length == r.AtLeast && !r.Longer
}

// Of is what a stretch of this length comes to.
func (r RunRule) Of(length time.Duration) time.Duration {
	switch {
	case !r.Counts(length):
		return 0
	case r.Excess:
		return length - r.AtLeast
	}
	return length
}
