package postmortem

import (
	"slices"
	"testing"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
)

func TestText(t *testing.T) {
	data := []byte("# Login outage\n\nOn 3 March 2025, between 08:50 and 09:58 CET, logins failed. The root cause was found at 09:31.\n")
	d, err := Text("bare.md", data, parse.Options{})
	if err != nil || len(d.Records) != 1 {
		t.Fatal(d, err)
	}
	inc := incident.Judge(d.Records[0])
	var got []string
	for _, k := range incident.Kinds {
		if c, ok := inc.Instants[k]; ok {
			got = append(got, string(k)+" "+c.At.Format(time.RFC3339)+" "+c.Quote)
		}
	}
	want := []string{
		"began 2025-03-03T08:50:00+01:00 between 08:50 and 09:58 CET",
		"identified 2025-03-03T09:31:00+01:00 The root cause was found at 09:31",
		"resolved 2025-03-03T09:58:00+01:00 between 08:50 and 09:58 CET",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if inc.Title != "Login outage" || len(inc.Warnings) != 1 {
		t.Errorf("title %q, warnings %q", inc.Title, inc.Warnings)
	}
}
