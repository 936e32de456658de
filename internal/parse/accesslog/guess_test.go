package accesslog

import (
	"strings"
	"testing"
	"time"
)

func TestDetectGuessesTables(t *testing.T) {
	for name, test := range map[string]struct {
		log              string
		delimiter        string
		fields           Fields
		others, customer string
	}{
		"commas": {
			"\xef\xbb\xbfTimestamp,Status Code,duration_ms,Method,URL,Host,tenant_id,agent\r\n2025-04-30T14:20:01Z,200,31,GET,/v1?page=2,api.example,acme,curl\r\n",
			",", Fields{Time: "Timestamp", Status: "Status Code", Latency: "duration_ms", Unit: "ms", Method: "Method", Path: "URL", Host: "Host", Customer: "tenant_id"},
			"agent", "acme",
		},
		"semicolons, quotes and commas in values": {
			"\n\"ts\";\"code\";\"took\";\"request\";\"a,b\"\n1746022801;200;0,5;\"GET /a;b HTTP/1.1\";x,y\n1746022802;500;0.25;\"GET /a HTTP/1.1\";z\n",
			";", Fields{Time: "ts", Status: "code", Latency: "took", Unit: "s", Request: "request"}, "a,b", "",
		},
		"tabs":  {"time\tstatus\tpath\n2025-04-30 14:20:01\t200\t/a\n", "\t", Fields{Time: "time", Status: "status", Path: "path"}, "", ""},
		"pipes": {"time|status|x-request-id\n1746022801|200|r1\n", "|", Fields{Time: "time", Status: "status", RequestID: "x-request-id"}, "", ""},
	} {
		d := Detect([]byte(test.log), "a.log", time.Time{}, nil)[0]
		if d.Fields == nil || *d.Fields != test.fields || d.Delimiter != test.delimiter || strings.Join(d.Others, " ") != test.others || d.Requests == 0 || d.First[0].Customer != test.customer {
			t.Errorf("%s: %s\n%+v\nwant %+v", name, d.Format.Name(), d, test)
		}
	}
	for name, log := range map[string]string{
		"no status":          "time,path\n1746022801,/a\n",
		"no time":            "status,path\n200,/a\n",
		"no header":          "2025-04-30T14:20:01Z,200,/a\n2025-04-30T14:20:01Z,200,/a\n",
		"a nameless one":     "time,,status\n1746022801,x,200\n",
		"an open quote":      "time,\"status\n1746022801,200\n",
		"nothing":            "\n\n",
		"header and no more": "time,status\n",
	} {
		if d := Detect([]byte(log), "a.log", time.Time{}, nil)[0]; d.Requests > 0 {
			t.Errorf("%s: read by %s as %+v", name, d.Format.Name(), d.First)
		}
	}
}

