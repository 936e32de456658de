package accesslog

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"aftermath/internal/traffic"
)

// Pooled is the id of the unknown customers, or services, beyond MaxUnknown.
const Pooled = traffic.Unknown + "…"

const (
	// MaxUnknown is how many unknown customers, and how many unknown services,
	// are told apart. Of more, those with the lowest hashes are, so that the
	// choice does not hang on the order of files and lines.
	MaxUnknown = 1000

	maxKey = 64 // bytes of an unknown key
)

// A Crowd counts requests by the names that the rules do not know: the ids
// that they are counted under, which are traffic.Unknown and the raw key,
// Pooled, or traffic.Anonymous.
type Crowd struct {
	Requests map[string]int64

	// limit is the hash from which on keys are pooled; 0: none is.
	limit uint64
}

// id is the id for a raw key.
func (c *Crowd) id(raw []byte) string {
	if len(raw) == 0 {
		return traffic.Anonymous
	}
	return c.name(traffic.Unknown + printable(raw, maxKey))
}

// name is the id that an id is counted under now.
func (c *Crowd) name(id string) string {
	if c.limit > 0 && id != traffic.Anonymous && strings.HasPrefix(id, traffic.Unknown) && hashString(id) >= c.limit {
		return Pooled
	}
	return id
}

func (c *Crowd) add(id string, n int64) {
	if c.Requests == nil {
		c.Requests = map[string]int64{}
	}
	c.Requests[id] += n
}

// Total is the number of requests.
func (c *Crowd) Total() int64 {
	var n int64
	for _, k := range c.Requests {
		n += k
	}
	return n
}

// Names are the names, those with the most requests first.
func (c *Crowd) Names() []string {
	return slices.SortedFunc(maps.Keys(c.Requests), func(a, b string) int {
		return cmp.Or(cmp.Compare(c.Requests[b], c.Requests[a]), cmp.Compare(a, b))
	})
}

// crowded says that names should be pooled before there are more.
func (c *Crowd) crowded() bool { return len(c.Requests) >= 2*MaxUnknown }

// pool leaves MaxUnknown names and joins the others; it says whether a name has
// changed.
func (c *Crowd) pool() bool {
	var hashes []uint64
	for id := range c.Requests {
		if id != traffic.Anonymous && id != Pooled {
			hashes = append(hashes, hashString(id))
		}
	}
	if len(hashes) > MaxUnknown {
		slices.Sort(hashes)
		c.limit = hashes[MaxUnknown]
	}
	if c.limit == 0 {
		return false
	}
	counts, changed := make(map[string]int64, MaxUnknown+2), false
	for id, n := range c.Requests {
		now := c.name(id)
		changed = changed || now != id
		counts[now] += n
	}
	c.Requests = counts
	return changed
}

// Add adds all of o to c.
func (c *Crowd) Add(o *Crowd) {
	for id, n := range o.Requests {
		c.add(id, n)
	}
	if o.limit > 0 && (c.limit == 0 || o.limit < c.limit) {
		c.limit = o.limit
	}
}

// Merge is Add, and then joins names beyond MaxUnknown.
func (c *Crowd) Merge(o *Crowd) {
	c.Add(o)
	c.pool()
}

// Beyond are those of the names that begin with traffic.Unknown which are to be
// joined under Pooled, so that MaxUnknown of them are told apart.
func Beyond(names []string) []string {
	var c Crowd
	for _, id := range names {
		if strings.HasPrefix(id, traffic.Unknown) {
			c.add(id, 1)
		}
	}
	c.pool()
	return slices.DeleteFunc(slices.Clone(names), func(id string) bool { return c.name(id) == id })
}
