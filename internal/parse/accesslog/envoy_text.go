package accesslog

import "bytes"

// envoyLayout reads Envoy's access log as JSON and in the text that it and Istio
// write by default; a proxy's listeners may write either to one stream.
type envoyLayout struct{ json *jsonLayout }

func (l *envoyLayout) scanner(o Options, c *clock) (scanner, error) {
	json, err := l.json.scanner(o, c)
	if err != nil {
		return nil, err
	}
	s := &envoyScanner{json: json, clock: c}
	s.customer, s.service = fieldName(o.Customer), fieldName(o.Service)
	return s, nil
}

type envoyScanner struct {
	json              scanner
	clock             *clock
	customer, service string // names of values in a line of text
	err               LineError
}

func (s *envoyScanner) scan(line []byte, r *Request) *LineError {
	if !matches(line, "[dddd-dd-ddTdd:dd:dd") {
		return s.json.scan(line, r)
	}
	return s.text(line, r)
}

// envoyWords are the values of a line of text behind the request, status and
// flags: of Envoy's default format, and from the third on of Istio's, which has
// three more before.
var envoyWords = [...]string{
	"bytes_received", "bytes_sent", "duration", "upstream_service_time", "x_forwarded_for", "user_agent", "request_id", "authority",
	"upstream_host",
}

// text reads
//
//	[2025-04-30T14:20:01.125Z] "GET /v1 HTTP/2" 200 - 0 57 11 9 "203.0.113.7" "curl/8" "rq-1" "api.example.com" "10.0.0.2:80"
func (s *envoyScanner) text(line []byte, r *Request) *LineError {
	end := bytes.Index(line, timeEnd)
	if end < 0 {
		return s.err.reject(MissingField, 0, `no ] " after the time`)
	}
	var ok bool
	if r.At, ok = s.clock.parseISO(line[1:end]); !ok {
		return s.err.reject(BadTime, 1, s.clock.why(line[1:end], "no time as RFC 3339 has it"))
	}
	begin := end + len(timeEnd)
	n := bytes.Index(line[begin:], quoteSpace)
	if n < 0 {
		return s.err.reject(MissingField, begin, "no end of the request")
	}
	request := line[begin : begin+n]
	c := cursor{line, begin + n + len(quoteSpace)}
	status, from := c.next()
	switch none := string(status) == "0"; {
	case from < 0:
		return s.err.reject(MissingField, len(line), "no status")
	case none && startsWith(request, "- - "):
		return notRequest // a connection without HTTP in it
	case !none && !r.setStatus(status):
		return s.err.reject(BadStatus, from, "no status of three digits")
	}
	c.next() // flags
	if at := c.at; !number(c.peek()) {
		for range 3 { // Istio: details of the response, of the connection's end, why the upstream failed
			if _, from = c.next(); from < 0 {
				return s.err.reject(MissingField, min(at, len(line)), "no number of bytes")
			}
		}
	}
	for _, name := range envoyWords {
		v, from := c.next()
		if from < 0 && name == "duration" {
			return s.err.reject(MissingField, len(line), "no duration")
		}
		if absent(v) {
			continue
		}
		switch name {
		case "duration":
			if !r.setDuration(v, millis) {
				return s.err.reject(BadLatency, from, "no number of milliseconds")
			}
		case "request_id":
			r.RequestID = v
		case "authority":
			r.Host = v
		}
		if name == s.customer {
			r.Customer = v
		}
		if name == s.service {
			r.Service = v
		}
	}
	if !startsWith(request, "- ") {
		r.setRequestLine(request)
	}
	return nil
}

var (
	timeEnd    = []byte(`] "`)
	quoteSpace = []byte(`" `)
)

func number(v []byte) bool { return len(v) > 0 && digits(v, 0) == len(v) }

// A cursor reads words, bare or in quotes, with a space between.
type cursor struct {
	line []byte
	at   int
}

// next is the word at the cursor without quotes and its place, which is negative
// at the line's end.
func (c *cursor) next() (word []byte, from int) {
	if c.at >= len(c.line) {
		return nil, -1
	}
	from, stop := c.at, byte(' ')
	if c.line[from] == '"' {
		from, stop = from+1, '"'
	}
	n := bytes.IndexByte(c.line[from:], stop)
	if n < 0 {
		n = len(c.line) - from
	}
	c.at = from + n + 1
	if stop == '"' {
		c.at++ // the space behind the quote
	}
	return c.line[from : from+n], from
}

func (c cursor) peek() []byte {
	word, _ := c.next()
	return word
}
