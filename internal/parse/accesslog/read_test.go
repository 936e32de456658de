package accesslog

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/traffic"
)

func testRules() *Rules {
	return NewRules([]contract.Service{
		{
			ID: "api", Match: []contract.Match{{Hosts: []string{"api.example.com"}, Paths: []string{"/v1/", "/v2/"}, Methods: []string{"GET", "POST"}}, {Field: "api"}},
			Ignored: contract.Statuses{{From: 400, To: 407}, {From: 409, To: 499}}, Failed: contract.Statuses{{From: 500, To: 599}, {From: 408, To: 408}, {From: 0, To: 0}},
			Slow: 2 * time.Second,
		},
		{ID: "web", Match: []contract.Match{{Hosts: []string{"www.example.com", "api.example.com"}}}, Failed: contract.Statuses{{From: 500, To: 599}}},
	}, map[string]string{"acme": "c-1", "acme-test": "c-1", "beta": "c-2"})
}

func TestRules(t *testing.T) {
	rules := testRules()
	for _, test := range []struct {
		host, method, path, field string
		status                    int
		latency                   time.Duration
		service                   string
		verdict                   traffic.Verdict
	}{
		{"api.example.com", "GET", "/v1/x", "", 200, 0, "api", traffic.Fine},
		{"API.Example.com:8443", "GET", "/v1/x", "", 502, 0, "api", traffic.Failed},
		{"api.example.com.", "POST", "/v2/", "", 408, 0, "api", traffic.Failed},
		{"api.example.com", "GET", "/v1/x", "", 404, 9 * time.Second, "api", traffic.Ignored},
		{"api.example.com", "GET", "/v1/x", "", 200, 2 * time.Second, "api", traffic.Fine},
		{"api.example.com", "GET", "/v1/x", "", 200, 2*time.Second + 1, "api", traffic.Slow},
		{"api.example.com", "GET", "/v1/x", "", 500, 9 * time.Second, "api", traffic.Failed},
		{"api.example.com", "GET", "/v1/x", "", 0, 0, "api", traffic.Failed},
		{"api.example.com", "PUT", "/v1/x", "", 200, 9 * time.Second, "web", traffic.Fine},
		{"api.example.com", "GET", "/v3", "", 503, 0, "web", traffic.Failed},
		{"", "", "", "api", 503, 0, "api", traffic.Failed},
		{"api.example.co", "GET", "/v1/x", "", 503, 0, "", traffic.Ignored},
		{"[2001:db8::1]:80", "GET", "/v1/x", "", 503, 0, "", traffic.Ignored},
		{"", "", "", "", 200, 0, "", traffic.Ignored},
	} {
		r := Request{
			Host: []byte(test.host), Method: []byte(test.method), Path: []byte(test.path), Service: []byte(test.field),
			Status: test.status, Latency: test.latency, HasLatency: true,
		}
		i := rules.service(&r)
		id := ""
		if i >= 0 {
			id = rules.services[i].id
		}
		if id != test.service || rules.verdict(i, &r) != test.verdict {
			t.Errorf("%+v: service %q, verdict %d", test, id, rules.verdict(i, &r))
		}
	}
	for in, want := range map[string]string{"a:1": "a", "a": "a", "[::1]": "[::1]", "[::1]:8": "[::1]", "a.": "a", "": ""} {
		if got := hostname([]byte(in)); string(got) != want {
			t.Errorf("hostname %q: %q; want %q", in, got, want)
		}
	}
}

const shortFormat = `[$time_local] $status $request_time $host "$request" $http_x_customer`

// logLine is a line of shortFormat, second seconds into 30 April 2025 UTC.
func logLine(second, status int, customer string) string {
	at := time.Date(2025, 4, 30, 0, 0, second, 0, time.UTC)
	return fmt.Sprintf("[%s] %d 0.100 api.example.com \"GET /v1/orders?key=%d HTTP/1.1\" %s\n",
		at.Format("02/Jan/2006:15:04:05 -0700"), status, second, customer)
}

// shortLog is a log in shortFormat.
func shortLog(t testing.TB, file string) Log {
	t.Helper()
	return Log{File: file, Format: nginxFormat(t, shortFormat), Options: Options{Customer: "http_x_customer"}, Rules: testRules()}
}

