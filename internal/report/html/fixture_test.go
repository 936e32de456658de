package html

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
	"time"

	"aftermath/internal/money"
	"aftermath/internal/report"
)

// cest is a fixed zone, so that the fixture does not depend on a zone database.
var cest = time.FixedZone("CEST", 2*60*60)

func at(clock string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-18 "+clock, cest)
	if err != nil {
		panic(err)
	}
	return t
}

func ratio(n, d int64) *big.Rat { return big.NewRat(n, d) }

func euro(minor int64) report.Amount {
	return report.Amount{Amount: money.Amount{Minor: minor, Currency: "EUR"}}
}

// incident is a document with every kind of block, cell and chart.
func incident() *report.Document {
	return &report.Document{
		Name: "incident-inc-2026-0311", Kind: report.KindIncident,
		Eyebrow: "Incident INC-2026-0311 · 18 November 2026, 13:40–15:22 CEST",
		Title:   "Checkout API returned errors after a connection-pool change",
		Lead:    "A configuration change halved the database connection pool. Requests queued, then failed. The change was reverted at 14:49 and traffic recovered by 15:22.",
		Badges:  []report.Badge{{Text: "Partial outage", Tone: report.ToneDown}, {Text: "Resolved", Tone: report.ToneGood}},
		Sample:  "Sample data: Northwind and its customers do not exist.",
		Tiles: []report.Tile{
			{Label: "Downtime, measured", Value: report.Minutes(57), Note: "declared 58 min", Tone: report.ToneDown},
			{Label: "Degraded, measured", Value: report.Minutes(45), Note: "before and after", Tone: report.ToneDegraded},
			{Label: "Time to detect", Value: report.Minutes(11), Note: "began → detected"},
			{Label: "Time to mitigate", Value: report.Minutes(66), Note: "began → recovery began"},
			{Label: "Failed requests", Value: report.Count(412906), Note: "31.4 % of those in bad minutes"},
			{Label: "Credits due", Value: euro(239750), Note: "3 of 5 customers", Tone: report.ToneDown},
			{Label: "Availability", Value: report.Percent{Share: ratio(99868152, 100000000), Places: 4}, Note: "target 99.95 %"},
			{Label: "Open", Value: report.None{Why: "nothing is open"}},
		},
		Nav: []report.Link{{Text: "November 2026: overview", Document: "overview"}, {Text: "Where each time comes from", Anchor: "instants"}},
		Sections: []report.Section{
			{ID: "timeline", Title: "What happened, when", Lead: "What the team declared next to what the request log measured. Dashed lines: began, detected, recovery began, resolved.", Blocks: []report.Block{timelineFixture()}},
			{ID: "rates-1-section", Title: "Failed and slow requests, Checkout API", Lead: "Share of each minute's valid requests, all customers together. The declared impact is shaded.", Blocks: []report.Block{ratesFixture()}},
			{ID: "hit-1-section", Title: "Who was hit, and when", Lead: "Share of a customer's valid requests that failed or were slow, in five-minute steps.", Blocks: []report.Block{gridFixture()}},
			{ID: "hits", Title: "Customers and credits", Lead: "Availability is for the billing month. A credit falls due when availability drops below the agreed target.", Blocks: []report.Block{customersFixture()}},
			{ID: "days", Title: "Bad minutes, day by day", Lead: "The number in a cell is the bad minutes of that day.", Blocks: []report.Block{daysFixture(), report.Paragraph("3 more are in the workbook.")}},
			{ID: "credit", Title: "The credit, step by step", Blocks: []report.Block{report.Steps{
				{Label: "Eligible minutes", Formula: "period − excluded − unknown", Operands: "period 43,200 min · excluded 0 min · unknown 0 min", Result: "43,200 min", Clause: "§ 4.2"},
				{Label: "Availability", Formula: "(43,200 − 57) / 43,200", Result: "99.8680 %"},
				{Label: "Credit", Formula: "10 % × 18,400.00 EUR", Result: "1,840.00 EUR", Clause: "Annex B, second row"},
			}}},
			{ID: "instants", Title: "Where each time comes from", Blocks: []report.Block{instantsFixture(), report.Facts{
				{Label: "Evidence", Value: "The request log decides where a minute has enough requests. Where it is silent, the window of a declared incident does."},
				{Label: "Input", Value: "logs/checkout-2026-11.log.zst, SHA-256 9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab"},
			}}},
			{ID: "empty", Title: "Undeclared", Blocks: []report.Block{&report.Table{ID: "undeclared", Caption: "Undeclared stretches", Columns: []report.Column{{Title: "When"}, {Title: "Length", Right: true}}, Empty: "No bad minute lies outside a declared incident."}}},
		},
		Footer: []report.Fact{{Label: "Period", Value: "November 2026 (Europe/Stockholm)"}, {Label: "Made by", Value: "aftermath 1.0"}, {Label: "Offline", Value: "This file is self-contained and makes no network requests."}},
	}
}

