package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aftermath/internal/sample/load"
)

func TestRun(t *testing.T) {
	totals := filepath.Join(t.TempDir(), "totals.json")
	var out bytes.Buffer
	if err := run([]string{"-format", "json", "-lines", "1000", "-customers", "5", "-days", "1", "-start", "2024-02-29", "-totals", totals}, &out); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(totals)
	if err != nil {
		t.Fatal(err)
	}
	var held load.Totals
	if err := json.Unmarshal(data, &held); err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(out.Bytes(), []byte("\n{\"ts\":\"2024-02-29T")); n != 999 || held.Lines != 1000 || held.Bytes != int64(out.Len()) || len(held.Customers) != 25 {
		t.Errorf("%d lines in %d bytes, totals %+v", n+1, out.Len(), held)
	}
}

func TestRunWritesTheConfiguration(t *testing.T) {
	var out bytes.Buffer
	if err := run([]string{"-config", "-customers", "2", "-store", "x.db", "a.log", "b.log"}, &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`store: "x.db"`, `- "a.log"`, `- "b.log"`, "id: cust-00002", load.LogFormat} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %s in\n%s", want, out.String())
		}
	}
}

func TestWrongUse(t *testing.T) {
	for _, args := range [][]string{{"-start", "April"}, {"-lines", "-1"}, {"-format", "xml"}, {"a.log"}, {"-config", "-format", "xml"}} {
		var out bytes.Buffer
		if err := run(args, &out); err == nil || out.Len() > 0 {
			t.Errorf("%q gives %d bytes and the error %v", args, out.Len(), err)
		}
	}
}