func TestDetectGuessesWhatFollowsCombined(t *testing.T) {
	const line = `192.0.2.1 - acme [30/Apr/2025:16:20:01 +0200] "GET /a HTTP/1.1" 200 12 "-" "curl"`
	const id = "4bf92f3577b34da6a3ce929d0e0e4736"
	for name, test := range map[string]struct {
		rest, format, others string
		latency              time.Duration
	}{
		"nginx's main":   {` "203.0.113.7, 198.51.100.1"`, ` "$http_x_forwarded_for"`, "http_x_forwarded_for", 0},
		"times":          {` "-" 0.031 0.030 .`, ` "$field_1" $request_time $upstream_response_time $field_4`, "field_1 field_4", 31 * time.Millisecond},
		"keys":           {` rt=0.031 uct="0.001" ua="x y" app-id=7`, ` rt=$request_time uct="$upstream_connect_time" ua="$ua" app-id=$app_id`, "ua app_id", 31 * time.Millisecond},
		"a request's id": {` ` + id + ` "a \"b\" c"`, ` $request_id "$field_2"`, "field_2", 0},
		"one key, twice": {` k=a k=b`, ` k=$k k=$field_2`, "k field_2", 0},
		"a name in use":  {` status=ok`, ` status=$field_1`, "field_1", 0},
		"only a dash":    {` -`, ` $field_1`, "field_1", 0},
		"odd micros":     {` 1500 x`, ` $field_1 $field_2`, "field_1 field_2", 0},
	} {
		log := strings.Repeat(line+test.rest+"\n", 3) + line + " (odd\" one\n" + line + "\n"
		d := Detect([]byte(log), "a.log", time.Time{}, nil)[0]
		if d.Text != combined+test.format || strings.Join(d.Others, " ") != test.others || d.Requests < 3 || d.First[0].Latency != test.latency || d.First[0].Customer != "acme" {
			t.Errorf("%s: %s, %d requests, %q, others %q", name, d.Format.Name(), d.Requests, d.Text, d.Others)
		}
		if _, err := Nginx(d.Text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for format, rest := range map[string]string{"combined": "", "combined_seconds": " 0.031", "combined_micros": " 31000"} {
		if d := Detect([]byte(line+rest+"\n"), "a.log", time.Time{}, nil)[0]; d.Format.Name() != format {
			t.Errorf("%q is read by %s; want %s", rest, d.Format.Name(), format)
		}
	}
}

// FuzzGuess: whatever a file holds, a guess is a format that compiles, and what
// Detect makes of its lines adds up.
func FuzzGuess(f *testing.F) {
	f.Add("time,status\n1746022801,200\n")
	f.Add("a;\"time\";status\n\"x\"\"\";1746022801;200\n")
	f.Add(`192.0.2.1 - - [30/Apr/2025:16:20:01 +0200] "GET /a HTTP/1.1" 200 12 "-" "curl" rt=0.031 "x" -` + "\n")
	f.Add(`{"ts":1746022801.5,"status":200,"tenant":{"id":"x"}}`)
	f.Fuzz(func(t *testing.T, log string) {
		lines := 0
		for line := range strings.Lines(strings.TrimPrefix(log, "\xef\xbb\xbf")) {
			if !blank(trimEnd([]byte(line))) {
				lines++
			}
		}
		for _, d := range Detect([]byte(log), "a.log", time.Time{}, nil) {
			if d.Requests+d.NotRequests > d.Lines || d.Lines > lines || d.Customers > d.Requests || len(d.First) != min(d.Requests, detectReadings) {
				t.Fatalf("%s: %+v of %d lines", d.Format.Name(), d, lines)
			}
			if d.Text == "" {
				continue
			}
			if _, err := Pattern(d.Text); err != nil {
				t.Fatalf("%q: %v", d.Text, err)
			}
		}
	})
}

func TestDetectNoRequests(t *testing.T) {
	ftp := "#Date: 2025-04-30 14:20:01\n#Fields: time cs-method cs-uri-stem sc-status\n" + strings.Repeat("14:20:01 [2]USER anonymous 331\n", 5)
	d := Detect([]byte(ftp), "a.log", time.Time{}, nil)[0]
	if d.Format.Name() != "w3c" || d.Requests != 0 || d.NotRequests != 7 || d.Lines != 7 || d.Problem != nil {
		t.Errorf("%s: %d requests, %d others of %d lines, %v", d.Format.Name(), d.Requests, d.NotRequests, d.Lines, d.Problem)
	}
}

// TestDetectWithoutOffset finds formats that refuse to be read without a zone.
func TestDetectWithoutOffset(t *testing.T) {
	near := time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)
	for name, test := range map[string]struct{ log, format, zone, first string }{
		"HAProxy":       {"Apr 30 16:20:00 lb haproxy[7]: Proxy front started.\n" + haproxyLine + "\n", "haproxy", "UTC", "2025-04-30T16:20:01Z"},
		"no year":       {`{"time":"Apr 30 14:20:01","status":200}` + "\n", "json", "UTC", "2025-04-30T14:20:01Z"},
		"not at all":    {`{"time":"2025-04-30T14:20:01Z","status":200}` + "\n", "json", "", "2025-04-30T14:20:01Z"},
		"nginx without": {strings.Replace(`1.2.3.4 - - [30/Apr/2025:16:20:01 +0200] "GET /a HTTP/1.1" 200 12 "-" "curl"`, " +0200", "", 1) + "\n", "combined", "UTC", "2025-04-30T16:20:01Z"},
	} {
		d := Detect([]byte(test.log), "a.log", near, nil)[0]
		zone := ""
		if d.Options.Zone != nil {
			zone = d.Options.Zone.String()
		}
		if d.Format.Name() != test.format || zone != test.zone || len(d.First) != 1 || d.First[0].At.Truncate(time.Second).Format(time.RFC3339) != test.first {
			t.Errorf("%s: %s in zone %q: %+v", name, d.Format.Name(), zone, d.First)
		}
	}
}
