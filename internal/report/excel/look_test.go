package excel

import (
	"os"
	"testing"
)

func TestZZDump(t *testing.T) {
	dir := os.Getenv("DUMP")
	if dir == "" {
		t.Skip()
	}
	acc := account(t)
	m, err := Month(acc)
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile(dir+"/month.xlsx", m, 0o644)
	for _, id := range []string{"northwind", "undecided", "exact"} {
		c, err := Customer(acc, id)
		if err != nil {
			t.Fatal(err)
		}
		os.WriteFile(dir+"/"+id+".xlsx", c, 0o644)
	}
}
