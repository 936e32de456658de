package postmortem

import (
	"testing"

	"aftermath/internal/parse/prose"
)

// TestPlainHead: what the fast reading finds is what prose finds.
func TestPlainHead(t *testing.T) {
	fast := 0
	for _, line := range []string{
		"08:50 Impact begins", "8:50 UTC - Impact begins", "08:50: Impact begins", "08:50 - 09:58 errors", "08:50-09:58 errors", "08:50", "08:50 UTC",
		"2025-03-03 08:50 Impact", "2025-03-03 08:50 CET: Impact", "2025-03-03", "2025-03-03 was a day", "2025-13-03 08:50 x",
		"08:50 AM Impact", "08:50am Impact", "8:50 PM PST We", "8:50 a.m. we", "08:50:33 UTC x", "08:50.123 x", "08:50Z x", "08:50 Z x", "08:50 +02:00 x", "08:50 UTC+2 x", "08:50 UTC-2 x",
		"24:50 x", "08:60 x", "08:5 x", "3 March 2025 08:50 x", "Mar 3, 08:50 UTC x", "08:50 API down", "08:50 US-EAST x", "08:50 Pacific we", "08:50 (UTC) x", "08:50 ET x", "08:50 P x", "08:50p x", "08:50 p.m. x",
		"08:50 Denver - x", "08:50 CEST/UTC x", "08:50, x", "10:00/11:00 x", "1:2 x",
	} {
		got, ok := plainHead([]byte(line))
		if !ok {
			continue
		}
		fast++
		h := prose.Times(line)
		if len(h) == 0 {
			t.Errorf("%q: prose finds nothing, plainHead %+v", line, got)
			continue
		}
		want := h[0]
		if !want.Clock && len(h) > 1 {
			want.Clock, want.Minute, want.Zone, want.End = h[1].Clock, h[1].Minute, h[1].Zone, h[1].End
		}
		if got != want {
			t.Errorf("%q: got %+v, prose finds %+v", line, got, want)
		}
	}
	if fast < 10 {
		t.Errorf("only %d lines are read fast", fast)
	}
}
