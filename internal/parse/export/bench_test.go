package export

import (
	"fmt"
	"strings"
	"testing"

	"aftermath/internal/parse"
)

func BenchmarkTable(b *testing.B) {
	var rows strings.Builder
	rows.WriteString("Sequential ID,Title,Status,Severity,Created At,Started At,Mitigated At,Resolved At,Summary\n")
	for i := range 5000 {
		fmt.Fprintf(&rows, "%d,Calls failing,resolved,SEV2,2025-03-13 12:30 UTC,2025-03-13 12:05 UTC,2025-03-13 13:02 UTC,2025-03-13 13:20 UTC,\"The root cause was identified at 12:44 UTC. It was rolled back.\"\n", i)
	}
	data := []byte(rows.String())
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if d, err := RootlyTable("f", data, parse.Options{}); err != nil || len(d.Records) != 5000 {
			b.Fatal(err)
		}
	}
}

func BenchmarkJSON(b *testing.B) {
	entry := `{"id":"Q%d","incident_number":%d,"title":"Calls failing","status":"resolved","urgency":"high","created_at":"2025-03-04T07:12:31Z","resolved_at":"2025-03-04T09:40:02Z","service":{"summary":"API"},"escalation_policy":{"id":"P"}}`
	var list []string
	for i := range 5000 {
		list = append(list, fmt.Sprintf(entry, i, i))
	}
	data := []byte(`{"incidents":[` + strings.Join(list, ",") + `]}`)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if d, err := PagerDuty("f", data, parse.Options{}); err != nil || len(d.Records) != 5000 {
			b.Fatal(err)
		}
	}
}
