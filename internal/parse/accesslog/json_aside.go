package accesslog

import "bytes"

// Programs that log requests as JSON write lines of another kind among them:
// while they start, or about themselves. Only lines of exactly these looks are
// passed over as no requests; any other that is no JSON is rejected.

// consoleLine is a line of Caddy before its configuration is read or of its
// console encoder: "2025/04/30 14:20:01.123<TAB>INFO<TAB>…". That encoder's lines
// about requests, which name the logger of requests, must not be passed over.
func consoleLine(v []byte) bool {
	return matches(v, "dddd/dd/dd dd:dd:dd") && bytes.Count(v[:min(len(v), 64)], tab) >= 2 && !bytes.Contains(v, accessLogger)
}

// nginxErrorLine is a line of nginx's error log, "2025/04/30 16:20:01 [error] 7#7: …",
// or of its container's start-up scripts.
func nginxErrorLine(v []byte) bool {
	return matches(v, "dddd/dd/dd dd:dd:dd [") || startsWith(v, "/docker-entrypoint.sh: ") || startsWith(v, "10-listen-on-ipv6-by-default.sh: ")
}

// envoyLine is a line of Envoy, "[2025-04-30 14:20:01.123][7][info][main] …", or of
// Istio's agent, "2025-04-30T14:20:01.123456Z<TAB>info<TAB>…". A request
// in text begins "[2025-04-30T…".
func envoyLine(v []byte) bool {
	return matches(v, "[dddd-dd-dd dd:dd:dd.ddd][") || matches(v, "dddd-dd-ddTdd:dd:dd") && bytes.Count(v[:min(len(v), 64)], tab) >= 2
}

// traefikLine is a line of Traefik's own log, `time="2025-04-30T14:20:01Z" level=info …`
// in version 2 and "2025-04-30T14:20:01Z INF …" in version 3, or of one of its
// plugins, "DEBUG: Plugin: …".
func traefikLine(v []byte) bool {
	if startsWith(v, `time="`) {
		return bytes.Contains(v[:min(len(v), 64)], levelKey)
	}
	for _, level := range [...]string{"DEBUG: ", "INFO: ", "WARN: ", "ERROR: "} {
		if startsWith(v, level) {
			return true
		}
	}
	if !matches(v, "dddd-dd-ddTdd:dd:dd") {
		return false
	}
	i := bytes.IndexByte(v, ' ')
	return i > 0 && matches(v[i:], " AAA ")
}

var (
	tab          = []byte("\t")
	levelKey     = []byte(`" level=`)
	accessLogger = []byte("http.log.access")
)

// matches says that v begins like shape, in which d is a digit and A a capital.
func matches(v []byte, shape string) bool {
	if len(v) < len(shape) {
		return false
	}
	for i := range len(shape) {
		switch c := v[i]; shape[i] {
		case 'd':
			if c < '0' || '9' < c {
				return false
			}
		case 'A':
			if c < 'A' || 'Z' < c {
				return false
			}
		default:
			if c != shape[i] {
				return false
			}
		}
	}
	return true
}
