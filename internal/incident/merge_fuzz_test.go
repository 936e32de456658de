package incident

import (
	"fmt"
	"slices"
	"testing"
)

// FuzzMerge makes records of bytes, four each, and holds the laws of Merge:
// every record in one case, none of a file's joined but by a person, those
// whom a person parts apart, and the order of no account.
func FuzzMerge(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3, 1, 1, 2, 4, 2, 2, 3, 3}, uint8(1), uint8(2))
	f.Add([]byte{0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 9, 1, 1, 1, 9}, uint8(0), uint8(0))
	f.Fuzz(func(t *testing.T, data []byte, same, distinct uint8) {
		if len(data) > 4*40 {
			return
		}
		var records []Record
		for ; len(data) >= 4; data = data[4:] {
			r := told(fmt.Sprintf("f%d", data[0]%5), fmt.Sprintf("id%04d", data[1]%6), "A", int(data[3]), int(data[3])+10)
			r.URL, r.Provider = fmt.Sprintf("https://acme.test/incidents/id%04d", data[2]%9), []string{"", "Acme", "Borealis"}[data[3]%3]
			if data[2]%3 == 0 {
				r.URL = ""
			}
			if !slices.ContainsFunc(records, func(o Record) bool { return o.ID == r.ID && o.File == r.File }) {
				records = append(records, r)
			}
		}
		as := []Amendment{
			{Incident: fmt.Sprintf("id%04d", same%6), SameAs: fmt.Sprintf("id%04d", same/6%6)},
			{Incident: fmt.Sprintf("id%04d", distinct%6), DistinctFrom: fmt.Sprintf("id%04d", distinct/6%6)},
		}
		cases, _ := Merge(records, as)
		slices.Reverse(records)
		again, _ := Merge(records, as)
		if idsOf(cases) != idsOf(again) {
			t.Fatalf("order decides: %s, %s", idsOf(cases), idsOf(again))
		}
		n := 0
		for _, c := range cases {
			n += len(c.Sources)
			for i, a := range c.Sources {
				for _, b := range c.Sources[:i] {
					if a.File == b.File && !(c.named(as[0].Incident) && c.named(as[0].SameAs)) {
						t.Errorf("two records of %s are joined: %s", a.File, idsOf(cases))
					}
					if pairOf(a.ID, b.ID) == pairOf(as[1].Incident, as[1].DistinctFrom) && a.ID != b.ID {
						t.Errorf("%s and %s are joined against a person's word", a.ID, b.ID)
					}
				}
			}
		}
		if n != len(records) {
			t.Errorf("%d records in cases, of %d", n, len(records))
		}
	})
}
