package sample

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Edges are the servers that log; each writes its own files.
var Edges = [...]string{"edge1", "edge2"}

// A file is one week of one server's log of one service. Logs are rotated at
// midnight between Sunday and Monday, and named for the Monday.
type file struct {
	name     string
	edge     int
	from, to time.Duration // [from, to), since Begin
}

// rotations are the Mondays on which files begin.
var rotations = [...]string{"03-31", "04-07", "04-14", "04-21", "04-28"}

// zstdSince is the rotation from which the events' log shipper compresses with
// zstd.
const zstdSince = "04-21"

func files(s service) []file {
	var out []file
	for edge, host := range Edges {
		for i, day := range rotations {
			f := file{edge: edge, to: End.Sub(Begin), name: fmt.Sprintf("%s-%s-2025-%s.log.gz", s, host, day)}
			if s == events {
				f.name = fmt.Sprintf("%s-%s-2025-%s.jsonl.gz", s, host, day)
				if day >= zstdSince {
					f.name = strings.TrimSuffix(f.name, "gz") + "zst"
				}
			}
			if i > 0 {
				f.from = time.Duration(minuteOf(day+" 00:00")) * time.Minute
			}
			if i+1 < len(rotations) {
				f.to = time.Duration(minuteOf(rotations[i+1]+" 00:00")) * time.Minute
			}
			out = append(out, f)
		}
	}
	return out
}

// Write makes the month of the seed and writes its files into dir, which must
// exist. The same seed gives the same bytes as long as the version of
// klauspost/compress in go.mod stays.
func Write(dir string, seed uint64) error {
	var wg sync.WaitGroup
	errs := make(chan error, len(Edges)*len(rotations)*2)
	for _, s := range []service{api, events} {
		wg.Go(func() {
			requests := traffic(s, seed)
			for _, f := range files(s) {
				wg.Go(func() {
					if err := f.write(dir, s, requests); err != nil {
						errs <- fmt.Errorf("write sample log %s: %w", f.name, err)
					}
				})
			}
		})
	}
	wg.Wait()
	close(errs)
	var all []error
	for err := range errs {
		all = append(all, err)
	}
	return errors.Join(all...)
}

// write fills one file with those of the requests that are its own.
func (f file) write(dir string, s service, requests []request) error {
	out, err := os.Create(filepath.Join(dir, f.name))
	if err != nil {
		return err
	}
	defer out.Close()
	packed, err := compressor(out, f.name)
	if err != nil {
		return err
	}
	lines := bufio.NewWriterSize(packed, 1<<20)
	ids := serial(string(s) + f.name)
	var line []byte
	for n, r := range requests {
		if r.edge != f.edge || r.at < f.from || r.at >= f.to {
			continue
		}
		if line, err = appendLine(line[:0], s, r, ids(n)); err != nil {
			return err
		}
		if _, err = lines.Write(line); err != nil {
			return err
		}
	}
	if err := lines.Flush(); err != nil {
		return err
	}
	if err := packed.Close(); err != nil {
		return err
	}
	return out.Close()
}

func appendLine(b []byte, s service, r request, id string) ([]byte, error) {
	if s == events {
		return appendJSON(b, r, id)
	}
	return appendNginx(b, r, id), nil
}

// compressor packs by the ending of the name. Neither header holds a name or
// a time, and one goroutine packs, so the bytes depend on the lines alone.
func compressor(w io.Writer, name string) (io.WriteCloser, error) {
	if strings.HasSuffix(name, ".zst") {
		return zstd.NewWriter(w, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	}
	return gzip.NewWriterLevel(w, gzip.BestCompression)
}
