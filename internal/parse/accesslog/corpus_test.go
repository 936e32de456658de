package accesslog

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// corpus is a file of other people's logs beside the repository.
func corpus(t *testing.T, name string) []byte {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Skip("no go.mod above the working directory")
		}
		dir = filepath.Dir(dir)
	}
	data, err := os.ReadFile(filepath.Join(dir, "../shared/corpus/logs", name))
	if err != nil {
		t.Skipf("the corpus is not here: %v", err)
	}
	return data
}

func TestCorpusIsDetected(t *testing.T) {
	for _, test := range []struct {
		file, format    string
		requests, lines int
		status          int // of the first request
		path            string
		latency         time.Duration
	}{
		{"nginx-combined/crowdsec-nginx.log", "vhost_combined", 7, 8, 404, "/.well-known/acme-challenge/FMuukC2JOJ5HKmLBujjE_BkDo", 0},
		{"nginx-combined/crowdsec-nginx-malformed.log", "combined", 11, 11, 400, "", 0},
		{"apache-combined/lnav-access.log", "combined", 3, 3, 200, "/vmw/cgi/tramp", 0},
		{"apache-common/rla-apache_common.log", "common", 10, 10, 304, "/form_configurations/show.flashxml", 0},
		{"traefik-json/crowdsec-traefik.jsonl", "json", 5, 6, 200, "/594VAEoi.save", 357313 * time.Nanosecond},
		{"cloudflare-json/lnav-cloudflare.1.log", "json", 15, 15, 200, "/", 0},
		{"gcp-http-lb-json/panther-gcp-http-lb.jsonl", "json", 3, 6, 403, "/api/upload", 0},
		{"istio-json/ssup2-istio-sidecar.jsonl", "json", 91, 91, 200, "/status/200", 10 * time.Millisecond},
	} {
		t.Run(test.file, func(t *testing.T) {
			d := Detect(corpus(t, test.file), test.file, nil)[0]
			if d.Format.Name() != test.format || d.Requests != test.requests || d.Lines != test.lines {
				t.Fatalf("%s read %d of %d lines; want %s and %d of %d (%v)",
					d.Format.Name(), d.Requests, d.Lines, test.format, test.requests, test.lines, d.Problem)
			}
			if r := d.First[0]; r.Status != test.status || r.Path != test.path || r.Latency != test.latency {
				t.Errorf("first request %+v; want status %d, path %q, latency %s", r, test.status, test.path, test.latency)
			}
		})
	}
}
