package source

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/sync/errgroup"
	"pgregory.net/rapid"
)

func gz(t *testing.T, parts ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	for _, part := range parts {
		w := gzip.NewWriter(&out)
		if _, err := io.WriteString(w, part); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

func zst(t *testing.T, parts ...string) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	var out []byte
	for _, part := range parts {
		out = w.EncodeAll([]byte(part), out)
	}
	return out
}

func write(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// lines is text that does not compress to nothing.
func lines(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "line %d %x\n", i, sha256.Sum256([]byte{byte(i), byte(i >> 8)}))
	}
	return b.String()
}

// readAll reads the lines of path with some goroutines, and joins the pieces in
// their order.
func readAll(t testing.TB, path string, o Options, workers int) (string, Facts, error) {
	t.Helper()
	f, err := Open(path)
	if err != nil {
		return "", Facts{}, err
	}
	defer f.Close()
	return readFile(f, o, workers)
}

func readFile(f *File, o Options, workers int) (string, Facts, error) {
	r, err := f.Read(context.Background(), o)
	if err != nil {
		return "", Facts{}, err
	}
	defer r.Close()
	var mu sync.Mutex
	pieces := map[int]string{}
	var work errgroup.Group
	for range workers {
		work.Go(func() error {
			for {
				p, err := r.Next()
				if err == io.EOF {
					return nil
				}
				if err != nil {
					return err
				}
				var text []byte
				for {
					lines, err := p.Next()
					text = append(text, lines...)
					if err == io.EOF {
						break
					}
					if err != nil {
						return err
					}
				}
				mu.Lock()
				pieces[p.Index()] = string(text)
				mu.Unlock()
			}
		})
	}
	if err := work.Wait(); err != nil {
		return "", Facts{}, err
	}
	var all strings.Builder
	for _, i := range slices.Sorted(maps.Keys(pieces)) {
		all.WriteString(pieces[i])
	}
	facts, err := r.Facts()
	return all.String(), facts, err
}

func TestReadUnpacksWhateverTheName(t *testing.T) {
	text := lines(3000)
	skippable := append([]byte("\x50\x2a\x4d\x18\x03\x00\x00\x00abc"), zst(t, text)...)
	for name, data := range map[string][]byte{
		"plain.gz":       []byte(text),
		"empty.log":      {},
		"one.log":        gz(t, text),
		"members.log":    gz(t, text[:1000], "", text[1000:]),
		"one.txt":        zst(t, text),
		"frames.txt":     zst(t, text[:70000], text[70000:]),
		"skippable.zst":  skippable,
		"short.log":      []byte("a"),
		"almostgzip.log": []byte("\x1fhello"),
	} {
		t.Run(name, func(t *testing.T) {
			want := text
			if len(data) < 10 {
				want = string(data)
			}
			path := write(t, name, data)
			facts := Facts{
				Digest: Sum(data), Bytes: int64(len(data)), Content: Sum([]byte(want)), ContentBytes: int64(len(want)),
				Complete: int64(strings.LastIndexByte(want, '\n') + 1),
				Head:     Sum([]byte(want[:min(len(want), HeadBytes)])), HeadBytes: int64(min(len(want), HeadBytes)),
			}
			for _, inOrder := range []bool{false, true} {
				told := int64(0)
				got, found, err := readAll(t, path, Options{InOrder: inOrder, Progress: func(n int64) { told += n }}, 1)
				if err != nil || got != want {
					t.Fatalf("read %d bytes, %v; want %d", len(got), err, len(want))
				}
				if found != facts {
					t.Errorf("facts %+v; want %+v", found, facts)
				}
				if told != int64(len(data)) {
					t.Errorf("told of %d bytes; want %d", told, len(data))
				}
			}
			pipe, err := Pipe(t.Context(), iotest.HalfReader(bytes.NewReader(data)))
			if err != nil {
				t.Fatal(err)
			}
			if got, found, err := readFile(pipe, Options{}, 2); err != nil || got != want || found != facts {
				t.Errorf("from a pipe: %d bytes, %+v, %v; want %+v", len(got), found, err, facts)
			}
			f, err := Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			if head, err := f.Head(100); err != nil || string(head) != want[:min(len(want), 100)] {
				t.Errorf("head %q, %v", head, err)
			}
			if got, err := f.Hash(context.Background(), 0, 2, nil); err != nil || got != facts {
				t.Errorf("hash %+v, %v; want %+v", got, err, facts)
			}
		})
	}
}

