package accesslog

import (
	"fmt"
	"strconv"
	"strings"
)

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

// A haproxyField is what customer: or service: may name.
type haproxyField struct {
	word    int  // frontend or server
	after   bool // of backend/server: what is behind the slash
	block   int  // of captured headers: 0 request, 1 response, −1: not captured
	capture int  // place in the block
}

var haproxyFields = map[string]haproxyField{
	"frontend": {word: haproxyFrontend, block: -1},
	"backend":  {word: haproxyServer, block: -1},
	"server":   {word: haproxyServer, after: true, block: -1},
}

// maxCapture bounds the place of a captured header.
const maxCapture = 100

func newHaproxyField(name string) (haproxyField, error) {
	if f, ok := haproxyFields[name]; ok {
		return f, nil
	}
	for block, prefix := range []string{"capture.request.", "capture.response."} {
		place, ok := strings.CutPrefix(name, prefix)
		if n, err := strconv.Atoi(place); ok && err == nil && 1 <= n && n <= maxCapture {
			return haproxyField{block: block, capture: n - 1}, nil
		}
	}
	return haproxyField{}, fmt.Errorf("the format has no field %q; it has frontend backend server capture.request.1 capture.response.1 and so on", name)
}

func (haproxyLayout) scanner(o Options) (scanner, error) {
	if o.Zone == nil {
		return nil, errNoZone
	}
	form := &strftime{}
	if err := form.add(haproxyTime); err != nil {
		return nil, err
	}
	form.conversion(fracMillis)
	s := &haproxyScanner{time: form.reader(o.Zone)}
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
