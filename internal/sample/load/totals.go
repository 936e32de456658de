package load

// Totals are what a load holds, exactly.
type Totals struct {
	Lines     int64           `json:"lines"`
	Bytes     int64           `json:"bytes"`
	Requests  int64           `json:"requests"`
	Failed    int64           `json:"failed"` // status 5xx
	Slow      int64           `json:"slow"`   // took longer than Slow and did not fail
	Groups    int64           `json:"groups"` // customer, service and UTC minute with a request
	Customers []CustomerTotal `json:"customers"`
}

// A CustomerTotal is one customer's part of the totals at one service.
type CustomerTotal struct {
	Customer string `json:"customer"`
	Service  string `json:"service"`
	Requests int64  `json:"requests"`
	Failed   int64  `json:"failed"`
	Slow     int64  `json:"slow"`
	Groups   int64  `json:"groups"`
}

// A counter counts per customer and service while lines are made.
type counter struct {
	bytes int64
	cells [][len(services)]cell
}

type cell struct {
	requests, failed, slow, groups int64

	newest int32 // minute with a request, plus one; 0 is none
	before bool  // the minute before it has one too
}

func newCounter(customers int) counter {
	return counter{cells: make([][len(services)]cell, customers)}
}

// add counts r. Minutes step back by one at most, because the jitter is
// shorter than a minute.
func (c *counter) add(customer, service, minute int, r *request) {
	n := &c.cells[customer][service]
	n.requests++
	switch {
	case r.status >= 500:
		n.failed++
	case r.latency > uint32(Slow.Milliseconds()):
		n.slow++
	}
	switch at := int32(minute) + 1; {
	case at > n.newest:
		n.before = at == n.newest+1 && n.newest > 0
		n.newest = at
		n.groups++
	case at < n.newest && !n.before:
		n.before = true
		n.groups++
	}
}

func (c *counter) totals(customers []string) Totals {
	t := Totals{Bytes: c.bytes}
	for i, row := range c.cells {
		for j, n := range row {
			t.Customers = append(t.Customers, CustomerTotal{customers[i], services[j].id, n.requests, n.failed, n.slow, n.groups})
			t.Requests += n.requests
			t.Failed += n.failed
			t.Slow += n.slow
			t.Groups += n.groups
		}
	}
	t.Lines = t.Requests
	return t
}