func nginxFormat(t testing.TB, format string) *Format {
	t.Helper()
	f, err := Nginx(format)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func read(t testing.TB, r io.Reader, file string) *Tally {
	t.Helper()
	tally, err := Read(context.Background(), r, shortLog(t, file))
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

func TestRead(t *testing.T) {
	log := "\xef\xbb\xbf" + logLine(0, 200, "acme") + logLine(10, 502, "acme-test") + "\n" + logLine(61, 404, "beta") +
		"panic: \x1b[31mred\n" + logLine(61, 200, "gamma") + logLine(62, 200, "-") + " \t\r\n" + strings.TrimSuffix(logLine(86400, 500, "acme"), "\n")
	got := read(t, iotest.OneByteReader(strings.NewReader(log)), "a.log")
	l := got.Ledger
	if l.Lines != 9 || l.Requests != 6 || l.Blank != 2 || l.Refused() != 1 {
		t.Errorf("ledger %+v", l)
	}
	want := Rejection{"a.log", 5, 1, MissingField, "the line does not begin as the format does", `panic: \x1b[31mred`}
	if r := l.Rejected[MissingField]; r.Count != 1 || r.First[0] != want {
		t.Errorf("rejected %+v; want %+v", r, want)
	}
	var series []string
	for _, s := range seriesOf(t, got) {
		series = append(series, fmt.Sprintln(s.Service, s.Customer, s.Day, s.Cells))
	}
	wantSeries := "api ? 2025-04-30 [{1 {1 1 0 0}}]\napi ?gamma 2025-04-30 [{1 {1 1 0 0}}]\n" +
		"api c-1 2025-04-30 [{0 {2 2 1 0}}]\napi c-1 2025-05-01 [{0 {1 1 1 0}}]\napi c-2 2025-04-30 [{1 {1 0 0 0}}]\n"
	if strings.Join(series, "") != wantSeries {
		t.Errorf("series\n%s\nwant\n%s", strings.Join(series, ""), wantSeries)
	}
	if fmt.Sprint(got.Unknown.Requests) != "map[?:1 ?gamma:1]" {
		t.Errorf("unknown customers %v", got.Unknown)
	}
	if got.First.Format(time.RFC3339) != "2025-04-30T00:00:00Z" || got.Last.Format(time.RFC3339) != "2025-05-01T00:00:00Z" {
		t.Errorf("first %s, last %s", got.First, got.Last)
	}
	evidence := got.Sample.All()
	if len(evidence) != 2 || evidence[0].Path != "/v1/orders" || evidence[0].Line != 2 || evidence[0].File != "a.log" || evidence[1].Line != 9 {
		t.Errorf("evidence %+v", evidence)
	}
}

func TestReadLastLineCutShort(t *testing.T) {
	whole := logLine(0, 200, "acme")
	got := read(t, strings.NewReader(whole+whole[:50]), "a.log")
	r := got.Ledger.Rejected[CutShort]
	if got.Ledger.Requests != 1 || r.Count != 1 || r.First[0].Line != 2 || r.First[0].Column != 51 {
		t.Errorf("ledger %+v", got.Ledger)
	}
}

func TestReadLongLines(t *testing.T) {
	whole := logLine(0, 200, "acme")
	pad := func(n int) string { // a line of n bytes
		return strings.TrimSuffix(whole, "acme\n") + strings.Repeat("x", n-len(whole)+len("acme\n"))
	}
	for _, end := range []string{"\n", "\r\n", ""} {
		log := whole + pad(MaxLine) + "\n" + whole + pad(MaxLine+1) + "\n" + pad(MaxLine+1) + "\r\n" + pad(5*MaxLine) + "\r\n" + whole + pad(MaxLine+7) + end
		got := read(t, strings.NewReader(log), "a.log")
		r := got.Ledger.Rejected[TooLong]
		if got.Ledger.Lines != 8 || got.Ledger.Requests != 4 || r.Count != 4 || len(r.First[0].Text) != 200 {
			t.Errorf("ledger %+v with end %q", got.Ledger, end)
		}
	}
}

func TestReadStopsAtTheWrongFormat(t *testing.T) {
	bad := strings.Repeat("not a request\n", 501)
	good := strings.Repeat(logLine(0, 200, "acme"), 499)
	for name, test := range map[string]struct {
		log  string
		want bool
	}{
		"most of the first thousand": {good + bad + strings.Repeat(good, 10), true},
		"half of it":                 {good + logLine(0, 200, "x") + bad[:500*14], false},
		"later ones":                 {good + good + good + bad + bad + bad + bad, false},
		"all of a short file":        {bad[:14*20], true},
		"most of a short file":       {bad[:14*20] + logLine(0, 200, "x"), false},
		"all of a tiny file":         {bad[:14*9], false},
		"blank lines":                {strings.Repeat("\n", 2000), false},
	} {
		_, err := Read(context.Background(), strings.NewReader(test.log), shortLog(t, "a.log"))
		var wrong *WrongFormatError
		if errors.As(err, &wrong) != test.want {
			t.Errorf("%s: %v", name, err)
		}
		if test.want && (!strings.Contains(err.Error(), "run: aftermath logs detect a.log") || !strings.Contains(err.Error(), `"log_format"`)) {
			t.Errorf("%s: %v tells too little", name, err)
		}
	}
}

func TestReadErrors(t *testing.T) {
	log := shortLog(t, "a.log")
	broken := io.MultiReader(strings.NewReader(logLine(0, 200, "acme")+"["), iotest.ErrReader(errors.New("disk on fire")))
	got, err := Read(context.Background(), broken, log)
	if err == nil || err.Error() != "read a.log after line 1: disk on fire" || got.Ledger.Requests != 1 {
		t.Errorf("broken stream: %v, %+v", err, got.Ledger)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err = Read(ctx, strings.NewReader(logLine(0, 200, "acme")), log); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := Read(context.Background(), stuck{}, log); !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("a reader that yields nothing: %v", err)
	}
}

type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }

// seriesOf is what a tally counted, unpacked.
func seriesOf(t testing.TB, tally *Tally) []traffic.Series {
	t.Helper()
	var out []traffic.Series
	for _, p := range tally.Rollup.Packed() {
		s, err := p.Unpack()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}
