package load

import "time"

// A service is one of those that are asked; each has a host of its own.
type service struct {
	id, name string
	weight   int64
	median   float64 // of the latency, in milliseconds
	sigma    float64 // of the logarithm of the latency, in percent
	routes   [4]route
}

// A route is what is asked: its path ends in a number of the thing.
type route struct{ method, path string }

var services = [...]service{
	{"catalog", "Catalogue", 38, 21, 60, [4]route{{"GET", "/v2/products/"}, {"GET", "/v2/categories/tree/"}, {"GET", "/v2/products/prices/"}, {"GET", "/v2/stock/"}}},
	{"orders", "Orders", 24, 64, 70, [4]route{{"GET", "/v1/orders/"}, {"POST", "/v1/orders/lines/"}, {"GET", "/v1/baskets/"}, {"PUT", "/v1/baskets/items/"}}},
	{"search", "Search", 18, 118, 75, [4]route{{"GET", "/v3/search/suggest/"}, {"GET", "/v3/search?page="}, {"GET", "/v3/facets/"}, {"POST", "/v3/search/similar/"}}},
	{"accounts", "Accounts", 13, 35, 65, [4]route{{"GET", "/v1/accounts/"}, {"POST", "/v1/sessions/"}, {"GET", "/v1/accounts/consents/"}, {"PATCH", "/v1/accounts/"}}},
	{"exports", "Exports", 7, 310, 90, [4]route{{"GET", "/v1/exports/"}, {"POST", "/v1/exports/"}, {"GET", "/v1/exports/files/"}, {"DELETE", "/v1/exports/"}}},
}

// Slow is the limit of every service: what takes longer and does not fail is
// slow.
const Slow = 2 * time.Second

// host is where the service is asked.
func (s service) host() string { return s.id + ".load.example" }

// The outage: for 49 minutes of one day most requests of every third customer
// to one service fail. It begins at 10:13 UTC when three fifths of the days
// have gone.
const (
	outageService = 1
	outageEvery   = 3
	outageMinute  = 10*60 + 13
	outageLength  = 49
)

// agents are the clients that ask.
var agents = [8]string{
	"load-shop/4.18.2 (linux; x86_64) http",
	"load-app/9.3 (iPhone; iOS 18.4) app",
	"Mozilla/5.0 (X11; Linux x86_64) load/137",
	"load-erp-connector/2.0.11 (java 21)",
	"load-app/9.2 (Android 15; pixel)",
	"okhttp/4.12.0 load-sync/1.7",
	"python-requests/2.32 load-etl/5",
	"load-pos/7.44 (windows; embedded)",
}
