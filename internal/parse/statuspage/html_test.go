package statuspage

import (
	"strings"
	"testing"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"

	"github.com/google/go-cmp/cmp"
)

// page reads a fixture as HTML and checks the laws.
func page(t testing.TB, name string) parse.Document {
	t.Helper()
	data := fixture(t, name)
	if !IsHTML(parse.NewSample(name, data)) {
		t.Errorf("%s is not seen as a status page", name)
	}
	d, err := HTML(name, data, parse.Options{})
	if err != nil {
		t.Fatal(err)
	}
	checkMarkup(t, data, d.Records)
	return d
}

// The page of an incident: the exact times of the markup win, the text of
// scripts and of what stands around is none.
func TestHTMLIncident(t *testing.T) {
	d := page(t, "incident.html")
	if len(d.Records) != 1 || len(d.Warnings) > 0 {
		t.Fatalf("%d records, %q", len(d.Records), d.Warnings)
	}
	inc := incident.Judge(d.Records[0])
	want := []string{
		`began 2025-03-03T13:02:00+01:00 stated "13:02 - Impact begins"`,
		`detected 2025-03-03T13:15:00+01:00 posted "Investigating"`,
		`resolved 2025-03-03T13:44:00+01:00 stated "13:44 - Service restored"`,
		`announced_resolved 2025-03-03T14:00:00+01:00 posted "Resolved"`,
	}
	if d := cmp.Diff(want, told(inc)); d != "" {
		t.Error(d)
	}
	if inc.ID != "html1" || inc.URL != "https://status.tindra.example/incidents/html1" || inc.Title != "Orders & checkout failing" || inc.Provider != "Tindra" || inc.Open {
		t.Errorf("%+v", inc.Record)
	}
	if d := cmp.Diff([]string{"Shop (Basket, Checkout)", "Mail"}, inc.Components); d != "" {
		t.Error(d)
	}
	if body := inc.Posts[1].Body; body != "It's over.\nThank you." {
		t.Errorf("body %q", body)
	}
}

// A history shows of each incident when it was opened and closed.
func TestHTMLHistory(t *testing.T) {
	d := page(t, "history.html")
	if len(d.Records) != 2 || len(d.Warnings) > 0 {
		t.Fatalf("%d records, %q", len(d.Records), d.Warnings)
	}
	mail, orders := incident.Judge(d.Records[0]), incident.Judge(d.Records[1])
	if d := cmp.Diff([]string{`detected 2025-01-14T09:10:00+01:00 posted "Jan 14, 09:10 - 09:55 CET"`, `announced_resolved 2025-01-14T09:55:00+01:00 posted "Jan 14, 09:10 - 09:55 CET"`}, told(mail)); d != "" {
		t.Error(d)
	}
	want := []string{
		`began 2024-12-31T23:20:00+01:00 prose "from 23:20 until 00:05"`,
		`detected 2024-12-31T23:30:00+01:00 posted "Dec 31, 23:30 - Jan 1, 00:30 CET"`,
		`resolved 2025-01-01T00:05:00+01:00 prose "from 23:20 until 00:05"`,
		`announced_resolved 2025-01-01T00:30:00+01:00 posted "Dec 31, 23:30 - Jan 1, 00:30 CET"`,
	}
	if d := cmp.Diff(want, told(orders)); d != "" {
		t.Error(d)
	}
	if mail.ID != "hist2" || mail.URL != "https://status.tindra.example/incidents/hist2" || mail.Title != "Mail delayed" || orders.ID != "hist1" || mail.Open {
		t.Errorf("%+v\n%+v", mail.Record, orders.Record)
	}
}

// The months of a history that is drawn by a script, and incidents that a
// script carries.
func TestHTMLScripts(t *testing.T) {
	d := page(t, "props.html")
	if len(d.Records) != 1 || len(d.Warnings) != 1 || !strings.Contains(d.Warnings[0], `"Upgrade": scheduled maintenance`) {
		t.Fatalf("%d records, %q", len(d.Records), d.Warnings)
	}
	want := []string{
		`began 2025-04-30T15:49:00+02:00 prose "from 15:49 to 16:38"`,
		`detected 2025-04-30T15:55:00+02:00 posted "Apr 30, 15:55 - 17:41 CEST"`,
		`resolved 2025-04-30T16:38:00+02:00 prose "from 15:49 to 16:38"`,
		`announced_resolved 2025-04-30T17:41:00+02:00 posted "Apr 30, 15:55 - 17:41 CEST"`,
	}
	inc := incident.Judge(d.Records[0])
	if d := cmp.Diff(want, told(inc)); d != "" {
		t.Error(d)
	}
	if inc.ID != "prop1" || inc.URL != "https://status.tindra.example/incidents/prop1" || inc.Title != "Orders & mail" || inc.Level != incident.Partial {
		t.Errorf("%+v", inc.Record)
	}

	data := fixture(t, "next.html")
	d, err := HTML("next.html", data, parse.Options{})
	if err != nil || len(d.Records) != 1 {
		t.Fatalf("%d records, %v", len(d.Records), err)
	}
	checkLaws(t, data, d.Records)
	inc = incident.Judge(d.Records[0])
	if began := inc.Instants[incident.Began].At; !began.Equal(time.Date(2025, 5, 5, 9, 40, 0, 0, time.UTC)) || inc.ID != "carried1" || inc.Provider != "Fjordbank" || len(inc.Posts) != 2 {
		t.Errorf("%+v", inc.Record)
	}
}

func TestHTMLRefused(t *testing.T) {
	for _, data := range []string{"<html>statuspage</html>", "<html><div data-react-props=\"{\">", "<html><script>{\"incident_updates\":[}"} {
		if d, err := HTML("f", []byte(data), parse.Options{}); err == nil || !strings.Contains(err.Error(), "save the page of the incident") || len(d.Records) > 0 {
			t.Errorf("%s: %v", data, err)
		}
	}
}
