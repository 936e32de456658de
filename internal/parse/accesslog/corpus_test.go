package accesslog

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// corpusDir is a folder of other people's logs beside the repository; the test
// is skipped where that is missing.
func corpusDir(t *testing.T) string {
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
	dir = filepath.Join(dir, "../shared/corpus/logs")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the corpus is not here: %v", err)
	}
	return dir
}

// A sampled file is what Detect makes of it: counts of lines that are not blank.
type sampledFile struct {
	format, prefix                  string
	requests, notRequests, rejected int
	status                          int // of the first request
	latency                         time.Duration
}

var corpusFiles = map[string]sampledFile{
	"apache-combined/lnav-access.log":             {"combined", "", 3, 0, 0, 200, 0},
	"apache-combined/lnav-bad_access.log":         {"combined", "", 2, 0, 1, 200, 0},
	"apache-common/rla-apache_common.log":         {"common", "", 10, 0, 0, 304, 0},
	"caddy-json/lnav-caddy.0.jsonl":               {"caddy", "compose", 4, 35, 0, 304, 1674508},
	"cloudflare-json/lnav-cloudflare.1.log":       {"cloudflare", "", 15, 0, 0, 200, 23 * time.Millisecond},
	"envoy/crowdsec-envoy.log":                    {"envoy", "cri", 9, 0, 0, 200, 11 * time.Millisecond},
	"fastly-json/crowdsec-fastly.log":             {"fastly", "syslog", 3, 0, 0, 404, 0},
	"gcp-http-lb-json/panther-gcp-http-lb.jsonl":  {"gcp_lb", "", 5, 0, 1, 403, 0},
	"istio-json/ssup2-istio-sidecar.jsonl":        {"envoy", "", 91, 0, 0, 200, 10 * time.Millisecond},
	"nginx-combined/crowdsec-nginx-malformed.log": {"combined", "", 11, 0, 0, 400, 0},
	"nginx-combined/crowdsec-nginx.log":           {"combined", "", 4, 0, 5, 404, 0},
	"traefik-json/crowdsec-traefik.jsonl":         {"traefik", "", 5, 1, 0, 200, 357313},
}

// TestCorpusIsDetected lists every file of the corpus with what is found in it.
func TestCorpusIsDetected(t *testing.T) {
	dir := corpusDir(t)
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		d := Detect(data, name, nil)[0]
		got := sampledFile{format: d.Format.Name(), prefix: d.Options.Prefix, requests: d.Requests, notRequests: d.NotRequests, rejected: d.Lines - d.Requests - d.NotRequests}
		if d.Requests > 0 {
			got.status, got.latency = d.First[0].Status, d.First[0].Latency
		}
		t.Logf("%s: %+v %v", name, got, d.Problem)
		if want, listed := corpusFiles[filepath.ToSlash(name)]; listed && got != want {
			t.Errorf("%s\ngot  %+v\nwant %+v\n%v", name, got, want, d.Problem)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
