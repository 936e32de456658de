package sample

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

const committed = "../../data/logs"

// A hit is what the tests read back of a line, by splitting it at quotes.
type hit struct {
	service  service
	customer string // id, "" for a tenant that the cast does not know
	tenant   string // "-" when there is none
	minute   int    // since Begin
	status   int
	latency  time.Duration
}

func (h hit) valid() bool  { return h.status < 400 || h.status == 408 || h.status >= 499 }
func (h hit) failed() bool { return h.status >= 499 }
func (h hit) late() bool   { return h.valid() && !h.failed() && h.latency >= 2*time.Second }

// month is every line of the committed logs.
var month = sync.OnceValues(func() (hits []hit, err error) {
	owner := map[string]string{}
	for _, c := range customers {
		for _, k := range c.keys {
			owner[k] = c.id
		}
	}
	for _, s := range []service{api, events} {
		for _, f := range files(s) {
			err := eachLine(filepath.Join(committed, f.name), func(line string) error {
				h, err := parseHit(s, line)
				h.service, h.customer = s, owner[h.tenant]
				hits = append(hits, h)
				return err
			})
			if err != nil {
				return nil, err
			}
		}
	}
	return hits, nil
})

func parseHit(s service, line string) (hit, error) {
	if s == events {
		var e eventLine
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			return hit{}, err
		}
		at, err := time.Parse(time.RFC3339, e.Time)
		if err != nil {
			return hit{}, err
		}
		took, err := time.ParseDuration(string(e.Took) + "ms")
		return hit{tenant: e.Tenant, minute: int(at.Sub(Begin) / time.Minute), status: e.HTTP.Status, latency: took}, err
	}
	// addr - - [time] " request " status bytes " referer " " agent " " host " " tenant " latency id
	part := strings.Split(line, `"`)
	if len(part) != 11 {
		return hit{}, strconv.ErrSyntax
	}
	clock := part[0][strings.IndexByte(part[0], '[')+1:]
	at, err := time.Parse("02/Jan/2006:15:04:05 -0700] ", clock)
	if err != nil {
		return hit{}, err
	}
	status, err := strconv.Atoi(strings.Fields(part[2])[0])
	if err != nil {
		return hit{}, err
	}
	took, err := time.ParseDuration(strings.Fields(part[10])[0] + "s")
	return hit{tenant: part[9], minute: int(at.Sub(Begin) / time.Minute), status: status, latency: took}, err
}

func eachLine(path string, f func(string) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	var r io.Reader
	if strings.HasSuffix(path, ".zst") {
		d, err := zstd.NewReader(file)
		if err != nil {
			return err
		}
		defer d.Close()
		r = d
	} else if r, err = gzip.NewReader(file); err != nil {
		return err
	}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		if err := f(lines.Text()); err != nil {
			return err
		}
	}
	return lines.Err()
}

// during are the hits of a customer at a service in [from, to).
func during(t *testing.T, id string, s service, from, to string) []hit {
	t.Helper()
	all, err := month()
	if err != nil {
		t.Fatal(err)
	}
	var out []hit
	for _, h := range all {
		if h.customer == id && h.service == s && h.minute >= minuteOf(from) && h.minute < minuteOf(to) {
			out = append(out, h)
		}
	}
	return out
}
