package sample

import (
	"slices"
	"testing"
)

// TestStretches checks the story of PROVENANCE.md on the committed lines: how
// many of a customer's valid requests failed or came late in a stretch.
func TestStretches(t *testing.T) {
	const none, some, all = "none", "some", "all"
	tests := []struct {
		what, who    string
		service      service
		from, to     string
		failed, late string
	}{
		{"undeclared spell", "nordlyx", api, "04-09 11:12", "04-09 11:38", some, some},
		{"before the spell", "nordlyx", api, "04-09 10:55", "04-09 11:12", none, none},
		{"after the spell", "nordlyx", api, "04-09 11:38", "04-09 12:00", none, none},
		{"upgrade", "nordlyx", api, "04-13 02:03", "04-13 03:17", all, none},
		{"upgrade", "tallhojden", api, "04-13 02:03", "04-13 03:17", all, none},
		{"after the upgrade", "nordlyx", api, "04-13 03:17", "04-13 03:40", none, none},
		{"collector's upgrade", "nordlyx", events, "04-24 03:04", "04-24 03:21", all, none},
		{"deployment", "fjellstrom", api, "04-30 15:46", "04-30 16:41", some, some},
		{"before the deployment", "fjellstrom", api, "04-30 15:00", "04-30 15:46", none, none},
		{"slow after the deployment", "fjellstrom", api, "04-30 16:41", "04-30 17:01", none, some},
		{"first minutes", "nordlyx", api, "04-30 15:46", "04-30 15:49", some, some},
		{"before the first minutes", "kvarnbacken", api, "04-30 15:30", "04-30 15:50", none, none},
		{"only slowed", "lindvall", api, "04-30 15:48", "04-30 17:04", none, some},
		{"untouched", "brynvik", api, "04-30 15:00", "04-30 17:30", none, none},
		{"backlog", "obrien", api, "04-30 16:31", "04-30 17:03", none, some},
	}
	share := func(n, of int) string {
		switch n {
		case 0:
			return none
		case of:
			return all
		}
		return some
	}
	for _, tt := range tests {
		var valid, failed, late int
		for _, h := range during(t, tt.who, tt.service, tt.from, tt.to) {
			if !h.valid() {
				continue
			}
			valid++
			if h.failed() {
				failed++
			} else if h.late() {
				late++
			}
		}
		if valid < 20 || share(failed, valid) != tt.failed || share(late, valid) != tt.late {
			t.Errorf("%s, %s %s–%s: %d valid, %d failed (want %s), %d late (want %s)",
				tt.what, tt.who, tt.from, tt.to, valid, failed, tt.failed, late, tt.late)
		}
	}
}

// TestEveryMinuteTells checks, where the story promises exact minutes, that
// each minute has the 4 requests that the configuration asks for, and that it
// is down (30 % failed), degraded (30 % late) or neither.
func TestEveryMinuteTells(t *testing.T) {
	tests := []struct {
		who, from, to string
		down, slow    bool
	}{
		{"nordlyx", "04-13 02:03", "04-13 03:17", true, false},
		{"tallhojden", "04-13 02:03", "04-13 03:17", true, false},
		{"nordlyx", "04-30 15:46", "04-30 16:38", true, false},
		{"kvarnbacken", "04-30 15:50", "04-30 16:38", true, false},
		{"fjellstrom", "04-30 15:46", "04-30 16:41", true, false},
		{"obrien", "04-30 15:50", "04-30 16:31", true, false},
		{"obrien", "04-30 16:31", "04-30 16:38", false, true},
		{"lindvall", "04-30 15:48", "04-30 17:04", false, true},
		{"brynvik", "04-30 15:46", "04-30 17:05", false, false},
	}
	for _, tt := range tests {
		type counts struct{ valid, failed, late int }
		minutes := map[int]counts{}
		for _, h := range during(t, tt.who, api, tt.from, tt.to) {
			c := minutes[h.minute]
			if h.valid() {
				c.valid++
			}
			if h.failed() {
				c.failed++
			}
			if h.late() {
				c.late++
			}
			minutes[h.minute] = c
		}
		for m := minuteOf(tt.from); m < minuteOf(tt.to); m++ {
			c := minutes[m]
			down := 100*c.failed >= 30*c.valid
			slow := !down && 100*c.late >= 30*c.valid
			if c.valid < 4 || down != tt.down || slow != tt.slow {
				t.Errorf("%s, minute %d of %s–%s: %d valid, %d failed, %d late", tt.who, m-minuteOf(tt.from), tt.from, tt.to, c.valid, c.failed, c.late)
			}
		}
	}
}

// TestGaps finds the minutes of April without a line of a service: five or
// more in a row only where the story loses them, and the month's edges logged.
func TestGaps(t *testing.T) {
	hits, err := month()
	if err != nil {
		t.Fatal(err)
	}
	want := map[service][][2]int{events: {{minuteOf("04-22 14:08"), minuteOf("04-22 14:20")}}}
	for _, s := range []service{api, events} {
		logged := make([]bool, minuteOf("05-01 07:00"))
		for _, h := range hits {
			if h.service == s {
				logged[h.minute] = true
			}
		}
		var gaps [][2]int
		for m := 0; m < len(logged); m++ {
			start := m
			for m < len(logged) && !logged[m] {
				m++
			}
			if m-start >= 5 {
				gaps = append(gaps, [2]int{start, m})
			}
		}
		if !slices.Equal(gaps, want[s]) {
			t.Errorf("%s: gaps %v, want %v", s, gaps, want[s])
		}
	}
}

// TestCast checks the customers' sizes and the one that is silent by day.
func TestCast(t *testing.T) {
	hits, err := month()
	if err != nil {
		t.Fatal(err)
	}
	total, by := 0, map[string]int{}
	for _, h := range hits {
		if h.service == api {
			by[h.customer]++
			total++
		}
	}
	if share := 100 * by["nordlyx"] / total; share < 35 || share > 45 {
		t.Errorf("the largest customer has %d %% of the API's requests", share)
	}
	if perDay := by["angsro"] / 30; perDay < 3 || perDay > 12 {
		t.Errorf("the smallest customer has %d requests a day", perDay)
	}
	for _, c := range customers {
		if by[c.id] == 0 {
			t.Errorf("customer %q never asks", c.id)
		}
	}
	if n := len(during(t, "tallhojden", api, "04-30 14:30", "04-30 18:30")); n != 0 {
		t.Errorf("Tallhöjden has %d requests on the afternoon of 30 April", n)
	}
	if n := len(during(t, "velokraft", api, "04-01 00:00", "04-11 09:00")); n != 0 {
		t.Errorf("Velokraft has %d requests before it came", n)
	}
}