// TestPieces: however a log is cut, its lines come once, whole and in order.
func TestPieces(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var text []byte
		for range rapid.IntRange(0, 20).Draw(rt, "lines") {
			n := rapid.SampledFrom([]int{0, 1, 10, 200, 16383, 40000, 600000, MaxLine - 1}).Draw(rt, "length")
			text = append(append(text, bytes.Repeat([]byte{'a' + byte(len(text)%26)}, n)...), '\n')
		}
		if rapid.Bool().Draw(rt, "no end") && len(text) > 0 {
			text = text[:len(text)-1]
		}
		name := rapid.SampledFrom([]string{"plain", "zstd"}).Draw(rt, "packing")
		data := text
		if name == "zstd" {
			data = zst(t, string(text))
		}
		path := write(t, name, data)
		from := 0
		if n := bytes.Count(text, []byte("\n")); n > 0 {
			for range rapid.IntRange(0, n).Draw(rt, "lines to pass") {
				from += bytes.IndexByte(text[from:], '\n') + 1
			}
		}
		o := Options{
			From: int64(from), extent: unitSize << rapid.IntRange(0, 6).Draw(rt, "extent"), InOrder: rapid.Bool().Draw(rt, "in order"),
		}
		got, facts, err := readAll(t, path, o, rapid.IntRange(1, 3).Draw(rt, "goroutines"))
		if err != nil || got != string(text[from:]) {
			rt.Fatalf("%+v: %d bytes, %v; want %d", o, len(got), err, len(text)-from)
		}
		if facts.Content != Sum(text) || facts.Complete != int64(lineEnd(text)) || facts.Digest != Sum(data) {
			rt.Fatalf("facts %+v of %d bytes, the last line end at %d", facts, len(text), lineEnd(text))
		}
		to := rapid.IntRange(1, max(1, len(text))).Draw(rt, "to")
		f, err := Open(path)
		if err != nil {
			rt.Fatal(err)
		}
		defer f.Close()
		if part, err := f.Hash(context.Background(), int64(to), 2, nil); err != nil || part.Content != Sum(text[:min(to, len(text))]) {
			rt.Fatalf("the first %d bytes: %+v, %v", to, part, err)
		}
	})
}

// TestLongLines: of lines that are too long at least the beginning comes, and
// the lines behind them are whole.
func TestLongLines(t *testing.T) {
	for _, length := range []int{MaxLine, MaxLine + 1, 2*MaxLine + 7, 5 * MaxLine} {
		text := "first\n" + strings.Repeat("z", length) + "\nnext\n" + strings.Repeat("y", length) + "\nlast\n"
		for name, data := range map[string][]byte{"plain": []byte(text), "zstd": zst(t, text)} {
			for _, extent := range []int64{unitSize, 16 * unitSize, extentSize} {
				got, facts, err := readAll(t, write(t, name, data), Options{extent: extent}, 2)
				if err != nil || facts.Content != Sum([]byte(text)) {
					t.Fatalf("%d bytes: %+v, %v", length, facts, err)
				}
				if !strings.HasPrefix(got, "first\nzzz") || !strings.HasSuffix(got, "last\n") || strings.Count(got, "next\n") != 1 {
					t.Errorf("%s, %d bytes in extents of %d: begins %.10q", name, length, extent, got)
				}
				if z := strings.Count(got, "z"); z < MaxLine-1 || z > length {
					t.Errorf("%s: %d bytes of a line of %d", name, z, length)
				}
			}
		}
	}
}

func TestTruncatedAtEveryByte(t *testing.T) {
	text := lines(12)
	for name, data := range map[string][]byte{"gzip": gz(t, text), "zstd": zst(t, text)} {
		for cut := 4; cut < len(data); cut++ {
			path := write(t, "access.log.gz", data[:cut])
			if _, _, err := readAll(t, path, Options{}, 1); !errors.Is(err, ErrTruncated) || !strings.Contains(err.Error(), path) {
				t.Fatalf("%s cut at %d of %d: %v; want ErrTruncated with the path", name, cut, len(data), err)
			}
			f, err := Open(path)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.Head(len(text) + 1); !errors.Is(err, ErrTruncated) {
				t.Fatalf("%s cut at %d of %d: the head's error is %v", name, cut, len(data), err)
			}
			f.Close()
		}
	}
}