func timelineFixture() *report.Chart {
	bar := func(from, to, label string, tone report.Tone) report.Stretch {
		return report.Stretch{From: at(from), To: at(to), Label: label, Tone: tone}
	}
	t := &report.Timeline{From: at("12:15"), To: at("16:15"), Lanes: []report.Lane{
		{Label: "Response", Bars: []report.Stretch{bar("13:52", "14:03", "Not yet noticed", report.ToneDown), bar("14:03", "14:21", "Investigating", report.ToneDegraded), bar("14:21", "14:58", "Mitigating", report.ToneProgress), bar("14:58", "15:40", "Watching recovery", report.ToneWatch)}},
		{Label: "Declared impact", Bars: []report.Stretch{bar("14:00", "14:58", "Outage", report.ToneDown), bar("14:58", "15:40", "Degraded", report.ToneDegraded)}},
		{Label: "Measured impact", Bars: []report.Stretch{bar("13:40", "13:52", "Degraded", report.ToneDegraded), bar("13:52", "14:49", "Down", report.ToneDown), bar("14:49", "15:22", "Degraded", report.ToneDegraded), bar("15:50", "16:10", "Unknown", report.ToneUnknown)}},
		{Label: "Status page", Bars: []report.Stretch{bar("12:30", "13:15", "Maintenance", report.ToneExcluded), bar("14:09", "15:40", "Incident posted", report.ToneProgress)}},
	}, Marks: []report.Mark{{At: at("13:52"), Label: "Began"}, {At: at("14:03"), Label: "Detected"}, {At: at("14:58"), Label: "Recovery began"}, {At: at("15:40"), Label: "Resolved"}}}
	table := &report.Table{ID: "timeline-table", Caption: "The bars of the timeline", Columns: []report.Column{{Title: "Lane"}, {Title: "What"}, {Title: "From"}, {Title: "To"}}}
	for _, lane := range t.Lanes {
		for _, b := range lane.Bars {
			table.Rows = append(table.Rows, []report.Cell{report.Text(lane.Label), report.Status{Text: b.Label, Tone: b.Tone}, report.Time{At: b.From, Layout: "2 Jan 15:04 MST"}, report.Time{At: b.To, Layout: "2 Jan 15:04 MST"}})
		}
	}
	return &report.Chart{ID: "timeline-chart", Alt: "Lanes for response, declared impact, measured impact and status page over the time of the incident.", Height: 60 + 58*4, Timeline: t, Table: table}
}

// bad is how much of the traffic fails at a minute after 12:15.
func bad(minute int, r *rand.Rand) float64 {
	switch {
	case minute < 85 || minute >= 187:
		return 0.004 * r.Float64()
	case minute < 97:
		return 0.01 + 0.02*r.Float64()
	case minute < 154:
		return 0.45 - 0.35*math.Exp(-float64(minute-97)/3) + 0.05*r.Float64()
	}
	return 0.08*math.Exp(-float64(minute-154)/15) + 0.006*r.Float64()
}

