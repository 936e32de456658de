package sample

import (
	"strconv"
	"strings"
	"time"
)

// A route is something that customers ask for.
type route struct {
	weight        int
	method, path  string // with {placeholders}
	status        int    // the usual answer
	bytes, spread int    // body length: bytes … bytes+spread
	median        time.Duration
	others        []other // first match wins
}

// An other is an answer that is not the usual one, and how often it comes.
type other struct{ status, permille int }

const ms = time.Millisecond

var (
	shop = []route{
		{28, "GET", "/v3/contacts/{contact}", 200, 640, 300, 62 * ms, []other{{304, 45}, {404, 22}, {401, 2}, {429, 3}}},
		{12, "GET", "/v3/contacts?email={email}&fields=id,consents", 200, 180, 60, 84 * ms, []other{{404, 90}, {429, 4}}},
		{13, "GET", "/v3/contacts/{contact}/offers?locale={locale}", 200, 900, 700, 118 * ms, []other{{404, 12}, {304, 30}}},
		{9, "PATCH", "/v3/contacts/{contact}", 200, 212, 1, 140 * ms, []other{{422, 14}, {404, 8}, {409, 3}}},
		{5, "POST", "/v3/contacts", 201, 236, 1, 190 * ms, []other{{409, 40}, {422, 25}, {400, 6}}},
		{16, "POST", "/v3/receipts?store={store}", 202, 58, 1, 96 * ms, []other{{422, 6}, {413, 1}}},
		{5, "POST", "/v3/contacts/{contact}/offers/{offer}/redeem", 200, 121, 1, 155 * ms, []other{{409, 35}, {404, 6}}},
		{4, "GET", "/v3/receipts/{receipt}", 200, 1400, 900, 76 * ms, []other{{404, 20}}},
		{3, "GET", "/v3/segments/{segment}/members?offset={offset}&limit=100", 200, 5200, 400, 420 * ms, nil},
		{2, "GET", "/v3/stores/{place}?fields=opening-hours", 200, 340, 1, 30 * ms, []other{{304, 400}}},
		{1, "DELETE", "/v3/contacts/{contact}/consents/sms", 204, 0, 1, 88 * ms, []other{{404, 30}}},
	}
	batches = []route{
		{6, "POST", "/v3/contacts/batch?mode=upsert", 202, 88, 1, 380 * ms, []other{{422, 8}}},
		{5, "POST", "/v3/receipts/batch", 202, 88, 1, 340 * ms, nil},
		{3, "GET", "/v3/segments/{segment}/members?offset={offset}&limit=500", 200, 26000, 900, 560 * ms, nil},
		{1, "GET", "/v3/exports/{export}/file", 200, 88000, 2000, 640 * ms, []other{{404, 30}}},
	}
	pending = route{0, "GET", "/v3/exports/pending", 200, 2, 1, 22 * ms, nil}
	tracked = []route{
		{60, "POST", "/v1/collect", 204, 0, 1, 9 * ms, []other{{400, 8}, {429, 3}}},
		{22, "GET", "/v1/pixel.gif?e={event}&c={contact}", 200, 43, 1, 5 * ms, []other{{304, 60}}},
		{12, "POST", "/v1/carts/{cart}", 202, 31, 1, 24 * ms, []other{{404, 10}, {422, 6}}},
		{6, "GET", "/v1/recommendations/{place}?n=8", 200, 2100, 500, 58 * ms, []other{{404, 12}}},
	}
	queue = route{0, "GET", "/v1/queue/depth", 200, 12, 1, 4 * ms, nil}
)

// route is what the customer asks for next.
func (k *desk) route(poll bool) route {
	choices := shop
	switch {
	case poll && k.service == api:
		return pending
	case poll:
		return queue
	case k.service == events:
		choices = tracked
	case k.customer.batch:
		choices = batches
	}
	return chosen(k.dice, choices, func(r route) int { return r.weight })
}

var (
	locales = []string{"sv-SE", "sv-SE", "sv-SE", "nb-NO", "da-DK", "en-GB"}
	happens = []string{"view", "view", "view", "search", "add", "checkout"}
	places  = []string{"stockholm-city", "g%C3%B6teborg-nordstan", "malm%C3%B6-triangeln", "växjö", "oslo", "københavn"}
)

// expand fills the placeholders of a path.
func expand(d dice, path string, c customer) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(path, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		b.WriteString(filling(d, name, c))
		path = after
	}
}

func filling(d dice, name string, c customer) string {
	switch name {
	case "contact":
		return strconv.Itoa(100_000 + len(c.id)*7_000 + d.zipf(9_000))
	case "email":
		return "kund" + strconv.Itoa(d.zipf(2_000)) + "%40mail.example"
	case "locale":
		return choose(d, locales)
	case "store":
		return strconv.Itoa(1 + d.IntN(48))
	case "offer":
		return "spring-" + strconv.Itoa(1+d.zipf(20))
	case "receipt":
		return "r" + strconv.Itoa(400_000+d.IntN(90_000))
	case "segment":
		return strconv.Itoa(10 + d.zipf(40))
	case "offset":
		return strconv.Itoa(100 * d.zipf(80))
	case "place":
		return choose(d, places)
	case "export":
		return strconv.Itoa(7_000 + d.IntN(400))
	case "event":
		return choose(d, happens)
	case "cart":
		return strconv.FormatInt(0x3a000+int64(d.IntN(0x6000)), 16)
	}
	panic("no filling for {" + name + "}") // a slip in the tables above
}
