package accesslog

// prefixes are what collectors write before each line of a log. A prefix that
// ends nowhere is not there.
var prefixes = []struct {
	name string
	// end is the place behind the prefix of a line, 0 where there is none; split
	// says that the line is a piece of a longer one.
	end func(line []byte) (end int, split bool)
}{
	{"compose", composePrefix},
	{"cri", criPrefix},
	{"syslog", syslogPrefix},
	{"syslog5424", syslog5424Prefix},
}

// Prefixes are the names that Options.Prefix may have, in order.
func Prefixes() []string {
	names := make([]string, len(prefixes))
	for i, p := range prefixes {
		names[i] = p.name
	}
	return names
}

// prefixNamed is the function that finds the prefix of that name, nil for none.
func prefixNamed(name string) (end func([]byte) (int, bool), ok bool) {
	for _, p := range prefixes {
		if p.name == name {
			return p.end, true
		}
	}
	return nil, name == ""
}

// SplitLine is the reason of a piece of a line that a container runtime cut.
const SplitLine Reason = "split line"

// scanBehind scans the part of line behind its prefix. A line without the
// prefix is tried as it is: collectors leave it out, and a file may be of two
// sources.
func (p *Parser) scanBehind(line []byte, r *Request) *LineError {
	end, split := p.prefix(line)
	if split {
		return p.err.reject(SplitLine, end, "the container runtime cut this line: its rest stands on the lines that follow")
	}
	if blank(line[end:]) {
		return blankLine
	}
	e := p.scanner.scan(line[end:], r)
	if e == nil || e == notRequest || end == 0 {
		return e
	}
	p.err = *e
	p.err.Column += end
	return &p.err
}

// blankLine is ErrBlank as scanBehind says it.
var blankLine = &LineError{Reason: "blank"}

// composePrefix finds "web-1  | ", as docker compose logs writes it.
func composePrefix(line []byte) (int, bool) {
	i := 0
	for i < len(line) && serviceByte(line[i]) {
		i++
	}
	name := i
	for i < len(line) && line[i] == ' ' {
		i++
	}
	if name == 0 || i == name || i == len(line) || line[i] != '|' {
		return 0, false
	}
	if i++; i < len(line) && line[i] == ' ' {
		i++
	}
	return i, false
}

// serviceByte says that c may stand in the name of a container or a program.
func serviceByte(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '_' || c == '.' || c == '/'
}

// criPrefix finds "2025-04-30T16:20:01.123456789+02:00 stdout F ", as Kubernetes
// writes container logs; with P for F the line is a piece of one.
func criPrefix(line []byte) (end int, split bool) {
	i := stampEnd(line, 0)
	if i == 0 {
		return 0, false
	}
	switch rest := line[i:]; {
	case startsWith(rest, "stdout ") || startsWith(rest, "stderr "):
		i += len("stdout ")
	default:
		return 0, false
	}
	tags := i
	for i < len(line) && line[i] != ' ' {
		i++
	}
	if tags == i || line[tags] != 'F' && line[tags] != 'P' || i > tags+1 && line[tags+1] != ':' {
		return 0, false
	}
	return min(i+1, len(line)), line[tags] == 'P'
}

// stampEnd is the place behind an RFC 3339 time at line[i] and the space that
// follows it, 0 where none stands there.
func stampEnd(line []byte, i int) int {
	if i > len(line) || !matches(line[i:], "dddd-dd-ddTdd:dd:dd") {
		return 0
	}
	i += len("2006-01-02T15:04:05")
	if i < len(line) && line[i] == '.' {
		i = digits(line, i+1)
	}
	switch {
	case i < len(line) && line[i] == 'Z':
		i++
	case matches(line[i:], "+dd:dd") || matches(line[i:], "-dd:dd"):
		i += len("+00:00")
	case matches(line[i:], "+dddd") || matches(line[i:], "-dddd"): // journalctl
		i += len("+0000")
	default:
		return 0
	}
	if i >= len(line) || line[i] != ' ' {
		return 0
	}
	return i + 1
}
