package export

import (
	"fmt"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/jsontree"
	"aftermath/internal/parse/stamp"
)

// rootly is an answer of GET /v1/incidents, JSON:API. started_at is the time of
// the entry until somebody corrects it. acknowledged_at and in_triage_at tell of
// people, not of the incident.
var rootly = api{
	lists: []string{"data", "incidents"},
	has:   "created_at",
	inner: "attributes",
	fields: []field{
		{name: "id", role: isID},
		{name: "slug", role: isNumber},
		{name: "title", role: isTitle},
		{name: "url", role: isURL},
		{name: "short_url", role: isURL},
		{name: "services[].name", role: isComponent},
		{name: "services[].attributes.name", role: isComponent},
		{name: "services.data[].attributes.name", role: isComponent},
		{name: "severity.name", role: isImpact},
		{name: "severity.data.attributes.name", role: isImpact},
		{name: "status", role: isStatus},
		{name: "started_at", role: isFilled, kind: incident.Began},
		{name: "detected_at", role: isInstant, kind: incident.Detected},
		{name: "identified_at", role: isInstant, kind: incident.Identified},
		{name: "mitigated_at", role: isInstant, kind: incident.Mitigated},
		{name: "resolved_at", role: isInstant, kind: incident.Resolved},
		{name: "created_at", role: isFiled},
		{name: "summary", role: isText},
		{name: "mitigation_message", role: isText},
		{name: "resolution_message", role: isText},
	},
	skip: func(n *jsontree.Node) string {
		switch kind := rootlyWord(n, "kind"); kind {
		case "test", "test_sub", "example", "example_sub":
			return fmt.Sprintf("its kind is %s", kind)
		}
		return ""
	},
	work:     rootlyWork,
	expected: `an answer of Rootly's GET /v1/incidents: {"data": [{"id": …, "attributes": {"title": …, "created_at": …, "started_at": …}}]}`,
}

// Rootly reads Rootly's incidents: started, detected, mitigated and resolved are
// stated, created_at is a posted detection. Scheduled ones are planned work.
func Rootly(file string, data []byte, o parse.Options) (parse.Document, error) {
	return rootly.read(file, data, o)
}

// IsRootly says that the file holds incidents of Rootly.
func IsRootly(s parse.Sample) bool {
	return s.JSON() && s.Key("started_at") && s.Key("mitigated_at") && s.Key("acknowledged_at") && s.Key("in_triage_at")
}

func rootlyWord(n *jsontree.Node, key string) string {
	if s := n.Str(key); s != "" {
		return s
	}
	return n.Get("attributes").Str(key)
}

func rootlyWork(f *answer, n *jsontree.Node) (w incident.Work, is bool, err error) {
	fields := n
	if v := n.Get("attributes"); v != nil {
		fields = v
	}
	if fields.Get("scheduled_for") == nil {
		return w, false, nil
	}
	if w, err = f.planned(fields, "scheduled_for", "scheduled_until"); err != nil {
		return w, true, err
	}
	if id := n.Str("id"); id != "" {
		w.ID = parse.Clean(id)
	}
	w.Title, w.URL = parse.Clean(fields.Str("title")), fields.Str("url")
	for _, path := range [...]string{"services[].name", "services[].attributes.name", "services.data[].attributes.name"} {
		for _, s := range follow(fields, path) {
			w.Components = append(w.Components, parse.Clean(s.Text))
		}
	}
	if s, err := stamp.Read(fields.Str("created_at"), f.zone, f.order); err == nil {
		w.Announced = s.At
	}
	w.Cancelled = fields.Get("cancelled_at") != nil || void[fields.Str("status")]
	w.Place = f.Node(n)
	return w, true, nil
}
