package accesslog

import (
	"encoding/binary"
	"slices"
	"time"

	"aftermath/internal/traffic"
)

// A Tally is what was read: counts, sample and account of the lines. Tallies of
// several files absorbed in any order are the same Tally.
type Tally struct {
	Ledger      Ledger
	Rollup      traffic.Rollup
	Sample      traffic.Sample
	First, Last time.Time // of the requests, in UTC; zero when there is none

	// Unknown counts the requests of customers that the rules do not name, by
	// the id that they are counted under: traffic.Unknown and the raw key,
	// Pooled, or traffic.Anonymous.
	Unknown map[string]int64

	// limit is the hash from which on unknown keys are pooled; 0: none is.
	limit uint64
}

// Pooled is the id of the unknown customers beyond MaxUnknown.
const Pooled = traffic.Unknown + "…"

const (
	// MaxUnknown is how many unknown customers are told apart. Of more, those
	// with the lowest hashes are, so that the choice does not hang on the order
	// of files and lines.
	MaxUnknown = 1000

	maxKey = 64 // bytes of an unknown key
)

// unknownID is the id for the raw key of an unknown customer.
func (t *Tally) unknownID(raw []byte) string {
	id := traffic.Unknown + printable(raw, maxKey)
	if t.limit > 0 && hashString(id) >= t.limit {
		return Pooled
	}
	return id
}

// crowded says that the unknown customers should be pooled before there are more.
func (t *Tally) crowded() bool { return len(t.Unknown) >= 2*MaxUnknown }

// pool leaves MaxUnknown unknown customers and joins the others.
func (t *Tally) pool() {
	var hashes []uint64
	for id := range t.Unknown {
		if id != traffic.Anonymous && id != Pooled {
			hashes = append(hashes, hashString(id))
		}
	}
	if len(hashes) > MaxUnknown {
		slices.Sort(hashes)
		t.limit = hashes[MaxUnknown]
	}
	if t.limit == 0 {
		return
	}
	name := func(id string) string {
		if _, unknown := t.Unknown[id]; unknown && id != traffic.Anonymous && hashString(id) >= t.limit {
			return Pooled
		}
		return id
	}
	t.Rollup.Rename(name)
	t.Sample.Rename(name)
	counts := make(map[string]int64, MaxUnknown+2)
	for id, n := range t.Unknown {
		counts[name(id)] += n
	}
	t.Unknown = counts
}

// Absorb adds all of o to t.
func (t *Tally) Absorb(o *Tally) {
	t.Ledger.absorb(&o.Ledger)
	t.Rollup.Absorb(&o.Rollup)
	t.Sample.Absorb(&o.Sample)
	if !o.First.IsZero() && (t.First.IsZero() || o.First.Before(t.First)) {
		t.First = o.First
	}
	if o.Last.After(t.Last) {
		t.Last = o.Last
	}
	for id, n := range o.Unknown {
		t.addUnknown(id, n)
	}
	if o.limit > 0 && (t.limit == 0 || o.limit < t.limit) {
		t.limit = o.limit
	}
	t.pool()
}

func (t *Tally) addUnknown(id string, n int64) {
	if t.Unknown == nil {
		t.Unknown = map[string]int64{}
	}
	t.Unknown[id] += n
}

// hash mixes eight bytes at a time, by the multiplications and shifts of
// MurmurHash3's finalizer; its lowest values are as good as drawn by lot. It
// decides which evidence is kept: changing it changes reports.
func hash(v []byte) uint64 {
	h := uint64(len(v))
	for ; len(v) >= 8; v = v[8:] {
		h = mix(h ^ binary.LittleEndian.Uint64(v))
	}
	var last [8]byte
	copy(last[:], v)
	return mix(mix(h ^ binary.LittleEndian.Uint64(last[:])))
}

func mix(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

func hashString(s string) uint64 { return hash([]byte(s)) }
