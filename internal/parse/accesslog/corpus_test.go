package accesslog

import (
	"bytes"
	"context"
	"errors"
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

// A sampledFile is what a file is detected as and what is read by that: counts
// of lines that are not blank.
type sampledFile struct {
	format, prefix                  string
	requests, notRequests, rejected int
	status                          int // of the first request
	latency                         time.Duration
}

// corpusFiles are all files of the corpus.
var corpusFiles = map[string]sampledFile{
	"apache-combined/lnav-access.log":             {"combined", "", 3, 0, 0, 200, 0},
	"apache-combined/lnav-bad_access.log":         {"combined", "", 2, 0, 1, 200, 0},
	"apache-common/rla-apache_common.log":         {"common", "", 10, 0, 0, 304, 0},
	"aws-alb/crowdsec-aws-alb.log":                {"alb", "", 14, 0, 0, 200, time.Millisecond},
	"aws-cloudfront/crowdsec-cloudfront.log":      {"cloudfront", "", 2, 0, 0, 400, 113 * time.Millisecond},
	"caddy-json/lnav-caddy.0.jsonl":               {"caddy", "compose", 4, 35, 0, 304, 1674508},
	"cloudflare-json/lnav-cloudflare.1.log":       {"cloudflare", "", 15, 0, 0, 200, 23 * time.Millisecond},
	"envoy/crowdsec-envoy.log":                    {"envoy", "cri", 10, 0, 0, 200, 11 * time.Millisecond},
	"fastly-json/crowdsec-fastly.log":             {"fastly", "syslog", 4, 0, 0, 404, 0},
	"gcp-http-lb-json/panther-gcp-http-lb.jsonl":  {"gcp_lb", "", 5, 0, 1, 403, 0},
	"haproxy/lnav-haproxy.log":                    {"haproxy", "", 13, 4, 0, 200, 1487 * time.Millisecond},
	"iis-w3c/lnav-w3c.0.log":                      {"w3c", "", 1, 4, 0, 200, 0},
	"iis-w3c/lnav-w3c.1.log":                      {"w3c", "", 1, 6, 0, 200, 0},
	"iis-w3c/lnav-w3c.2.log":                      {"w3c", "", 0, 22, 0, 0, 0}, // an FTP server's
	"istio-json/ssup2-istio-sidecar.jsonl":        {"envoy", "", 91, 0, 0, 200, 10 * time.Millisecond},
	"nginx-combined/crowdsec-nginx-malformed.log": {"combined", "", 12, 0, 0, 400, 0},
	"nginx-combined/crowdsec-nginx.log":           {"vhost_combined", "", 7, 1, 1, 404, 0},
	"traefik-json/crowdsec-traefik.jsonl":         {"traefik", "", 6, 1, 0, 200, 357313},
}

// TestCorpus detects every file of the corpus, none of which the table may lack,
// and reads it as a whole by what was found.
func TestCorpus(t *testing.T) {
	dir, found := corpusDir(t), 0
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		found++
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		want, listed := corpusFiles[filepath.ToSlash(name)]
		d := Detect(data, name, time.Time{}, nil)[0]
		got := sampledFile{format: d.Format.Name(), prefix: d.Options.Prefix, requests: d.Requests, notRequests: d.NotRequests, rejected: d.Lines - d.Requests - d.NotRequests}
		if d.Requests > 0 {
			got.status, got.latency = d.First[0].Status, d.First[0].Latency
		}
		if !listed || got != want {
			t.Errorf("%s, listed: %v\ngot  %+v\nwant %+v\n%v", name, listed, got, want, d.Problem)
		}
		readWhole(t, name, data, d.Candidate, want)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found != len(corpusFiles) {
		t.Errorf("%d files are there; the table lists %d", found, len(corpusFiles))
	}
}

// readWhole holds that a file is read as it was detected, that every line of it
// is accounted for, and that one without a request is refused.
func readWhole(t *testing.T, name string, data []byte, c Candidate, want sampledFile) {
	t.Helper()
	tally, err := Read(context.Background(), bytes.NewReader(data), Log{File: name, Format: c.Format, Options: c.Options, Rules: NewRules(nil, nil)})
	var wrong *WrongFormatError
	if refused := errors.As(err, &wrong); err != nil && !refused || refused != (want.requests == 0) {
		t.Errorf("%s: %v", name, err)
	}
	l := &tally.Ledger
	lines := int64(bytes.Count(data, newline))
	if len(data) > 0 && data[len(data)-1] != '\n' {
		lines++
	}
	if l.Requests+l.Other+l.Blank+l.Refused() != l.Lines || l.Lines != lines {
		t.Errorf("%s: %d requests + %d others + %d blank + %d rejected of %d lines; the file has %d", name, l.Requests, l.Other, l.Blank, l.Refused(), l.Lines, lines)
	}
	if got := [3]int64{l.Requests, l.Other, l.Refused()}; got != [3]int64{int64(want.requests), int64(want.notRequests), int64(want.rejected)} {
		t.Errorf("%s: requests, others and rejected are %d; want %+v", name, got, want)
	}
}
