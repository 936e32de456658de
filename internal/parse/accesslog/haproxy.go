package accesslog

// haproxyLayout is what HAProxy writes with option httplog or httpslog, with or
// without the head of syslog, of all versions since 1.3:
//
//	192.0.2.1:4711 [30/Apr/2025:16:20:01.123] front~ back/srv1 0/0/1/37/38 200 306 - - ---- 3/2/0/0/0 0/0 {a|b} {c} "GET / HTTP/1.1"
//
// A request is counted at the time when it was accepted, which carries no
// offset; its latency is the last of the timers, in milliseconds. With option
// logasap (+38) that is the time until the response began.
//
// customer: names frontend, backend, server, or a captured header by its place:
// capture.request.1, capture.response.1. Where a line has one pair of braces
// alone, it is that of the request.
// https://docs.haproxy.org/3.0/configuration.html#8.2.3
type haproxyLayout struct{}

// haproxyTime is how HAProxy writes %t.
const haproxyTime = "%d/%b/%Y:%H:%M:%S."

func haproxy() (*Format, error) { return &Format{layout: haproxyLayout{}}, nil }

// haproxyWords are the fields of a line, one space apart, behind the time.
const haproxyWords = 9

const (
	haproxyFrontend = iota
	haproxyServer   // backend/server
	haproxyTimers
	haproxyStatus
	haproxyBytes
	haproxyRequestCookie
	haproxyResponseCookie
	haproxyState // how the session ended
	haproxyConnections
)

func (haproxyLayout) scanner(o Options, c *clock) (scanner, error) {
	if o.Zone == nil {
		return nil, errNoZone
	}
	form := &strftime{}
	if err := form.add(haproxyTime); err != nil {
		return nil, err
	}
	form.conversion(fracMillis)
	s := &haproxyScanner{zone: o.Zone, time: form.reader(c)}
	for _, ask := range o.fields() {
		f, err := newHaproxyField(ask.name)
		if err != nil {
			return nil, err
		}
		if ask.role == customerRole {
			s.customer = &f
		} else {
			s.service = &f
		}
	}
	return s, nil
}
