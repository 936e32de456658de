package accesslog

import "bytes"

// errorLogLine says that line is of an error log, which some servers write to
// the same stream:
//
//	2025/04/30 16:20:01 [error] 123#123: …                      nginx
//	[Wed Apr 30 16:20:01.123456 2025] [core:error] [pid 123] …  Apache
func errorLogLine(line []byte) bool {
	if len(line) < 24 {
		return false
	}
	if line[4] == '/' && line[7] == '/' && line[10] == ' ' && line[13] == ':' && line[16] == ':' && line[19] == ' ' && line[20] == '[' {
		return four(line) >= 0 && severity(line[21:])
	}
	if line[0] != '[' || line[4] != ' ' || line[8] != ' ' || line[11] != ' ' || line[14] != ':' || line[17] != ':' || monthNamed(line[5:]) == 0 {
		return false
	}
	end := bytes.Index(line[:min(len(line), 48)], bracketPair)
	return end > 0 && four(line[end-4:]) >= 0 && severity(line[end+len(bracketPair):])
}

var bracketPair = []byte("] [")

// severity says that v begins with a level of a log, perhaps after the name of a
// module, and a bracket.
func severity(v []byte) bool {
	v = v[:min(len(v), 48)]
	end := bytes.IndexByte(v, ']')
	if end < 0 {
		return false
	}
	v = v[bytes.IndexByte(v[:end], ':')+1 : end]
	switch string(v) {
	case "emerg", "alert", "crit", "error", "warn", "notice", "info", "debug":
		return true
	}
	return bytes.HasPrefix(v, trace) // Apache has trace1 to trace8
}

var trace = []byte("trace")