func ratesFixture() *report.Chart {
	r := rand.New(rand.NewPCG(1, 2))
	failed, slow := make([]float64, 240), make([]float64, 240)
	for i := range failed {
		failed[i] = bad(i, r)
		slow[i] = failed[i]*0.4 + 0.01*r.Float64()
		if i >= 215 && i < 228 && i != 220 {
			failed[i], slow[i] = math.NaN(), math.NaN()
		}
	}
	return &report.Chart{ID: "rates-1", Height: 260, Alt: "The share of requests that failed, and that were slow, in each minute around the incident.",
		Rates: &report.Rates{
			From: at("12:15"), Step: time.Minute, Threshold: 0.05, Rule: "down at 5 % or more",
			Series: []report.Series{{Name: "Failed", Tone: report.ToneDown, Values: failed}, {Name: "Slow", Tone: report.ToneDegraded, Values: slow}},
			Shades: []report.Stretch{{From: at("12:30"), To: at("13:15"), Label: "Maintenance", Tone: report.ToneExcluded}, {From: at("14:00"), To: at("14:58"), Label: "Outage", Tone: report.ToneDown}, {From: at("14:58"), To: at("15:40"), Label: "Degraded", Tone: report.ToneDegraded}},
			Marks:  []report.Mark{{At: at("14:03"), Label: "Detected"}},
		},
		Table: &report.Table{ID: "rates-1-table", Caption: "Requests in five-minute steps", Columns: []report.Column{{Title: "From"}, {Title: "Failed share", Right: true}},
			Rows: [][]report.Cell{{report.Time{At: at("12:15"), Layout: "15:04"}, report.Percent{Share: ratio(3, 1000), Places: 1}}, {report.Time{At: at("15:50"), Layout: "15:04"}, report.None{Why: "no requests"}}}},
	}
}

var customers = []string{"Northwind Logistics", "O’Brien & Söhne <Retail>", "Maison Lumière", "Kestrel Health", "Tromsø Tide Power"}

func gridFixture() *report.Chart {
	r := rand.New(rand.NewPCG(3, 4))
	g := &report.Grid{Rows: customers, None: "no requests", Classes: []report.Class{{Min: 0, Label: "under 1 %"}, {Min: 0.01, Label: "1–5 %"}, {Min: 0.05, Label: "5–20 %"}, {Min: 0.2, Label: "20–40 %"}, {Min: 0.4, Label: "40 % and more"}}}
	for i := range 24 {
		g.Columns = append(g.Columns, at("13:30").Add(time.Duration(i)*5*time.Minute).Format("15:04"))
	}
	for c := range customers {
		row := make([]float64, len(g.Columns))
		for i := range row {
			row[i] = bad(75+5*i, r) * (1.1 - 0.18*float64(c)) * (0.7 + 0.6*r.Float64())
		}
		g.Values = append(g.Values, row)
	}
	g.Values[4][1], g.Values[4][2], g.Values[3][0] = math.NaN(), math.NaN(), math.NaN()
	return &report.Chart{ID: "hit-1", Height: 80 + 34*len(customers), Grid: g, Alt: "A grid of 5 customers by five-minute steps, coloured by the share of requests that failed or were slow.",
		Table: &report.Table{ID: "hit-1-table", Caption: "Failed or slow share", Columns: []report.Column{{Title: "Customer"}, {Title: "13:30", Right: true}}, Rows: [][]report.Cell{{report.Text(customers[0]), report.Percent{Share: ratio(1, 200), Places: 1}}}}}
}

