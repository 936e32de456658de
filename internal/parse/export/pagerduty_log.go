package export

import (
	"fmt"
	"slices"
	"strings"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/jsontree"
	"aftermath/internal/parse/prose"
	"aftermath/internal/parse/stamp"
)

// logEntries are the types of log entries that say something of the incident.
// The others (notify, assign, escalate, snooze …) tell of people and pagers, and
// so does acknowledge: to answer a page is not to know the cause.
var logEntries = map[string]struct {
	role  role // of its time; "": none
	reads bool // its text is an account by people
	open  bool // it is open afterwards
}{
	"trigger_log_entry":       {role: isTrigger, open: true},
	"annotate_log_entry":      {reads: true},
	"status_update_log_entry": {reads: true},
	"reopen_log_entry":        {open: true},
	"resolve_log_entry":       {role: isClosed},
}

// A logEntry is one entry that says something, at a time.
type logEntry struct {
	stamp.Stamp
	kind string
	node *jsontree.Node
}

// PagerDutyLog reads an answer of GET /log_entries or of one incident's log
// entries, grouped by incident: the first trigger is a stated detection, a
// resolution an announcement, notes and status updates are read as prose. They
// are no posts: no customer reads them.
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
	f.paged(&out, root)
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
		r, told := f.history(id, groups[id])
		if !told {
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

// history reads the log entries of one incident; told is false where none says
// anything of it.
func (f *answer) history(id string, nodes []*jsontree.Node) (r incident.Record, told bool) {
	d := newDraft(f.File, f.digest, f.zone, f.order)
	d.word(isID, id)
	var entries []logEntry
	for _, n := range nodes {
		about := n.Get("incident")
		d.word(isTitle, titleOf(about))
		d.word(isURL, about.Str("html_url"))
		d.word(isComponent, n.Get("service").Str("summary"))
		if agent := n.Get("agent"); agent.Str("type") == "service_reference" {
			d.word(isComponent, agent.Str("summary"))
		}
		if e, ok := f.logEntry(d, n); ok {
			entries = append(entries, e)
		}
	}
	// the newest stands first; entries of one second keep that order
	slices.Reverse(entries)
	slices.SortStableFunc(entries, func(a, b logEntry) int { return a.At.Compare(b.At) })
	triggered, open := false, true
	for _, e := range entries {
		row := logEntries[e.kind]
		if row.role == isClosed || row.role == isTrigger && !triggered {
			d.instant(field{name: e.kind, role: row.role}, e.Stamp, f.Node(e.node.Get("created_at")))
		}
		triggered = triggered || row.role == isTrigger
		open = (open || row.open) && row.role != isClosed
		if row.reads {
			f.ProseNode(&d.Record, note(e.node), prose.Context{Anchor: e.At, Past: true, Until: e.At, Zone: f.zone.Place, Order: f.order})
		}
	}
	r = d.done()
	r.Open = open
	return r, len(entries) > 0
}

// titleOf is the title of an incident, or of a reference to one.
func titleOf(n *jsontree.Node) string {
	if t := n.Str("title"); t != "" {
		return t
	}
	return unnumbered(n.Str("summary"))
}

// unnumbered is a summary without the number that PagerDuty puts before it:
// "[#12] Disk full".
func unnumbered(s string) string {
	if strings.HasPrefix(s, "[#") {
		if _, rest, ok := strings.Cut(s, "] "); ok {
			return rest
		}
	}
	return s
}

// logEntry reads the type and the time of an entry that says something.
func (f *answer) logEntry(d *draft, n *jsontree.Node) (logEntry, bool) {
	// an answer may give references: trigger_log_entry_reference
	kind := strings.TrimSuffix(n.Str("type"), "_reference")
	at := n.Get("created_at")
	if _, known := logEntries[kind]; !known || at == nil {
		return logEntry{}, false
	}
	s, ok := f.time(d, "created_at", at)
	return logEntry{s, kind, n}, ok
}

// note is the text that a person wrote.
func note(n *jsontree.Node) *jsontree.Node {
	for _, path := range [...]string{"channel.message", "channel.content", "channel.note", "channel.summary", "message", "summary"} {
		if v := follow(n, path); len(v) > 0 && v[0].Kind == jsontree.String && v[0].Text != "" {
			return v[0]
		}
	}
	return nil
}
