package report

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// rates draws the failed and the slow share per minute of a trace, with the
// declared windows shaded; nil without a trace that has requests.
func rates(acc *statement.Account, e *statement.Episode, service, customer, id string) *Chart {
	tr, ok := trace(e, service, customer)
	if !ok || total(tr.Points).Valid == 0 {
		return nil
	}
	zone := acc.Period.Zone
	spec := &Rates{From: tr.From.Time().In(zone), Step: time.Minute, Shades: declared(e, zone)}
	failed, slow := Series{Name: "Failed", Tone: ToneDown}, Series{Name: "Slow", Tone: ToneDegraded}
	table := &Table{ID: id + "-table", Caption: "Requests in five-minute steps",
		Columns: []Column{{Title: "From"}, {Title: "Requests", Right: true}, {Title: "Failed", Right: true}, {Title: "Slow", Right: true}, {Title: "Failed share", Right: true}}}
	for i, p := range tr.Points {
		failed.Values = append(failed.Values, share(p.Failed, p.Valid))
		slow.Values = append(slow.Values, share(p.Slow, p.Valid))
		if i%gridStep == 0 {
			sum := total(tr.Points[i:min(i+gridStep, len(tr.Points))])
			table.Rows = append(table.Rows, []Cell{
				Time{(tr.From + span.Minute(i)).Time().In(zone), "15:04"}, Count(int64(sum.Valid)), Count(int64(sum.Failed)), Count(int64(sum.Slow)), ratio(sum.Failed, sum.Valid),
			})
		}
	}
	spec.Series = []Series{failed, slow}
	for _, s := range e.Services {
		if s.ID == service {
			spec.Threshold, _ = s.Minute.Down.Percent.Share().Float64()
			spec.Rule = "failed: down at " + s.Minute.Down.Words()
		}
	}
	if c, ok := e.Instants[incident.Detected]; ok {
		spec.Marks = append(spec.Marks, Mark{c.At.In(zone), kindWords[incident.Detected]})
	}
	return &Chart{ID: id, Height: 260, Rates: spec, Table: table,
		Alt: "The share of requests that failed, and that were slow, in each minute around the incident."}
}

// share is for drawing only; NaN where there is nothing to share.
func share(n, of uint64) float64 {
	if of == 0 {
		return math.NaN()
	}
	return float64(n) / float64(of)
}

func ratio(n, of uint64) Cell {
	if of == 0 {
		return None{Why: "no requests"}
	}
	return Percent{Share: new(big.Rat).SetFrac(new(big.Int).SetUint64(n), new(big.Int).SetUint64(of)), Places: 1}
}

func total(points []statement.Requests) statement.Requests {
	var sum statement.Requests
	for _, p := range points {
		sum.Total += p.Total
		sum.Valid += p.Valid
		sum.Failed += p.Failed
		sum.Slow += p.Slow
	}
	return sum
}

// gridStep is the width of a cell of the grid, in minutes.
const gridStep = 5

// grid draws, per customer, the share of valid requests that part counts (failed
// or slow); nil where no customer has any such request.
func grid(acc *statement.Account, e *statement.Episode, service, id, word string, part func(statement.Requests) uint64) *Chart {
	spec := &Grid{None: "no requests", Classes: []Class{{0, "under 1 %"}, {0.01, "1–5 %"}, {0.05, "5–20 %"}, {0.2, "20–40 %"}, {0.4, "40–70 %"}, {0.7, "70 % and more"}}}
	table := &Table{ID: id + "-table", Caption: word + " share, in five-minute steps", Columns: []Column{{Title: "Customer"}}}
	any := uint64(0)
	for _, h := range e.Hit {
		tr, ok := trace(e, service, h.Customer.ID)
		if !ok || h.Service.ID != service || len(tr.Points) == 0 {
			continue
		}
		row := make([]float64, 0, len(tr.Points)/gridStep+1)
		cells := []Cell{Text(h.Customer.Name)}
		for i := 0; i < len(tr.Points); i += gridStep {
			if len(spec.Rows) == 0 {
				label := (tr.From + span.Minute(i)).Time().In(acc.Period.Zone).Format("15:04")
				spec.Columns = append(spec.Columns, label)
				table.Columns = append(table.Columns, Column{Title: label, Right: true})
			}
			sum := total(tr.Points[i:min(i+gridStep, len(tr.Points))])
			n := part(sum)
			any += n
			row = append(row, share(n, sum.Valid))
			cells = append(cells, ratio(n, sum.Valid))
		}
		spec.Rows = append(spec.Rows, h.Customer.Name)
		spec.Values = append(spec.Values, row)
		table.Rows = append(table.Rows, cells)
	}
	if any == 0 {
		return nil
	}
	return &Chart{ID: id, Height: 80 + 30*len(spec.Rows), Grid: spec, Table: table,
		Alt: fmt.Sprintf("A grid of %d customers by five-minute steps, coloured by the %s share of requests.", len(spec.Rows), strings.ToLower(word))}
}
