package sample

import "time"

// visits are the requests of one customer to one service,
// minute by minute.
func visits(c customer, s service, seed uint64) []request {
	d := newDice(seed, c.id+"/"+string(s))
	desk := newDesk(c, s, d)
	coming := forecastFor(c.id, s)
	first := 0
	if c.since != "" {
		first = minuteOf(c.since)
	}
	var out []request
	next := d.gap()     // millionths of a request until the next one
	turn := d.IntN(100) // how far it is to the next poll, in percent
	for minute := first; minute < int(End.Sub(Begin)/time.Minute); minute++ {
		now := coming.at(minute)
		rate := c.day.rate(c.perDay(s), minute) * now.rush / 100
		var made []request
		for ; next < rate; next += d.gap() {
			at := time.Duration(minute)*time.Minute + time.Minute*time.Duration(next)/time.Duration(rate)
			made = append(made, desk.serve(at, now, false))
		}
		next -= rate
		if c.polls {
			for turn += now.rush; turn >= 100; turn -= 100 {
				at := time.Duration(minute)*time.Minute + d.between(0, time.Minute)
				made = append(made, desk.serve(at, now, true))
			}
		}
		if !now.lost {
			out = append(out, made...)
		}
	}
	return out
}
