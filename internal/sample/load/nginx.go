package load

// LogFormat is the log_format of the load's lines in the format Nginx.
const LogFormat = `$remote_addr - - [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" "$host" "$http_x_tenant" $request_time $request_id`

func appendNginx(b []byte, r *request) []byte {
	b = appendAddress(b, r.address)
	b = append(b, " - - ["...)
	b = append(b, r.nginx...)
	b = appendTwo(b, r.second)
	b = append(b, ` +0000] "`...)
	b = append(b, r.route.method...)
	b = append(b, ' ')
	b = append(b, r.route.path...)
	b = appendNumber(b, r.thing)
	b = append(b, ` HTTP/1.1" `...)
	b = appendNumber(b, r.status)
	b = append(b, ' ')
	b = appendNumber(b, r.size)
	b = append(b, ` "-" "`...)
	b = append(b, r.agent...)
	b = append(b, `" "`...)
	b = append(b, r.host...)
	b = append(b, `" "`...)
	b = append(b, r.tenant...)
	b = append(b, `" `...)
	b = appendNumber(b, r.latency/1000)
	b = append(b, '.')
	b = appendThree(b, r.latency%1000)
	b = append(b, ' ')
	b = appendHex(b, r.id[0])
	b = appendHex(b, r.id[1])
	return append(b, '\n')
}
