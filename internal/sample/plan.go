package sample

import (
	"slices"
	"time"
)

// cest is the zone of the whole example: summer time holds in Stockholm from
// 30 March to 26 October 2025.
var cest = time.FixedZone("CEST", 2*60*60)

// Begin and End bound the logs. They reach an hour before April begins in
// Stockholm and an hour past its end in New York, so that the month's edges
// are logged for every contract.
var (
	Begin = time.Date(2025, 3, 31, 23, 0, 0, 0, cest)
	End   = time.Date(2025, 5, 1, 7, 0, 0, 0, cest)
)

// A service is one of the two that are logged, by its id in aftermath.yaml.
type service string

const (
	api    service = "engage-api"
	events service = "engage-events"
)

var hosts = map[service]string{api: "api.engage.example", events: "events.engage.example"}

// An episode is a stretch of whole minutes in which something is not as usual.
type episode struct {
	service  service
	from, to string   // [from, to), "month-day hour:minute" in cest
	who      []string // customer ids; nil: everybody
	failed   int      // percent of requests that fail
	slow     int      // percent of the others that are answered late
	rush     int      // arrivals in percent of the usual; 0: as usual
	failure  failure  // how they fail
	lost     bool     // the requests happen, but their lines never reach the files
}

// story is the month. Where episodes of one customer overlap, rushes multiply
// and the worst share holds.
var story = []episode{
	// 9 April: three shops send their newsletters in the same hour, and
	// everybody's calls suffer. Nobody noticed: no incident was declared.
	{service: api, from: "04-09 10:55", to: "04-09 12:00", who: only("nordlyx"), rush: 260},
	{service: api, from: "04-09 10:55", to: "04-09 12:00", who: only("kvarnbacken"), rush: 320},
	{service: api, from: "04-09 10:55", to: "04-09 12:00", who: only("fjellstrom"), rush: 450},
	{service: api, from: "04-09 11:12", to: "04-09 11:38", who: only("nordlyx", "kvarnbacken", "fjellstrom"), failed: 12, slow: 20, failure: overload},
	{service: api, from: "04-09 11:12", to: "04-09 11:38", who: only("lindvall", "obrien", "marisel", "brynvik", "smalandsgarn"), failed: 8, slow: 15, failure: overload},

	// 13 April, Sunday: the database upgrade, announced for 02:00–03:00,
	// is over at 03:17. Clients try again and again.
	{service: api, from: "04-13 02:03", to: "04-13 03:17", who: only("nordlyx"), failed: 100, rush: 450, failure: maintenance},
	{service: api, from: "04-13 02:03", to: "04-13 03:17", who: only("tallhojden"), failed: 100, rush: 300, failure: maintenance},
	{service: api, from: "04-13 02:03", to: "04-13 03:17", failed: 100, rush: 200, failure: maintenance},

	// 17 April: the collector of web events is slow; declared 10:24–11:02.
	{service: events, from: "04-17 10:22", to: "04-17 11:04", failed: 5, slow: 75, failure: overload},

	// 22 April: the log shipper of the events service drops 12 minutes.
	{service: events, from: "04-22 14:08", to: "04-22 14:20", lost: true},

	// 24 April: an upgrade of the events service, inside its announced window
	// of 03:00–03:30.
	{service: events, from: "04-24 03:04", to: "04-24 03:21", failed: 100, rush: 200, failure: maintenance},

	// 30 April: the failed deployment of the postmortem, declared 15:49–16:38
	// and degraded until 17:03. It reaches each customer at its own time.
	{service: api, from: "04-30 15:46", to: "04-30 15:49", who: only("nordlyx"), failed: 40, slow: 50, rush: 150, failure: deployment},
	{service: api, from: "04-30 15:49", to: "04-30 16:38", who: only("nordlyx"), failed: 72, slow: 70, rush: 220, failure: deployment},
	{service: api, from: "04-30 16:38", to: "04-30 17:03", who: only("nordlyx"), failed: 3, slow: 60, rush: 120, failure: deployment},
	{service: api, from: "04-30 15:50", to: "04-30 16:38", who: only("kvarnbacken"), failed: 62, slow: 70, rush: 280, failure: deployment},
	{service: api, from: "04-30 16:38", to: "04-30 17:05", who: only("kvarnbacken"), slow: 55, rush: 180, failure: deployment},
	{service: api, from: "04-30 15:46", to: "04-30 16:41", who: only("fjellstrom"), failed: 92, slow: 90, rush: 500, failure: deployment},
	{service: api, from: "04-30 16:41", to: "04-30 17:01", who: only("fjellstrom"), slow: 60, rush: 300, failure: deployment},
	{service: api, from: "04-30 15:50", to: "04-30 16:31", who: only("obrien"), failed: 65, slow: 60, rush: 550, failure: deployment},
	{service: api, from: "04-30 16:31", to: "04-30 17:03", who: only("obrien"), slow: 45, rush: 480, failure: deployment}, // works off its backlog
	{service: api, from: "04-30 15:47", to: "04-30 16:38", who: only("hudson"), failed: 65, slow: 60, rush: 250, failure: deployment},
	{service: api, from: "04-30 16:38", to: "04-30 17:02", who: only("hudson"), slow: 50, rush: 150, failure: deployment},
	{service: api, from: "04-30 15:52", to: "04-30 16:30", who: only("marisel"), failed: 45, slow: 60, rush: 200, failure: deployment},
	{service: api, from: "04-30 15:46", to: "04-30 16:39", who: only("velokraft"), failed: 55, slow: 60, rush: 300, failure: deployment},
	{service: api, from: "04-30 15:46", to: "04-30 16:38", who: only("smalandsgarn", "angsro"), failed: 50, slow: 60, rush: 200, failure: deployment},
	// Lindvall is only slowed, Brynvik is pinned to servers that kept the old
	// version; both are busy with a sale that day, so the log can tell.
	{service: api, from: "04-30 13:00", to: "04-30 19:00", who: only("lindvall"), rush: 450},
	{service: api, from: "04-30 15:48", to: "04-30 17:04", who: only("lindvall"), slow: 80},
	{service: api, from: "04-30 13:00", to: "04-30 19:00", who: only("brynvik"), rush: 750},
	// Tallhöjden runs at night and sends nothing in these hours (days.go).
}

