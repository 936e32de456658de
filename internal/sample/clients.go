package sample

import "strconv"

// browsers send the web events of the shops' visitors.
var browsers = []string{
	"Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Mobile/15E148 Safari/604.1",
	"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/135.0.0.0 Mobile Safari/537.36",
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/135.0.0.0 Safari/537.36",
	"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15",
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:137.0) Gecko/20100101 Firefox/137.0",
	`Mozilla/5.0 (Linux; Android 14; "Smart TV") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36`,
}

// client is the address and the user agent of the next request: the
// customer's own servers at the API and for polls, else the visitors of its
// shop.
func (k *desk) client(poll bool) (address, agent string) {
	d := k.dice
	if k.service == api || poll {
		i := d.zipf(len(k.customer.clients))
		return k.customer.clients[i], k.customer.agents[i%len(k.customer.agents)]
	}
	visitor := d.zipf(300)
	agent = browsers[visitor%len(browsers)]
	if visitor%5 == 0 {
		return "2001:db8:" + strconv.FormatInt(int64(0x400+visitor), 16) + "::" + strconv.Itoa(1+visitor%9), agent
	}
	return "203.0.113." + strconv.Itoa(1+visitor%254), agent
}