func TestDamagedData(t *testing.T) {
	text := lines(200)
	for name, data := range map[string][]byte{"gzip": gz(t, text), "zstd": zst(t, text)} {
		data[len(data)/2] ^= 0x55
		if _, _, err := readAll(t, write(t, name, data), Options{}, 2); !errors.Is(err, ErrCorrupt) && !errors.Is(err, ErrTruncated) {
			t.Errorf("%s with a flipped byte: %v", name, err)
		}
	}
	for name, data := range map[string][]byte{
		"trailing":         append(gz(t, text), "garbage of some length"...),
		"truncated second": gz(t, "a\n", "b\n"),
	} {
		want := ErrCorrupt
		if name != "trailing" {
			data, want = data[:len(data)-3], ErrTruncated
		}
		if _, _, err := readAll(t, write(t, name, data), Options{}, 1); !errors.Is(err, want) {
			t.Errorf("%s: %v; want %v", name, err, want)
		}
	}
}

func TestHugeWindowIsRefused(t *testing.T) {
	// A frame header (RFC 8878, 3.1.1.1) that asks for a window of 2 GiB.
	frame := []byte("\x28\xb5\x2f\xfd\x00\xa8\x01\x00\x00")
	if _, _, err := readAll(t, write(t, "huge.zst", frame), Options{}, 1); !errors.Is(err, ErrMemory) {
		t.Errorf("got %v; want ErrMemory", err)
	}
}

func TestRefusals(t *testing.T) {
	dir := t.TempDir()
	for name, test := range map[string]struct{ path, want string }{
		"directory": {dir, "is a directory: name its files"},
		"missing":   {filepath.Join(dir, "gone.log"), "no such file"},
		"device":    {os.DevNull, "no regular file"},
		"xz":        {write(t, "a.xz", []byte("\xfd7zXZ\x00rest")), "unpack it first"},
		"bzip2":     {write(t, "a.bz2", []byte("BZh91AY")), "unpack it first"},
		"zip":       {write(t, "a.zip", []byte("PK\x03\x04rest")), "unpack it first"},
		"UTF-16":    {write(t, "a.log", []byte("\xff\xfea\x00")), "convert it to UTF-8"},
	} {
		f, err := Open(test.path)
		if err == nil {
			f.Close()
		}
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), test.path) {
			t.Errorf("%s: %v; want %q and the path", name, err, test.want)
		}
	}
}

func TestChangeWhileReading(t *testing.T) {
	text := lines(3000)
	grow := func(path string) error {
		f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		_, err = f.WriteString("more\n")
		return errors.Join(err, f.Close())
	}
	for name, test := range map[string]struct {
		data   []byte
		change func(string) error
		want   error
	}{
		"plain, grown":    {[]byte(text), grow, nil},
		"plain, removed":  {[]byte(text), os.Remove, nil},
		"plain, shrunk":   {[]byte(text), func(path string) error { return os.Truncate(path, 10) }, ErrChanged},
		"plain, touched":  {[]byte(text), func(path string) error { return os.Chtimes(path, time.Time{}, time.Unix(1, 0)) }, ErrChanged},
		"packed, grown":   {zst(t, text), grow, ErrChanged},
		"packed, removed": {zst(t, text), os.Remove, nil},
	} {
		path := write(t, "log", test.data)
		f, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := test.change(path); err != nil {
			t.Fatal(err)
		}
		got, _, err := readFile(f, Options{}, 1)
		if !errors.Is(err, test.want) || test.want != nil && !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v; want %v with the path", name, err, test.want)
		}
		if test.want == nil && got != text {
			t.Errorf("%s: %d bytes; want what was there when the file was opened", name, len(got))
		}
		f.Close()
	}
}

// TestStopped: a reading may be left at any time, and its goroutine ends.
func TestStopped(t *testing.T) {
	path := write(t, "log", zst(t, lines(200000)))
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ctx, cancel := context.WithCancel(context.Background())
	r, err := f.Read(ctx, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Next(); err != nil {
		t.Fatal(err)
	}
	cancel()
	for err == nil {
		_, err = r.Next()
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("after cancelling: %v", err)
	}
	if err := r.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
}
