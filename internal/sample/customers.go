package sample

// A customer is one row of the cast. Its id and keys are those of
// data/aftermath.yaml.
type customer struct {
	id      string
	keys    []string // what it sends as tenant; the first more often
	api     int      // requests to the API on an ordinary weekday
	events  int      // web events on an ordinary weekday
	day     profile
	polls   bool // also asks both services once a minute, day and night: no gap comes by chance
	batch   bool // sends batches instead of shop traffic
	since   string
	clients []string // addresses from the ranges kept for documentation (RFC 5737, RFC 3849)
	agents  []string
}

var customers = []customer{
	{id: "nordlyx", keys: []string{"nlx-se", "nlx-no", "nlx-dk"}, api: 4150, events: 1050, day: allday, polls: true,
		clients: []string{"192.0.2.11", "192.0.2.12", "192.0.2.13"},
		agents:  []string{"nordlyx-shop/8.14.2", "nordlyx-shop/8.14.2", "Apache-HttpClient/5.4.1 (Java/21.0.6)"}},
	{id: "kvarnbacken", keys: []string{"kvarnbacken"}, api: 2050, events: 1000, day: retail,
		clients: []string{"198.51.100.40", "198.51.100.41"},
		agents:  []string{"Kvarn-POS/2025.3 (store)", "okhttp/4.12.0"}},
	{id: "fjellstrom", keys: []string{"fjellstrom"}, api: 1250, events: 0, day: retail,
		clients: []string{"203.0.113.25"},
		agents:  []string{`fjell-sync/3.1 ("Dotter" build)`, "Java/17.0.14"}},
	{id: "lindvall", keys: []string{"lvb-001"}, api: 1100, events: 260, day: retail,
		clients: []string{"198.51.100.77"},
		agents:  []string{"GuzzleHttp/7"}},
	{id: "obrien", keys: []string{"obrien-retail", "obrien-b2b"}, api: 950, events: 760, day: retail,
		clients: []string{"2001:db8:51:7::a1", "2001:db8:51:7::a2"},
		agents:  []string{"axios/1.8.4"}},
	{id: "brynvik", keys: []string{"brynvik"}, api: 850, events: 0, day: office,
		clients: []string{"192.0.2.130"},
		agents:  []string{"python-requests/2.32.3"}},
	{id: "tallhojden", keys: []string{"tallhojden"}, api: 900, events: 0, day: nightly, batch: true,
		clients: []string{"203.0.113.90"},
		agents:  []string{"TallBatch/1.9 (cron)"}},
	{id: "hudson", keys: []string{"hudson-us"}, api: 520, events: 520, day: newyork,
		clients: []string{"198.51.100.201", "2001:db8:9a::5"},
		agents:  []string{"Go-http-client/2.0"}},
	{id: "marisel", keys: []string{"marisel"}, api: 330, events: 340, day: retail,
		clients: []string{"203.0.113.140"},
		agents:  []string{"Magento/2.4.7 marisel-connector/1.2"}},
	{id: "velokraft", keys: []string{"velokraft"}, api: 240, events: 0, day: retail, since: "04-11 09:00", // tries it out before the contract begins
		clients: []string{"192.0.2.201"},
		agents:  []string{"GuzzleHttp/7"}},
	{id: "smalandsgarn", keys: []string{"smg"}, api: 45, events: 40, day: office,
		clients: []string{"203.0.113.7"},
		agents:  []string{"WooCommerce/9.7 (WordPress 6.7)"}},
	{id: "angsro", keys: []string{"angsro"}, api: 7, events: 0, day: office,
		clients: []string{"2001:db8:77::1"},
		agents:  []string{"curl/8.12.1"}},
	{id: "", keys: []string{"sandbox-2"}, api: 40, events: 20, day: office, // a trial that no contract names
		clients: []string{"198.51.100.9"},
		agents:  []string{"PostmanRuntime/7.43.2"}},
}

// key is the tenant that a request carries.
func (c customer) key(d dice) string { return c.keys[d.zipf(len(c.keys))] }

// perDay is how many requests it sends the service on an ordinary weekday,
// the once-a-minute ones apart.
func (c customer) perDay(s service) int {
	if s == events {
		return c.events
	}
	return c.api
}
