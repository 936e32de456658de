package accesslog

import "time"

// A remarker is a scanner of a format that leaves something open.
type remarker interface{ remarks() []string }

// Remarks say what the format leaves open and how p reads it in the log at
// hand: the zone and year of times, the unit of latencies.
func (p *Parser) Remarks() []string {
	var said []string
	if zone := p.AssumedZone(); zone != nil {
		said = append(said, "times carry no offset: they are read in the zone "+zone.String())
	}
	if p.clock.yearless {
		said = append(said, "times carry no year: they are read in the one that lies nearest to "+p.options.Near.UTC().Format(time.DateOnly))
	}
	if r, ok := p.scanner.(remarker); ok {
		said = append(said, r.remarks()...)
	}
	return said
}

func (s *w3cScanner) remarks() []string {
	var said []string
	if s.zone == nil && s.clock.zone == time.UTC {
		said = append(said, "times carry no offset: they are in UTC, as the format has it")
	} else if s.zone == nil {
		said = append(said, "times carry no offset: they are in the zone "+s.clock.zone.String()+", as #GMT-Offset says")
	}
	if s.layout.latency >= 0 {
		return said
	}
	for _, r := range []struct {
		seen bool
		text string
	}{
		{s.saw.decimals, "time-taken with decimals is read as seconds"},
		{s.saw.millis, "time-taken in whole numbers is read as milliseconds: #Software is Microsoft's"},
		{s.saw.unknown, "time-taken in whole numbers is not read: nothing tells the unit; write format: {w3c: {latency_unit: s}}, or ms, us"},
	} {
		if r.seen {
			said = append(said, r.text)
		}
	}
	return said
}
