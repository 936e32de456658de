package source

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
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

func sum(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

// lines is text that does not compress to nothing.
func lines(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "line %d %x\n", i, sha256.Sum256([]byte{byte(i), byte(i >> 8)}))
	}
	return b.String()
}

func TestOpenUnpacksWhateverTheName(t *testing.T) {
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
			f, err := Open(write(t, name, data))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			got, err := io.ReadAll(iotest.OneByteReader(f))
			if err != nil || string(got) != want {
				t.Fatalf("read %d bytes, %v; want %d", len(got), err, len(want))
			}
			if f.Digest() != sum(data) || f.Size() != int64(len(data)) || f.Offset() != f.Size() {
				t.Errorf("digest %s, size %d, offset %d; want those of the file's %d bytes", f.Digest(), f.Size(), f.Offset(), len(data))
			}
			if f.ContentDigest() != sum([]byte(want)) || f.ContentSize() != int64(len(want)) {
				t.Errorf("content digest or size is not that of the text")
			}
			digest, size, err := Digest(f.Path())
			if err != nil || digest != f.Digest() || size != f.Size() {
				t.Errorf("Digest = %s, %d, %v; want what reading found", digest, size, err)
			}
			if n, err := f.Read(make([]byte, 1)); n != 0 || err != io.EOF {
				t.Errorf("after the end: %d, %v", n, err)
			}
		})
	}
}

func TestTruncatedAtEveryByte(t *testing.T) {
	text := lines(12)
	for name, data := range map[string][]byte{"gzip": gz(t, text), "zstd": zst(t, text)} {
		for cut := 4; cut < len(data); cut++ {
			path := write(t, "access.log.gz", data[:cut])
			f, err := Open(path)
			if err == nil {
				_, err = io.ReadAll(f)
				f.Close()
			}
			if !errors.Is(err, ErrTruncated) || !strings.Contains(err.Error(), path) {
				t.Fatalf("%s cut at %d of %d: %v; want ErrTruncated with the path", name, cut, len(data), err)
			}
		}
	}
}

func TestTruncatedSecondMember(t *testing.T) {
	for name, data := range map[string][]byte{"gzip": gz(t, "a\n", "b\n"), "zstd": zst(t, "a\n", "b\n")} {
		f, err := Open(write(t, name, data[:len(data)-3]))
		if err != nil {
			t.Fatal(err)
		}
		if _, err = io.ReadAll(f); !errors.Is(err, ErrTruncated) {
			t.Errorf("%s: %v; want ErrTruncated", name, err)
		}
		f.Close()
	}
}

func TestDamagedData(t *testing.T) {
	text := lines(200)
	for name, data := range map[string][]byte{"gzip": gz(t, text), "zstd": zst(t, text)} {
		data[len(data)/2] ^= 0x55
		f, err := Open(write(t, name, data))
		if err == nil {
			_, err = io.ReadAll(f)
			f.Close()
		}
		if !errors.Is(err, ErrCorrupt) && !errors.Is(err, ErrTruncated) {
			t.Errorf("%s with a flipped byte: %v", name, err)
		}
	}
	f, err := Open(write(t, "trailing", append(gz(t, text), "garbage of some length"...)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := io.ReadAll(f); !errors.Is(err, ErrCorrupt) {
		t.Errorf("garbage behind gzip: %v; want ErrCorrupt", err)
	}
}

func TestHugeWindowIsRefused(t *testing.T) {
	// A frame header (RFC 8878, 3.1.1.1) that asks for a window of 2 GiB.
	frame := []byte("\x28\xb5\x2f\xfd\x00\xa8\x01\x00\x00")
	f, err := Open(write(t, "huge.zst", frame))
	if err == nil {
		_, err = io.ReadAll(f)
		f.Close()
	}
	if !errors.Is(err, ErrMemory) {
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
	for _, path := range []string{dir, filepath.Join(dir, "gone.log")} {
		if _, _, err := Digest(path); err == nil {
			t.Errorf("Digest(%s) succeeded", path)
		}
	}
}

func TestChangeWhileReading(t *testing.T) {
	for name, change := range map[string]func(string) error{
		"grown": func(path string) error {
			f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				return err
			}
			_, err = f.WriteString("more\n")
			return errors.Join(err, f.Close())
		},
		"shrunk":  func(path string) error { return os.Truncate(path, 10) },
		"touched": func(path string) error { return os.Chtimes(path, time.Time{}, time.Unix(1, 0)) },
	} {
		path := write(t, name, []byte(lines(3000)))
		f, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(f, make([]byte, 100)); err != nil {
			t.Fatal(err)
		}
		if err := change(path); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadAll(f); !errors.Is(err, ErrChanged) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v; want ErrChanged with the path", name, err)
		}
		f.Close()
	}
}
