package sample

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// LogFormat is the log_format of the API's files, as nginx would be given it.
const LogFormat = `$remote_addr - - [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" "$host" "$http_x_tenant" $request_time $request_id`

// appendNginx appends r as a line of LogFormat.
func appendNginx(b []byte, r request, id string) []byte {
	b = append(b, r.client...)
	b = append(b, " - - ["...)
	b = Begin.Add(r.at).AppendFormat(b, "02/Jan/2006:15:04:05 -0700")
	b = append(b, `] "`...)
	if r.raw != "" {
		b = append(b, r.raw...)
	} else {
		b = append(b, r.method...)
		b = append(b, ' ')
		b = appendEscaped(b, r.path)
		b = append(b, " HTTP/1.1"...)
	}
	b = append(b, `" `...)
	b = strconv.AppendInt(b, int64(r.status), 10)
	b = append(b, ' ')
	b = strconv.AppendInt(b, int64(r.bytes), 10)
	b = append(b, ` "-" "`...)
	if r.raw != "" {
		b = append(b, r.agent...)
	} else {
		b = appendEscaped(b, r.agent)
	}
	b = append(b, `" "`...)
	b = append(b, r.host...)
	b = append(b, `" "`...)
	if r.tenant == "" {
		b = append(b, '-')
	}
	b = append(b, r.tenant...)
	b = append(b, `" `...)
	b = append(b, seconds(r.latency)...)
	b = append(b, ' ')
	b = append(b, id...)
	return append(b, '\n')
}

// appendEscaped writes text as nginx does by default: quotes, backslashes,
// control characters and bytes above 126 as \xXX.
func appendEscaped(b []byte, text string) []byte {
	if strings.IndexFunc(text, func(c rune) bool { return c < 32 || c > 126 || c == '"' || c == '\\' }) < 0 {
		return append(b, text...)
	}
	for _, c := range []byte(text) {
		if c < 32 || c > 126 || c == '"' || c == '\\' {
			b = fmt.Appendf(b, `\x%02X`, c)
			continue
		}
		b = append(b, c)
	}
	return b
}

// seconds is a time as nginx writes $request_time: "0.041".
func seconds(t time.Duration) string {
	n := t.Milliseconds()
	return fmt.Sprintf("%d.%03d", n/1000, n%1000)
}
