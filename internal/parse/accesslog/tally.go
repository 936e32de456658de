package accesslog

import (
	"encoding/binary"
	"maps"
	"time"

	"aftermath/internal/traffic"
)

// A Tally is what was read: counts, sample and account of the lines. Tallies of
// several logs absorbed in any order are the same Tally.
type Tally struct {
	Ledger      Ledger
	Rollup      traffic.Rollup
	Sample      traffic.Sample
	First, Last time.Time           // of the requests, in UTC; zero when there is none
	Customers   map[string]struct{} // ids of the customers that the rules name and that sent a request
	Unknown     Crowd               // customers that the rules do not name
	Unmatched   Crowd               // services of the requests that match none
	Hours       map[int64]struct{}  // UTC hours since 1970 that have a request
	Zone        string              // Parser.AssumedZone, "" for none; of several the first in order
}

// pool bounds the unknown names, and gives the counts those that are left.
func (t *Tally) pool() {
	customers, services := t.Unknown.pool(), t.Unmatched.pool()
	if !customers && !services {
		return
	}
	name := func(service, customer string) (string, string) {
		return t.Unmatched.name(service), t.Unknown.name(customer)
	}
	t.Rollup.Rename(name)
	t.Sample.Rename(name)
}

// Absorb adds all of o to t, and may take over parts of o.
func (t *Tally) Absorb(o *Tally) {
	t.Ledger.Add(&o.Ledger)
	t.Rollup.Absorb(&o.Rollup)
	t.Sample.Absorb(&o.Sample)
	if !o.First.IsZero() && (t.First.IsZero() || o.First.Before(t.First)) {
		t.First = o.First
	}
	if o.Last.After(t.Last) {
		t.Last = o.Last
	}
	for id := range o.Customers {
		t.meet(id)
	}
	if t.Hours == nil {
		t.Hours = map[int64]struct{}{}
	}
	maps.Copy(t.Hours, o.Hours)
	if o.Zone != "" && (t.Zone == "" || o.Zone < t.Zone) {
		t.Zone = o.Zone
	}
	t.Unknown.Add(&o.Unknown)
	t.Unmatched.Add(&o.Unmatched)
	t.pool()
}

func (t *Tally) meet(id string) {
	if t.Customers == nil {
		t.Customers = map[string]struct{}{}
	}
	t.Customers[id] = struct{}{}
}

func (t *Tally) seeHour(hour int64) {
	if t.Hours == nil {
		t.Hours = map[int64]struct{}{}
	}
	t.Hours[hour] = struct{}{}
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
