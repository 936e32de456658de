package accesslog

import "bytes"

// haproxyStart is where the message begins behind "haproxy[123]: ", and whether
// such a head is there.
func haproxyStart(line []byte) (int, bool) {
	open := bytes.IndexByte(line, '[')
	if open < 0 || !bytes.HasSuffix(line[:open], haproxyName) {
		return 0, false
	}
	end := open + 1
	for end < len(line) && '0' <= line[end] && line[end] <= '9' {
		end++
	}
	if !hasAt(line, end, "]: ") {
		return 0, false
	}
	return end + len("]: "), true
}

var (
	haproxyName = []byte("haproxy")
	space       = []byte(" ")
)

// haproxyMessage says that a message without client and time tells of the proxy
// itself, like "Proxy front started.". Below the head of syslog, that is what
// does not begin with an address; without it, one of the known words must come.
func haproxyMessage(message []byte, headed bool) bool {
	if headed {
		word, _, _ := bytes.Cut(message, space)
		return bytes.IndexByte(word, ':') < 0
	}
	for _, word := range haproxyMessages {
		if hasAt(message, 0, word) {
			return true
		}
	}
	return false
}

var haproxyMessages = [...]string{
	"Proxy ", "Server ", "Backup Server ", "backend ", "Health check ", "Stopping ", "Stopped ", "Pausing ", "Enabling ",
	"Disabling ", "Resuming ", "Loading ", "New worker ", "New program ", "Former worker ", "Current worker ", "Listener ", "Exiting ",
	"[NOTICE] ", "[WARNING] ", "[ALERT] ", "haproxy version ", "path to executable ",
}
