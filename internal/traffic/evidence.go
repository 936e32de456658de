package traffic

import (
	"cmp"
	"slices"
	"time"

	"aftermath/internal/span"
)

// Evidence is one failed or slow request, kept as a sample. It never holds a
// client address or a query string.
type Evidence struct {
	Service, Customer string
	At                time.Time
	Verdict           Verdict
	Status            int
	Latency           time.Duration // 0 where the log does not say
	Method, Path      string        // Path without query string, cut at 200 bytes
	RequestID         string
	File              string
	Line              int
	Hash              uint64 // of the line; the sample keeps the lowest
}

// PerDay is how many failed and how many slow requests a Sample keeps for each
// customer, service and UTC day.
const PerDay = 5

// A Sample keeps, per customer, service, UTC day and verdict, the PerDay
// requests whose line hashes are lowest: the same sample in whatever order and
// by however many readers the lines were read. The zero value is ready.
type Sample struct {
	kept map[sampleKey][]Evidence
}

type sampleKey struct {
	service, customer string
	day               span.Day
	verdict           Verdict
}

func keyOf(e Evidence) sampleKey {
	day, _ := span.DayOf(span.MinuteOf(e.At))
	return sampleKey{e.Service, e.Customer, day, e.Verdict}
}

// Wants says whether Offer might keep a request with this hash; it spares the
// caller the making of an Evidence.
func (s *Sample) Wants(service, customer string, at time.Time, v Verdict, hash uint64) bool {
	kept := s.kept[keyOf(Evidence{Service: service, Customer: customer, At: at, Verdict: v})]
	return len(kept) < PerDay || hash <= kept[len(kept)-1].Hash // equal: file and line decide
}

// Offer keeps e if its hash is among the lowest of its kind.
func (s *Sample) Offer(e Evidence) {
	if s.kept == nil {
		s.kept = map[sampleKey][]Evidence{}
	}
	key := keyOf(e)
	kept := s.kept[key]
	i, _ := slices.BinarySearchFunc(kept, e, compareEvidence)
	if kept = slices.Insert(kept, i, e); len(kept) > PerDay {
		kept = kept[:PerDay]
	}
	s.kept[key] = kept
}

// Absorb offers all of o to s.
func (s *Sample) Absorb(o *Sample) {
	for _, kept := range o.kept {
		for _, e := range kept {
			s.Offer(e)
		}
	}
}

// Rename gives every request the service and customer that name returns for its
// own; of those that come to share names, the lowest hashes are kept.
func (s *Sample) Rename(name func(service, customer string) (string, string)) {
	old := s.kept
	s.kept = make(map[sampleKey][]Evidence, len(old))
	for _, kept := range old {
		for _, e := range kept {
			e.Service, e.Customer = name(e.Service, e.Customer)
			s.Offer(e)
		}
	}
}

// All is the sample in order of service, customer, time, file and line.
func (s *Sample) All() []Evidence {
	var out []Evidence
	for _, kept := range s.kept {
		out = append(out, kept...)
	}
	slices.SortFunc(out, inOrder)
	return out
}

func inOrder(a, b Evidence) int {
	return cmp.Or(cmp.Compare(a.Service, b.Service), cmp.Compare(a.Customer, b.Customer), a.At.Compare(b.At),
		cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Verdict, b.Verdict), cmp.Compare(a.Hash, b.Hash))
}

func compareEvidence(a, b Evidence) int {
	return cmp.Or(cmp.Compare(a.Hash, b.Hash), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
}
