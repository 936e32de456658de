package accesslog

import "bytes"

// syslogPrefix finds what RFC 3164 and its habits put before a message: a
// priority if any, "Apr 30 16:20:01" or an RFC 3339 time, the host, and a tag if
// any: "<134>Apr 30 16:20:01 web1 nginx[71]: ". Before an object the time may
// stand alone.
func syslogPrefix(line []byte) (int, bool) {
	i := priorityEnd(line)
	stamp := stampEnd(line, i)
	if stamp == 0 {
		if stamp = bsdStampEnd(line, i); stamp == 0 {
			return 0, false
		}
	}
	if stamp < len(line) && line[stamp] == '{' {
		return stamp, false
	}
	if tag := tagEnd(line, stamp); tag > 0 { // nginx's nohostname
		return tag, false
	}
	host := wordAndSpace(line, stamp)
	if host == 0 || host-stamp > maxHost {
		return 0, false
	}
	if tag := tagEnd(line, host); tag > 0 {
		return tag, false
	}
	return host, false
}

// maxHost bounds the name of a host, in bytes, with the space behind it.
const maxHost = 256

// bsdStampEnd is the place behind "Apr 30 16:20:01 " at line[i], 0 where that
// does not stand there.
func bsdStampEnd(line []byte, i int) int {
	const size = len("Apr 30 16:20:01 ")
	v := line[i:]
	if len(v) < size || !matches(v[6:], " dd:dd:dd ") || v[3] != ' ' || monthNamed(v) == 0 {
		return 0
	}
	if !matches(v[4:], "dd") && !matches(v[4:], " d") {
		return 0
	}
	return i + size
}

// priorityEnd is the place behind "<134>" at the line's beginning, else 0.
func priorityEnd(line []byte) int {
	if len(line) < 3 || line[0] != '<' {
		return 0
	}
	i := digits(line, 1)
	if i == 1 || i > 4 || i == len(line) || line[i] != '>' {
		return 0
	}
	return i + 1
}

// tagEnd is the place behind "nginx[71]: " or "nginx: " at line[i], else 0.
func tagEnd(line []byte, i int) int {
	start := i
	for i < len(line) && serviceByte(line[i]) {
		i++
	}
	if i == start {
		return 0
	}
	if i < len(line) && line[i] == '[' {
		for i++; i < len(line) && serviceByte(line[i]); i++ {
		}
		if i == len(line) || line[i] != ']' {
			return 0
		}
		i++
	}
	if i == len(line) || line[i] != ':' {
		return 0
	}
	if i++; i == len(line) {
		return i
	}
	if line[i] != ' ' {
		return 0
	}
	return i + 1
}

// wordAndSpace is the place behind a word and one space at line[i], 0 where
// they are not there.
func wordAndSpace(line []byte, i int) int {
	start := i
	for i < len(line) && line[i] != ' ' {
		i++
	}
	if i == start || i == len(line) {
		return 0
	}
	return i + 1
}

// syslog5424Prefix finds the header and the structured data of RFC 5424:
// "<134>1 2025-04-30T14:20:01.003Z web1 nginx 71 access [a b=\"c\"] ".
func syslog5424Prefix(line []byte) (int, bool) {
	i := priorityEnd(line)
	if !matches(line[i:], "1 ") {
		return 0, false
	}
	i += len("1 ")
	if matches(line[i:], "- ") { // no time
		i += len("- ")
	} else if i = stampEnd(line, i); i == 0 {
		return 0, false
	}
	for range 4 { // host, program, process, message's kind
		if i = wordAndSpace(line, i); i == 0 {
			return 0, false
		}
	}
	if i = structuredEnd(line, i); i == 0 {
		return 0, false
	}
	if i < len(line) && line[i] == ' ' {
		i++
	}
	if bytes.HasPrefix(line[i:], byteOrderMark) {
		i += len(byteOrderMark)
	}
	return i, false
}

// structuredEnd is the place behind the structured data at line[i] (RFC 5424,
// 6.3): a dash, or elements in brackets, whose quoted values escape with \.
func structuredEnd(line []byte, i int) int {
	if i < len(line) && line[i] == '-' {
		return i + 1
	}
	start := i
	for i < len(line) && line[i] == '[' {
		quoted := false
		for i++; i < len(line) && (quoted || line[i] != ']'); i++ {
			switch {
			case line[i] == '"':
				quoted = !quoted
			case line[i] == '\\' && quoted:
				i++
			}
		}
		if i >= len(line) {
			return 0
		}
		i++
	}
	if i == start {
		return 0
	}
	return i
}