func only(ids ...string) []string { return ids }

// conditions are what holds for one customer at one service in one minute.
type conditions struct {
	failed, slow, rush int
	failure            failure
	lost               bool
}

// troubled says that the story tells of this minute. Chance failures stay out
// of it, so that the month is exactly as told.
func (c conditions) troubled() bool { return c.failed > 0 || c.slow > 0 || c.rush != 100 }

// A forecast is the part of the story that concerns one customer and service.
type forecast []struct {
	episode
	from, to int // minutes since Begin
}

func forecastFor(id string, s service) forecast {
	var out forecast
	for _, e := range story {
		if e.service == s && (e.who == nil || slices.Contains(e.who, id)) {
			out = append(out, struct {
				episode
				from, to int
			}{e, minuteOf(e.from), minuteOf(e.to)})
		}
	}
	return out
}

// at is what holds in the minute since Begin.
func (f forecast) at(minute int) conditions {
	c := conditions{rush: 100}
	for _, e := range f {
		if minute < e.from || minute >= e.to {
			continue
		}
		if e.failed > c.failed {
			c.failed, c.failure = e.failed, e.failure
		}
		c.slow = max(c.slow, e.slow)
		c.lost = c.lost || e.lost
		if e.rush > 0 {
			c.rush = c.rush * e.rush / 100
		}
	}
	return c
}

// minuteOf is the minute since Begin of "month-day hour:minute" in cest.
func minuteOf(clock string) int {
	t, err := time.ParseInLocation("2006-01-02 15:04", "2025-"+clock, cest)
	if err != nil {
		panic(err) // a slip in the tables above
	}
	return int(t.Sub(Begin) / time.Minute)
}
