package accesslog

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// caddyLine is the i-th request of a log of Caddy.
func caddyLine(i int) string {
	return fmt.Sprintf(`{"level":"info","ts":%d.25,"logger":"http.log.access","msg":"handled request","request":{"method":"GET","host":"a","uri":"/%d"},"duration":0.0015,"status":200}`,
		1746022801+i, i)
}

// many repeats what line gives for 0 to n−1, each with end.
func many(n int, end string, line func(i int) string) string {
	var out strings.Builder
	for i := range n {
		out.WriteString(line(i) + end)
	}
	return out.String()
}

func TestDetectPresets(t *testing.T) {
	const chatter = `{"level":"info","ts":1746022800.1,"msg":"using config from file"}` + "\n"
	nginx := func(int) string {
		return `{"time_iso8601":"2025-04-30T16:20:01+02:00","request":"GET /a HTTP/1.1","status":"200","request_time":"0.031","http_host":"a","tenant":"acme"}`
	}
	plain := func(int) string { return `{"time":"2025-04-30T14:20:01Z","status":200,"path":"/a","took_ms":3}` }
	for name, test := range map[string]struct {
		sample, format, prefix string
		requests, others       int
		customers              int
	}{
		"start-up first":      {strings.Repeat(chatter, 300) + many(20, "\n", caddyLine), "caddy", "", 20, 300, 0},
		"only start-up":       {strings.Repeat(chatter, 300), "", "", 0, 0, 0},
		"junk among":          {many(20, "\njunk {\n", caddyLine), "caddy", "", 20, 0, 0},
		"comments first":      {"\xef\xbb\xbf# a\n# b\n\n" + many(20, "\n", caddyLine), "caddy", "", 20, 0, 0},
		"CR LF":               {many(20, "\r\n", caddyLine), "caddy", "", 20, 0, 0},
		"cut":                 {many(20, "\n", caddyLine) + caddyLine(0)[:100], "caddy", "", 20, 0, 0},
		"failures logged too": {many(20, "\n", caddyLine) + strings.ReplaceAll(many(5, "\n", caddyLine), "access", "error"), "caddy", "", 20, 5, 0},
		"compose":             {many(20, "\n", func(i int) string { return "web-1  | " + caddyLine(i) }), "caddy", "compose", 20, 0, 0},
		"compose in part":     {many(20, "\n", func(i int) string { return []string{"web-1  | ", ""}[i%2] + caddyLine(i) }), "caddy", "compose", 20, 0, 0},
		"CRI":                 {many(20, "\n", func(i int) string { return "2025-04-30T14:20:01.5Z stdout F " + caddyLine(i) }), "caddy", "cri", 20, 0, 0},
		"syslog":              {many(20, "\n", func(i int) string { return "<134>Apr 30 14:20:01 web caddy[1]: " + caddyLine(i) }), "caddy", "syslog", 20, 0, 0},
		"syslog 5424":         {many(20, "\n", func(i int) string { return "<134>1 2025-04-30T14:20:01Z web caddy 1 - - " + caddyLine(i) }), "caddy", "syslog5424", 20, 0, 0},
		"a customer's field":  {many(20, "\n", nginx), "nginx_json", "", 20, 0, 20},
		"nobody's format":     {many(20, "\n", plain), "json", "", 20, 0, 0},
		"behind a prefix":     {many(20, "\n", func(i int) string { return "app  | " + plain(i) }), "json", "compose", 20, 0, 0},
	} {
		d := Detect([]byte(test.sample), "a.log", time.Time{}, nil)[0]
		if d.Requests != test.requests || d.Requests > 0 && (d.Format.Name() != test.format || d.Options.Prefix != test.prefix || d.NotRequests != test.others || d.Customers != test.customers) {
			t.Errorf("%s: %s behind %q: %d requests, %d others, %d customers; want %+v", name, d.Format.Name(), d.Options.Prefix, d.Requests, d.NotRequests, d.Customers, test)
		}
	}
}

// TestDetectPrefersTheGiven holds that a given format comes before a preset that
// reads the same.
func TestDetectPrefersTheGiven(t *testing.T) {
	f, _ := Preset("caddy")
	d := Detect([]byte(many(20, "\n", caddyLine)), "a.log", time.Time{}, []Candidate{{Format: f.Named("ours")}})[0]
	if d.Format.Name() != "ours" || !d.Given {
		t.Errorf("%s reads best", d.Format.Name())
	}
}

// BenchmarkDetect tries all on a thousand lines.
func BenchmarkDetect(b *testing.B) {
	sample := []byte(many(1000, "\n", func(i int) string { return "2025-04-30T14:20:01.5Z stdout F " + caddyLine(i) }))
	b.SetBytes(int64(len(sample)))
	for b.Loop() {
		if d := Detect(sample, "a.log", time.Time{}, nil)[0]; d.Requests != 1000 {
			b.Fatal(d.Requests)
		}
	}
}
