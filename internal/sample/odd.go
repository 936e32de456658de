package sample

import "time"

// oddities are the lines that every public server has: probes for other
// people's software, TLS spoken to a plain port, connections that say nothing.
// They name no tenant. The JSON log comes from behind a proxy and has none.
func oddities(s service, seed uint64) []request {
	if s != api {
		return nil
	}
	d := newDice(seed, "oddities")
	kinds := []request{
		{raw: "-", host: "-", agent: "-", status: 400},
		{raw: "-", host: "-", agent: "-", status: 400},
		{raw: `\x16\x03\x01\x00\xEE\x01\x00\x00\xEA\x03\x03`, host: "-", agent: "-", status: 400, bytes: 157},
		{raw: "GET /.env HTTP/1.1", host: "192.0.2.2", agent: "Mozilla/5.0 zgrab/0.x", status: 404, bytes: 153},
		{raw: "GET /wp-login.php HTTP/1.1", host: "192.0.2.2", agent: "-", status: 404, bytes: 153},
		{raw: "HEAD / HTTP/1.0", host: "192.0.2.2", agent: `probe \x22v2\x22`, status: 404},
	}
	var out []request
	for at := d.between(0, 5*time.Hour); at < End.Sub(Begin); at += d.between(time.Hour, 9*time.Hour) {
		r := choose(d, kinds)
		r.at, r.client, r.edge = at, "198.51.100.250", d.IntN(len(Edges))
		out = append(out, r)
	}
	return out
}
