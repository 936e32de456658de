package terms

import (
	"fmt"
	"time"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/contract"
)

// maintenance is a planned piece of work, or calendars that announce some.
func (d *decoder) maintenance(n ast.Node) {
	if has(n, "files") {
		d.calendar(n)
		return
	}
	w := contract.Maintenance{Place: d.place(n)}
	at := instant(d.zone())
	m := d.mapping(n, "a maintenance",
		required("id", func(n ast.Node) {
			if value(d, &w.ID, text)(n); w.ID != "" {
				d.once(n, "maintenance id", w.ID)
			}
		}),
		required("title", value(d, &w.Title, text)),
		optional("services", d.serviceIDs(&w.Services)),
		required("start", value(d, &w.Start, at)),
		required("end", value(d, &w.End, at)),
		optional("announced", value(d, &w.Announced, at)),
	)
	if !w.Start.IsZero() && !w.End.IsZero() && !w.Start.Before(w.End) {
		d.report(m.at("end"), fmt.Sprintf("the maintenance ends at %s, not after it starts at %s", w.End.Format(time.RFC3339), w.Start.Format(time.RFC3339)), "")
	}
	d.config.Book.Maintenance = append(d.config.Book.Maintenance, w)
}

func (d *decoder) calendar(n ast.Node) {
	c := CalendarSource{Place: d.place(n)}
	d.mapping(n, "a calendar",
		required("files", values(d, &c.Files, glob)),
		optional("services", d.serviceIDs(&c.Services)),
	)
	d.config.Calendars = append(d.config.Calendars, c)
}