func customersFixture() *report.Table {
	row := func(name, plan string, target, share *big.Rat, down, degraded int64, used float64, label string, tone report.Tone, fee, credit int64) []report.Cell {
		due := report.Cell(report.None{Why: "no credit falls due"})
		verdict := report.Status{Text: "Met", Tone: report.ToneGood}
		if credit > 0 {
			due, verdict = euro(credit), report.Status{Text: "Missed", Tone: report.ToneDown}
		}
		return []report.Cell{report.Ref{Text: name, Note: plan, Document: "statement-x"}, verdict, report.Percent{Share: target, Places: 2}, report.Percent{Share: share, Places: 4},
			report.Minutes(down), report.Minutes(degraded), report.Bar{Share: used, Label: label, Tone: tone}, euro(fee), due}
	}
	return &report.Table{ID: "hits", Caption: "Customers under contract",
		Columns: []report.Column{{Title: "Customer"}, {Title: "Promise"}, {Title: "Target", Right: true}, {Title: "Availability", Right: true, Note: "rounded down"}, {Title: "Down", Right: true}, {Title: "Degraded", Right: true}, {Title: "Error budget used"}, {Title: "Monthly fee", Right: true}, {Title: "Credit", Right: true}},
		Rows: [][]report.Cell{
			row(customers[0], "Enterprise", ratio(9995, 10000), ratio(43143, 43200), 57, 45, 2.64, "264 %", report.ToneDown, 1840000, 184000),
			row(customers[1], "Business", ratio(999, 1000), ratio(43144, 43200), 56, 40, 1.3, "130 %", report.ToneDown, 620000, 31000),
			row(customers[2], "Business", ratio(999, 1000), ratio(43153, 43200), 47, 38, 1.09, "109 %", report.ToneDown, 495000, 24750),
			row(customers[3], "Enterprise", ratio(999, 1000), ratio(43166, 43200), 34, 41, 0.79, "79 %", report.ToneDegraded, 2100000, 0),
			row(customers[4], "Starter", ratio(995, 1000), ratio(43181, 43200), 19, 36, 0.09, "9 %", report.ToneGood, 49000, 0),
		},
		Total: []report.Cell{report.Text("Total credits due"), report.None{}, report.None{}, report.None{}, report.None{}, report.None{}, report.None{}, report.None{}, euro(239750)},
	}
}

func daysFixture() *report.Chart {
	d := &report.Days{}
	for i := range 30 {
		d.Columns = append(d.Columns, money.Group(int64(i+1)))
	}
	marks := map[int]report.DayCell{
		2: {Tone: report.ToneNeutral, Hint: "3 November: outside the contract"}, 6: {Tone: report.ToneUnknown, Mark: "?", Hint: "7 November: 12 min unknown"},
		11: {Tone: report.ToneExcluded, Mark: "m", Hint: "12 November: 45 min excluded"}, 17: {Tone: report.ToneDown, Mark: "57", Hint: "18 November: 57 min down"},
		19: {Tone: report.ToneDegraded, Mark: "8", Hint: "20 November: 8 min degraded"}, 24: {Tone: report.ToneDown, Mark: "1,440", Hint: "25 November: 1,440 min down"},
	}
	for _, name := range customers[:3] {
		row := report.DayRow{Label: name + " · Checkout API", Cells: []report.DayCell{{}}}
		for i := 1; i < 30; i++ {
			cell := report.DayCell{Tone: report.ToneGood, Hint: "up all day"}
			if special, ok := marks[i]; ok {
				cell = special
			}
			row.Cells = append(row.Cells, cell)
		}
		d.Rows = append(d.Rows, row)
	}
	return &report.Chart{ID: "days", Alt: "One cell for each day and promise, with the bad minutes of that day.", Days: d,
		Table: &report.Table{ID: "days-table", Caption: "Days with a minute that was not up", Columns: []report.Column{{Title: "Day"}, {Title: "Down", Right: true}}, Rows: [][]report.Cell{{report.Text("Wed 18 November"), report.Minutes(57)}}}}
}

func instantsFixture() *report.Table {
	return &report.Table{ID: "instants", Caption: "Instants and what they rest on",
		Columns: []report.Column{{Title: "Instant"}, {Title: "Time"}, {Title: "Basis"}, {Title: "Words"}, {Title: "Why this reading"}},
		Rows: [][]report.Cell{
			{report.Text("Began"), report.TwoLines{First: "18 Nov 13:52 CEST", Second: "11:52 UTC"}, report.Text("prose"), report.Text("“From 13:52 CEST the checkout API returned errors for a part of all requests”"), report.Text("the onset of impact as the postmortem states it; not 14:09 (posted, “We are investigating”)")},
			{report.Text("Cause identified"), report.None{Why: "not stated"}, report.None{}, report.None{}, report.Text("not stated")},
		}}
}

func newRenderer(t testing.TB) *Renderer {
	t.Helper()
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func render(t testing.TB, doc *report.Document) []byte {
	t.Helper()
	b, err := newRenderer(t).Render(doc)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
