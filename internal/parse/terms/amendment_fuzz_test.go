package terms

import (
	"errors"
	"testing"
	"time"
)

// FuzzAmendments holds the law of ParseAmendments: each amendment decides one
// thing, by somebody, for a reason, at a place; or problems with a place each.
func FuzzAmendments(f *testing.F) {
	f.Add([]byte("- {incident: i, instant: began, at: 2025-04-30 10:00, author: A, reason: B, date: 2025-05-01}\n- {incident: i, level: outage, author: A, reason: B}\n"))
	f.Add([]byte("- {incident: i, window: {start: 2025-04-30 10:00, end: 2025-04-30 11:00, level: partial}, author: A, reason: B}\n"))
	f.Add([]byte("- incident: i\n  instant: resolved\n  absent: true\n  author: A\n  reason: B\n- {incident: i, same_as: k, author: A, reason: B}\n"))
	f.Add([]byte("- {incident: i, cause: third-party, author: A, reason: B}\n"))
	f.Add([]byte("- &a [*a]\n- <<: *a"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := ParseAmendments("m.yaml", data, time.UTC)
		if err != nil {
			var problems Problems
			if !errors.As(err, &problems) || len(problems) == 0 || list != nil {
				t.Fatalf("%v with the error %v", list, err)
			}
			for _, p := range problems {
				if p.Line < 1 || p.Column < 1 || p.Message == "" || p.File != "m.yaml" {
					t.Errorf("not a problem: %+v", p)
				}
			}
			return
		}
		for _, a := range list {
			decided := 0
			for _, is := range []bool{a.Instant != "", !a.Window.Start.IsZero() || a.Level != "", a.Cause != "", a.SameAs != "", a.DistinctFrom != ""} {
				if is {
					decided++
				}
			}
			if decided != 1 || a.Incident == "" || a.Author == "" || a.Reason == "" || a.Line < 1 || a.File != "m.yaml" || a.Absent && a.Instant == "" ||
				!a.Window.Start.IsZero() && (a.Window.Empty() || a.Level == "") || a.SameAs == a.Incident || a.DistinctFrom == a.Incident {
				t.Errorf("%+v", a)
			}
		}
	})
}
