package export

import (
	"fmt"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/jsontree"
	"aftermath/internal/parse/stamp"
	"aftermath/internal/span"
)

// PagerDutyWork reads an answer of GET /maintenance_windows: planned work. It
// says from when to when alerts are silent, not when that was announced.
func PagerDutyWork(file string, data []byte, o parse.Options) (parse.Document, error) {
	f, root, err := open(file, data, o)
	if err != nil {
		return parse.Document{}, err
	}
	entries := listed(root, []string{"maintenance_windows", "maintenance_window"}, has("start_time"))
	if entries == nil {
		return parse.Document{}, fmt.Errorf(`%s:1:1: expected an answer of PagerDuty's GET /maintenance_windows: {"maintenance_windows": [{"start_time": …, "end_time": …}]}`, file)
	}
	var out pile
	f.paged(&out, root)
	for _, n := range entries {
		w, err := f.planned(n, "start_time", "end_time")
		if err != nil {
			out.warn(f.Node(n), "%v: left out", err)
			continue
		}
		w.Title, w.URL = n.Str("description"), n.Str("html_url")
		if w.Title == "" {
			w.Title = n.Str("summary")
		}
		for _, s := range follow(n, "services[].summary") {
			w.Components = append(w.Components, parse.Clean(s.Text))
		}
		out.Works = append(out.Works, w)
	}
	return out.Document, nil
}

// IsPagerDutyWork says that the file holds PagerDuty's maintenance windows.
func IsPagerDutyWork(s parse.Sample) bool {
	return s.JSON() && (s.Key("maintenance_windows") || s.Key("maintenance_window")) && s.Key("start_time")
}

// planned reads the id and the announced stretch of planned work.
func (f *answer) planned(n *jsontree.Node, from, to string) (incident.Work, error) {
	w := incident.Work{ID: parse.Clean(n.Str("id")), Place: f.Node(n), Digest: f.digest}
	times := [2]stamp.Stamp{}
	for i, key := range [...]string{from, to} {
		s, err := stamp.Read(n.Str(key), f.zone, f.order)
		if err != nil {
			return w, fmt.Errorf("%s: %w", key, err)
		}
		times[i] = s
	}
	if w.Span = span.New(times[0].At, times[1].At); w.Empty() {
		return w, fmt.Errorf("%s does not lie after %s", to, from)
	}
	if w.ID == "" {
		w.ID = parse.Identity(n.Str("title"), n.Str(from), n.Str(to))
	}
	return w, nil
}
