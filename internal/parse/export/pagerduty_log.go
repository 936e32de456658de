package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/jsontree"
	"aftermath/internal/parse/prose"
)

// logEntries are the types of log entries that say something of the incident,
// as posts; what they are to it. The others (notify, assign, escalate, snooze
// …) tell of people and pagers.
var logEntries = map[string]struct {
	status string
	role   role // of its time; "": none. To acknowledge a page is not to know the cause.
	reads  bool // its text is an account by people
}{
	"trigger_log_entry":        {status: "Triggered", role: isTrigger},
	"acknowledge_log_entry":    {status: "Acknowledged"},
	"unacknowledge_log_entry":  {status: "Unacknowledged"},
	"annotate_log_entry":       {status: "Note", reads: true},
	"status_update_log_entry":  {status: "Update", reads: true},
	"reopen_log_entry":         {status: "Reopened"},
	"resolve_log_entry":        {status: "Resolved", role: isClosed},
	"urgency_change_log_entry": {},
}

// A logEntry is one entry with its place.
type logEntry struct {
	incident.Post
	kind string
	time *jsontree.Node
	text *jsontree.Node
	role role
}

// PagerDutyLog reads an answer of GET /log_entries or of one incident's log
// entries, grouped by incident: the first trigger is a stated detection, a
// resolution an announcement, notes and status updates are posts and read as
// prose.
func PagerDutyLog(file string, data []byte, o parse.Options) (parse.Document, error) {
	f, root, err := open(file, data, o)
	if err != nil {
		return parse.Document{}, err
	}
	f.zoned(root)
	entries := listed(root, []string{"log_entries", "log_entry"}, has("created_at"))
	if entries == nil {
		return parse.Document{}, fmt.Errorf(`%s:1:1: expected an answer of PagerDuty's GET /log_entries: {"log_entries": [{"type": "trigger_log_entry", "created_at": …, "incident": {"id": …}}]}`, file)
	}
	var out pile
	groups, order := map[string][]*jsontree.Node{}, []string{}
	for _, n := range entries {
		id := n.Get("incident").Str("id")
		if id == "" {
			out.warn(f.Node(n), "a log entry that names no incident: left out")
			continue
		}
		if groups[id] == nil {
			order = append(order, id)
		}
		groups[id] = append(groups[id], n)
	}
	for _, id := range order {
		r := f.history(id, groups[id])
		if len(r.Posts) == 0 {
			out.warn(f.Node(groups[id][0]), "incident %s: no log entry that tells of it: left out", id)
			continue
		}
		if err := out.add(r, f.Node(groups[id][0])); err != nil {
			return parse.Document{}, err
		}
	}
	return out.Document, nil
}

// IsPagerDutyLog says that the file holds log entries of PagerDuty.
func IsPagerDutyLog(s parse.Sample) bool {
	return s.JSON() && (s.Key("log_entries") || s.Key("log_entry") || s.Key("trigger_log_entry") || s.Key("acknowledge_log_entry") || s.Key("resolve_log_entry")) && !s.Key("escalation_policy_id")
}

// history reads the log entries of one incident.
func (f *answer) history(id string, nodes []*jsontree.Node) incident.Record {
	d := newDraft(f.File, f.digest, f.zone)
	d.word(isID, id)
	var posts []logEntry
	for _, n := range nodes {
		about := n.Get("incident")
		d.word(isTitle, titleOf(about))
		d.word(isURL, about.Str("html_url"))
		d.word(isComponent, n.Get("service").Str("summary"))
		if e, ok := f.logEntry(d, n); ok {
			posts = append(posts, e)
		}
	}
	slices.SortStableFunc(posts, func(a, b logEntry) int { return cmp.Or(a.At.Compare(b.At), b.Start-a.Start) })
	triggered, open := false, true
	for _, p := range posts {
		d.Posts = append(d.Posts, p.Post)
		f.mark(d, p, &triggered)
		switch p.Status {
		case "Resolved":
			open = false
		case "Triggered", "Reopened":
			open = true
		}
		if p.text != nil {
			f.ProseNode(&d.Record, p.text, prose.Context{Anchor: p.At, Past: true, Until: p.At, Zone: f.zone.Place})
		}
	}
	r := d.done()
	r.Open = open
	return r
}

// titleOf is the title of a reference, without its number: "[#12] Disk full".
func titleOf(n *jsontree.Node) string {
	if t := n.Str("title"); t != "" {
		return t
	}
	s := n.Str("summary")
	if strings.HasPrefix(s, "[#") {
		if _, rest, ok := strings.Cut(s, "] "); ok {
			return rest
		}
	}
	return s
}

// mark marks what an entry says: only the first alert is the detection.
func (f *answer) mark(d *draft, p logEntry, triggered *bool) {
	if p.role == "" || p.role == isTrigger && *triggered {
		return
	}
	*triggered = *triggered || p.role == isTrigger
	if s, ok := f.time(d, "created_at", p.time); ok {
		d.instant(field{name: p.kind, role: p.role}, s, f.Node(p.time))
	}
}

func (f *answer) logEntry(d *draft, n *jsontree.Node) (logEntry, bool) {
	// an answer may give references: trigger_log_entry_reference
	kind := strings.TrimSuffix(n.Str("type"), "_reference")
	row, known := logEntries[kind]
	at := n.Get("created_at")
	if !known || row.status == "" || at == nil {
		return logEntry{}, false
	}
	s, ok := f.time(d, "created_at", at)
	if !ok {
		return logEntry{}, false
	}
	e := logEntry{kind: strings.TrimSuffix(kind, "_log_entry"), role: row.role, time: at}
	e.Post = incident.Post{Status: row.status, At: s.At, Body: parse.Clean(n.Str("summary")), Place: f.Node(n)}
	if row.reads {
		for _, path := range [...]string{"channel.message", "channel.content", "channel.note", "channel.summary", "message", "summary"} {
			if v := follow(n, path); len(v) > 0 && v[0].Kind == jsontree.String && v[0].Text != "" {
				e.text, e.Body = v[0], parse.Clean(v[0].Text)
				break
			}
		}
	}
	return e, true
}
