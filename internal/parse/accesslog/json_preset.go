package accesslog

// A jsonPreset is a program whose JSON lines have fields of known names. Times
// are read by their looks, numbers since the epoch by their size.
type jsonPreset struct {
	fields  jsonNames
	latency unit // of a number without one
	program program
}

// A program is what is known of the lines that a program writes beside those
// about requests. The zero program writes none.
type program struct {
	marked    bool                   // a line without any of markRole's names is about no request
	access    string                 // how the loggerRole of requests begins, where a line has one
	tunnels   bool                   // see tunnel; such a program writes text as well, see envoyLayout
	omitsZero bool                   // a line about a request has no status where no response was sent
	aside     func(line []byte) bool // lines that are no JSON but the program's own
}

// caddy has each request once: one that a handler failed is logged by
// http.log.error too, which is passed over.
var caddy = jsonPreset{
	fields: jsonNames{
		timeRole: {"ts"}, statusRole: {"status"}, latencyRole: {"duration"}, methodRole: {"request.method"},
		pathRole: {"request.uri"}, hostRole: {"request.host"}, loggerRole: {"logger"}, markRole: {"status"},
	},
	latency: seconds,
	program: program{marked: true, access: "http.log.access", aside: consoleLine},
}

// cloudflare is Logpush; the latency is what the edge took, where its two times
// are finer than seconds; else its time to the first byte, else what the origin took.
var cloudflare = jsonPreset{
	fields: jsonNames{
		timeRole: {"EdgeStartTimestamp", "EdgeEndTimestamp"}, endRole: {"EdgeEndTimestamp"}, statusRole: {"EdgeResponseStatus"},
		latencyRole: {"EdgeTimeToFirstByteMs", "OriginResponseDurationMs"}, methodRole: {"ClientRequestMethod"},
		pathRole: {"ClientRequestURI", "ClientRequestPath"}, hostRole: {"ClientRequestHost"}, idRole: {"RayID"},
	},
	latency: millis,
}

// envoy is the JSON access log of Envoy and what is built on it: Istio, Envoy
// Gateway, Contour.
var envoy = jsonPreset{
	fields: jsonNames{
		timeRole: {"start_time", "@timestamp", "timestamp"}, statusRole: {"response_code"}, latencyRole: {"duration"},
		methodRole: {"method", ":method"}, pathRole: {"path", "x-envoy-origin-path", "x-envoy-original-path", ":path"},
		hostRole: {"authority", ":authority"}, idRole: {"request_id", "x-request-id", "x_request_id"},
	},
	latency: millis,
	program: program{tunnels: true, aside: envoyLine},
}

// fastly is what its documentation of log streaming proposes.
var fastly = jsonPreset{
	fields: jsonNames{
		timeRole: {"timestamp", "time_start", "time"}, statusRole: {"response_status", "status"}, latencyRole: {"time_elapsed"},
		methodRole: {"request_method", "method"}, pathRole: {"url"}, hostRole: {"host"}, idRole: {"request_id"},
	},
	latency: micros,
}

// gcpLB is Cloud Logging of a load balancer, which leaves out fields that are 0;
// some exports write all names in lower case.
var gcpLB = jsonPreset{
	fields: jsonNames{
		timeRole: {"timestamp"}, statusRole: {"httpRequest.status", "httprequest.status"},
		latencyRole: {"httpRequest.latency", "httprequest.latency"},
		methodRole:  {"httpRequest.requestMethod", "httprequest.requestMethod"},
		pathRole:    {"httpRequest.requestUrl", "httprequest.requestUrl"}, idRole: {"insertId", "insertid"},
		markRole: {
			"httpRequest.status", "httprequest.status", "httpRequest.requestMethod", "httprequest.requestMethod",
			"httpRequest.requestUrl", "httprequest.requestUrl",
		},
	},
	latency: seconds,
	program: program{marked: true, omitsZero: true},
}

// nginxJSON is a log_format with escape=json whose keys are the variables.
var nginxJSON = jsonPreset{
	fields: jsonNames{
		timeRole:   {"msec", "time_iso8601", "time_local", "@timestamp", "timestamp", "time", "ts"},
		statusRole: {"status", "response"}, latencyRole: {"request_time"}, requestRole: {"request"}, methodRole: {"request_method", "method"},
		pathRole: {"request_uri", "uri", "path"}, hostRole: {"host", "http_host", "server_name"},
		customerRole: {"remote_user"}, idRole: {"request_id", "http_x_request_id"},
	},
	latency: seconds,
	program: program{aside: nginxErrorLine},
}

// traefik is its access log with format json.
var traefik = jsonPreset{
	fields: jsonNames{
		timeRole: {"StartUTC", "StartLocal", "time"}, statusRole: {"DownstreamStatus", "OriginStatus"}, latencyRole: {"Duration"},
		methodRole: {"RequestMethod"}, pathRole: {"RequestPath"}, hostRole: {"RequestHost", "RequestAddr"},
		customerRole: {"ClientUsername"}, idRole: {"request_X-Request-Id"},
		markRole: {"DownstreamStatus", "OriginStatus"},
	},
	latency: nanos,
	program: program{marked: true, aside: traefikLine},
}

// compile is the compile of p's row in presets.
func (p jsonPreset) compile() (*Format, error) {
	j := &jsonLayout{names: p.fields, guessTime: true, latencyUnit: p.latency, program: p.program}
	if p.program.tunnels {
		return &Format{layout: &envoyLayout{j}}, nil
	}
	return &Format{layout: j}, nil
}

// ofObjects says that lines of f are JSON objects.
func (f *Format) ofObjects() bool {
	switch f.layout.(type) {
	case *jsonLayout, *envoyLayout:
		return true
	}
	return false
}

// isRequest says that a valid line is about a request.
func (p *program) isRequest(s *jsonScanner, line []byte) bool {
	if p.marked && s.best(line, markRole).kind == 0 {
		return false
	}
	if p.access != "" {
		if v := s.text(line, s.best(line, loggerRole)); len(v) > 0 && !startsWith(v, p.access) {
			return false
		}
	}
	return !p.tunnels || !s.tunnel(line)
}

// tunnel says that the line is about a connection without HTTP in it, which
// Envoy's TCP proxy logs like a request: no method, no path and no response code.
func (s *jsonScanner) tunnel(line []byte) bool {
	if len(s.present(line, methodRole)) > 0 || len(s.present(line, pathRole)) > 0 {
		return false
	}
	code := s.best(line, statusRole)
	v := s.text(line, code)
	return code.kind != 0 && (absent(v) || string(v) == "0")
}

func startsWith(v []byte, s string) bool { return len(v) >= len(s) && string(v[:len(s)]) == s }
