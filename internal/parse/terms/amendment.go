package terms

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/incident"
)

// ParseAmendments reads a file that holds a list of amendments, each as the
// configuration would hold it; zone is that of times without an offset. Its
// error is Problems. A file of comments alone holds none.
func ParseAmendments(file string, data []byte, zone *time.Location) ([]incident.Amendment, error) {
	c := &Config{File: file}
	c.Book.Zone = zone
	d := newDecoder(c)
	if blank(data) {
		return nil, nil
	}
	if root := d.document(data); root != nil {
		d.list(1, d.amendmentEntry)(root)
	}
	if len(d.problems) > 0 {
		return nil, d.problems.Sorted()
	}
	return c.Amendments, nil
}

func blank(data []byte) bool {
	for line := range bytes.Lines(data) {
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' {
			return false
		}
	}
	return true
}

// amendment is what a person decided, or files that hold such decisions.
func (d *decoder) amendment(n ast.Node) {
	if has(n, "files") {
		s := AmendmentSource{Place: d.place(n)}
		d.mapping(n, "files of amendments", required("files", values(d, &s.Files, glob)))
		d.config.AmendmentFiles = append(d.config.AmendmentFiles, s)
		return
	}
	d.amendmentEntry(n)
}

// decisions are the keys of which an amendment has one.
var decisions = []string{"instant", "window", "level", "cause", "same_as", "distinct_from"}

func (d *decoder) amendmentEntry(n ast.Node) {
	var a incident.Amendment
	at := d.place(n)
	a.Place = incident.Place{File: at.File, Line: at.Line, Column: at.Column}
	other := func(into *string) reader {
		return func(n ast.Node) {
			if value(d, into, text)(n); *into != "" && *into == a.Incident {
				d.report(n, fmt.Sprintf("the incident %q is compared with itself", *into), "name the id of the other record")
			}
		}
	}
	before := len(d.problems)
	m := d.mapping(n, "an amendment",
		required("incident", value(d, &a.Incident, text)),
		optional("instant", value(d, &a.Instant, word("an instant of an incident", incident.Kinds[:]...))),
		optional("at", value(d, &a.At, instant(d.zone()))),
		optional("absent", value(d, &a.Absent, yes)),
		optional("window", func(n ast.Node) { d.window(n, &a) }),
		optional("level", value(d, &a.Level, severity)),
		optional("cause", value(d, &a.Cause, identifier)),
		optional("same_as", other(&a.SameAs)),
		optional("distinct_from", other(&a.DistinctFrom)),
		required("author", value(d, &a.Author, text)),
		required("reason", value(d, &a.Reason, text)),
		optional("ticket", value(d, &a.Ticket, text)),
		optional("date", value(d, &a.Date, date(d.zone()))),
	)
	if len(d.problems) > before || !d.decides(m) {
		return
	}
	if key := decided(a); key != "" {
		d.once(m.at(strings.Fields(key)[0]), "amendment of", a.Incident+" "+key)
	}
	d.config.Amendments = append(d.config.Amendments, a)
}

// decides says that the amendment decides one thing.
func (d *decoder) decides(m mapping) bool {
	var written []string
	for _, key := range decisions {
		if m.values[key] != nil {
			written = append(written, key)
		}
	}
	const forms = "write instant with at, or with absent: true; or window; or level; or cause; or same_as; or distinct_from"
	at, absent := m.values["at"], m.values["absent"]
	switch {
	case len(written) == 0:
		d.report(m.node, "the amendment decides nothing", forms)
	case len(written) > 1:
		d.report(m.at(written[1]), fmt.Sprintf("the amendment decides two things: %s and %s", written[0], written[1]), "write an amendment for each")
	case written[0] != "instant" && at != nil:
		d.report(at, fmt.Sprintf("at belongs to an instant, not to %s", written[0]), forms)
	case written[0] != "instant" && absent != nil:
		d.report(absent, fmt.Sprintf("absent belongs to an instant, not to %s", written[0]), forms)
	case written[0] == "instant" && at == nil && absent == nil:
		d.report(m.node, `an amendment of an instant needs the key "at"`, "or absent: true, where nobody knows it")
	case at != nil && absent != nil:
		d.report(absent, "an instant is not both known and absent", "remove at or absent")
	default:
		return true
	}
	return false
}

// decided is what may be decided only once about an incident, the key first;
// "" for a window, of which there may be several.
func decided(a incident.Amendment) string {
	switch {
	case a.Instant != "":
		return "instant " + string(a.Instant)
	case a.Cause != "":
		return "cause"
	case a.SameAs != "":
		return "same_as " + a.SameAs
	case a.DistinctFrom != "":
		return "distinct_from " + a.DistinctFrom
	case a.Window.Start.IsZero():
		return "level"
	}
	return ""
}

func (d *decoder) window(n ast.Node, a *incident.Amendment) {
	at := instant(d.zone())
	m := d.mapping(n, "a window",
		required("start", value(d, &a.Window.Start, at)),
		required("end", value(d, &a.Window.End, at)),
		required("level", value(d, &a.Level, severity)),
	)
	if !a.Window.Start.IsZero() && !a.Window.End.IsZero() && !a.Window.Start.Before(a.Window.End) {
		d.report(m.at("end"), fmt.Sprintf("the window ends at %s, not after it starts at %s", a.Window.End.Format(time.RFC3339), a.Window.Start.Format(time.RFC3339)), "")
	}
}

func severity(s string) (incident.Level, error) {
	return word("a level", incident.Outage, incident.Partial, incident.Degraded)(s)
}

// yes is the word that says so; what is not so is not written.
func yes(s string) (bool, error) {
	_, err := word("what absent can be", "true")(s)
	return err == nil, err
}
