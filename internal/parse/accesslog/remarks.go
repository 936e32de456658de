package accesslog

import "time"

// A remarker is a scanner of a format that leaves something open.
type remarker interface{ remarks() []string }

// Remarks say what the format leaves open and how p reads it in the log at
// hand: the zone of times, the unit of latencies.
func (p *Parser) Remarks() []string {
	if r, ok := p.scanner.(remarker); ok {
		return r.remarks()
	}
	return nil
}

func zoneRemark(z *time.Location) string {
	return "times carry no offset: they are read in the zone " + z.String()
}

func (s *patternScanner) remarks() []string {
	if !s.layout.zone {
		return nil
	}
	return []string{zoneRemark(s.clock.zone)}
}

func (s *haproxyScanner) remarks() []string { return []string{zoneRemark(s.zone)} }

func (s *w3cScanner) remarks() []string {
	said := []string{zoneRemark(s.clock.zone)}
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
