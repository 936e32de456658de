package accesslog

import (
	"strings"
	"testing"
	"time"
)

const haproxyLine = `192.0.2.1:4711 [30/Apr/2025:16:20:01.123] front~ back/srv1 0/0/1/37/38 200 306 - - ---- 3/2/0/0/0 0/0 {acme|curl 8 #7Cx} {r1} "GET /v1/orders?page=2 HTTP/1.1"`

func TestHAProxy(t *testing.T) {
	zone := time.FixedZone("", 7200)
	edit := func(old, new string) string { return strings.Replace(haproxyLine, old, new, 1) }
	const said = "2025-04-30T14:20:01.123Z 200 38ms GET /v1/orders acme front"
	checkLines(t, presetParser(t, "haproxy", Options{Zone: zone, Customer: "capture.request.1", Service: "frontend"}), [][2]string{
		{haproxyLine, said},
		{"Apr 30 16:20:01 lb1 haproxy[7]: " + haproxyLine, said},
		{"<134>Apr 30 16:20:01 haproxy[7]: " + haproxyLine, said},
		{haproxyLine + ` 0/0/0/0/0 api.example/TLSv1.3/TLS_AES_128_GCM_SHA256`, said},
		{haproxyLine[:strings.Index(haproxyLine, "?page")], said},
		{edit("0/0/1/37/38 200 306", "0/0/1/37/+38 200 +306"), said},
		{edit("0/0/1/37/38", "0/0/1/38"), said},
		{edit("{acme|curl 8 #7Cx} {r1} ", ""), strings.Replace(said, " acme", "", 1)},
		{edit("{acme|curl 8 #7Cx}", "{|}"), strings.Replace(said, " acme", "", 1)},
		{edit("0/0/1/37/38 200", "-1/-1/-1/-1/5000 408"), strings.Replace(said, "200 38ms", "408 5s", 1)},
		{edit("0/0/1/37/38 200", "0/0/1/-1/-1 -1"), strings.Replace(said, "200 38ms", "0 -", 1)},
		{edit(`"GET /v1/orders?page=2 HTTP/1.1"`, `"<BADREQ>"`), "2025-04-30T14:20:01.123Z 200 38ms acme front"},
		{edit("GET /v1", "GET https://api.example/v1"), "2025-04-30T14:20:01.123Z 200 38ms GET api.example/v1/orders acme front"},
		{"unix:1 " + haproxyLine[len("192.0.2.1:4711 "):], said},
		{edit("16:20", "16:60"), "bad time at 17"},
		{edit("16:20:01.123", "16:20:01"), "bad time at 17"},
		{edit(" 200 ", " 20 "), "bad status at 72"},
		{edit("/38 ", "/3x "), "bad latency at 69"},
		{edit("0/0/1/37/38", "0/0/1/2/37/38"), "bad latency at 60"},
		{edit(`{r1} "GET`, `GET`), "missing field at 122"},
		{edit("{acme|curl 8 #7Cx} {r1}", "{acme"), "missing field at 103"},
		{haproxyLine[:90], "missing field at 89"},
		{haproxyLine[:40], "missing field at 17"},
		{haproxyLine[:12], "missing field at 1"},
		{"lb haproxy[7]: " + haproxyLine[:12], "missing field at 16"},
		{"lb haproxy[7]: Exiting", "not a request"},
		{"lb haproxy[7]: " + haproxyLine[:20], "missing field at 32"},
		{`192.0.2.1:4711 [30/Apr/2025:16:20:01.123] tcp bk/srv1 0/0/5007 212 -- 0/0/0/0/3 0/0`, "not a request"},
		{`lb haproxy[7]: 192.0.2.1:4711 [30/Apr/2025:16:20:01.123] front/1: SSL handshake failure`, "not a request"},
		{`192.0.2.1:4711 [30/Apr/2025:16:20:01.123] front/1: Connection closed during SSL handshake`, "not a request"},
		{"Apr 30 16:20:01 lb1 haproxy[7]: Proxy front started.", "not a request"},
		{"Apr 30 16:20:01 lb1 haproxy[7]: Something new happened", "not a request"},
		{"Server back/srv1 is DOWN, reason: Layer4 timeout", "not a request"},
		{"Something new happened", "missing field at 1"},
		{"Apr 30 16:20:01 lb1 nginx[7]: " + haproxyLine, "missing field at 1"},
	})
	for name, want := range map[string]string{
		"capture.request.2": "curl 8 |x", "capture.response.1": "r1", "capture.response.2": "", "frontend": "front", "backend": "back", "server": "srv1",
	} {
		var r Request
		if err := presetParser(t, "haproxy", Options{Zone: zone, Customer: name}).Parse([]byte(haproxyLine), &r); err != nil || string(r.Customer) != want {
			t.Errorf("customer by %s: %q, %v; want %q", name, r.Customer, err, want)
		}
	}
	f, _ := Preset("haproxy")
	for problem, o := range map[string]Options{
		"write zone:":                  {},
		`no field "capture.request.0"`: {Zone: zone, Customer: "capture.request.0"},
		`no field "x"`:                 {Zone: zone, Service: "x"},
	} {
		if _, err := f.NewParser(o); err == nil || !strings.Contains(err.Error(), problem) {
			t.Errorf("%v; want %s", err, problem)
		}
	}
}
