package sample

import (
	"bytes"
	"crypto/sha256"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLogsAreThoseOfTheSeed makes the month anew and compares it with
// data/logs, byte for byte.
func TestLogsAreThoseOfTheSeed(t *testing.T) {
	dir := t.TempDir()
	if err := Write(dir, Seed); err != nil {
		t.Fatal(err)
	}
	made, kept := digests(t, dir), digests(t, committed)
	for name, sum := range made {
		if kept[name] != sum {
			t.Errorf("data/logs/%s is not what the seed gives: go run ./internal/sample/make data/logs", name)
		}
		delete(kept, name)
	}
	for name := range kept {
		t.Errorf("data/logs/%s is not made by this package", name)
	}
}

func digests(t *testing.T, dir string) map[string][sha256.Size]byte {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][sha256.Size]byte{}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name()] = sha256.Sum256(data)
	}
	return out
}

func TestAnotherSeedGivesAnotherMonth(t *testing.T) {
	if bytes.Equal(firstLines(t, Seed), firstLines(t, Seed+1)) {
		t.Error("two seeds give the same requests")
	}
}

func firstLines(t *testing.T, seed uint64) []byte {
	t.Helper()
	var b []byte
	for i, r := range visits(customers[3], api, seed)[:50] {
		b = appendNginx(b, r, serial("test")(i))
	}
	return b
}

// TestSize keeps the example large enough to be worth reading and small enough
// to be cloned.
func TestSize(t *testing.T) {
	hits, err := month()
	if err != nil {
		t.Fatal(err)
	}
	if len(hits) < 400_000 {
		t.Errorf("%d lines, want 400,000 or more", len(hits))
	}
	size := int64(0)
	for _, s := range []service{api, events} {
		for _, f := range files(s) {
			info, err := os.Stat(filepath.Join(committed, f.name))
			if err != nil {
				t.Fatal(err)
			}
			size += info.Size()
		}
	}
	if size >= 12_000_000 {
		t.Errorf("%d bytes compressed, want less than 12 MB", size)
	}
}

// TestConfigurationKnowsTheLogs compares data/aftermath.yaml with what is
// written: the log format, the cast, and each key of it.
func TestConfigurationKnowsTheLogs(t *testing.T) {
	data, err := os.ReadFile("../../data/aftermath.yaml")
	if err != nil {
		t.Fatal(err)
	}
	config := string(data)
	want := []string{"format: '" + LogFormat + "'\n"}
	for _, c := range customers {
		if c.id == "" {
			if strings.Contains(config, c.keys[0]) {
				t.Errorf("the trial tenant %s has a contract", c.keys[0])
			}
			continue
		}
		want = append(want, "- id: "+c.id+"\n", "keys: ["+strings.Join(c.keys, ", ")+"]\n")
	}
	for _, w := range want {
		if !strings.Contains(config, w) {
			t.Errorf("data/aftermath.yaml does not hold %q", w)
		}
	}
}
