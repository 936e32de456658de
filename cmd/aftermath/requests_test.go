package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// requests are n lines of the base project's format, spread over a day of April
// 2025 in UTC: of two customers and some that are not known, a few failed, a
// few slow. Days of the same number hold the same lines.
func requests(day, n int) []byte {
	var out []byte
	begin := time.Date(2025, 4, day, 0, 0, 0, 0, time.UTC)
	for i := range n {
		at := begin.Add(time.Duration(i) * 24 * time.Hour / time.Duration(n))
		who := [...]string{"t-acme", "t-zen", "t-acme", "stranger-1", "-", "t-zen"}[i%6]
		status, took := 200, "0.120"
		if i%17 == day%17 {
			status = 503
		} else if i%23 == day%23 {
			took = "2.500"
		}
		out = fmt.Appendf(out, "[%s] \"GET /v1/orders?id=%d HTTP/1.1\" %d \"api.example.com\" %q %s\n", at.Format("02/Jan/2006:15:04:05 -0700"), i, status, who, took)
	}
	return out
}

// base is the base project in a folder of its own, with these logs; names that
// end in .gz or .zst are packed.
func base(t *testing.T, logs map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/base")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "logs"), 0o755); err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(dir, "aftermath.yaml")
	write(t, config, strings.Replace(string(read(t, config)), "[logs/*.log]", "[logs/*]", 1))
	putLogs(t, dir, logs)
	return dir
}

// putLogs writes logs into the project in dir.
func putLogs(t *testing.T, dir string, logs map[string][]byte) {
	t.Helper()
	for name, text := range logs {
		write(t, filepath.Join(dir, "logs", name), string(packedAs(t, name, text)))
	}
}

// packedAs packs text as the end of name says.
func packedAs(t *testing.T, name string, text []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	var w io.WriteCloser
	switch filepath.Ext(name) {
	case ".gz":
		w = gzip.NewWriter(&out)
	case ".zst":
		z, err := zstd.NewWriter(&out)
		if err != nil {
			t.Fatal(err)
		}
		w = z
	default:
		return text
	}
	_, err := w.Write(text)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
