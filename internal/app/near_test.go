package app

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestDateIn(t *testing.T) {
	for name, want := range map[string]string{
		"access.log-20250407.gz":       "2025-04-07",
		"2025-04-07-api.log":           "2025-04-07",
		"api-2025-04.log":              "2025-04-15",
		"web01_2025-04-07T00.log":      "2025-04-07",
		"api.2024-02-29":               "2024-02-29",
		"api.2025-02-29":               "", // no such day
		"api-20259999-20250407.log":    "2025-04-07",
		"build-120250407.log":          "", // a longer number
		"build-202504071.log":          "",
		"api-202504.log":               "", // could be anything
		"access.log.1":                 "",
		"":                             "",
		"2025":                         "",
		"2025-04-071.log":              "",
		"request-1999-12-31-shop.json": "1999-12-31",
	} {
		got := ""
		if at := dateIn(name); !at.IsZero() {
			got = at.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%q: %q; want %q", name, got, want)
		}
	}
}

func TestNearTimes(t *testing.T) {
	dir := t.TempDir()
	changed := time.Date(2021, 6, 5, 4, 3, 2, 0, time.UTC)
	write := func(name string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, changed, changed); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for name, test := range map[string]struct {
		paths []string
		want  []string
	}{
		"own name":        {[]string{write("a-2025-04-07.log"), write("a-2025-04-08.log")}, []string{"2025-04-07", "2025-04-08"}},
		"neighbour":       {[]string{write("access.log"), write("access.log-20250407"), write("access.log.1"), write("access.log.2"), write("access.log-2023-01-01")}, []string{"2025-04-07", "2025-04-07", "2025-04-07", "2023-01-01", "2023-01-01"}},
		"of two the left": {[]string{write("1-2020-01-01"), write("2"), write("3-2025-01-01")}, []string{"2020-01-01", "2020-01-01", "2025-01-01"}},
		"last change":     {[]string{write("x.log"), write("y.log")}, []string{"2021-06-05", "2021-06-05"}},
		"nothing tells":   {[]string{"-", filepath.Join(dir, "gone")}, []string{"0001-01-01", "0001-01-01"}},
	} {
		for i, near := range nearTimes(test.paths) {
			if got := near.UTC().Format(time.DateOnly); got != test.want[i] {
				t.Errorf("%s: %s is near %s; want %s", name, test.paths[i], got, test.want[i])
			}
		}
	}
}
