package report

import (
	"fmt"
	"strings"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/statement"
)

// CustomerName is the document name of a customer's statement.
func CustomerName(id string) string { return "statement-" + slug(id) }

// Customer is one customer's month, fit to mail: the answer first, then the
// minutes, the outages, the incidents that touched it, and the credit step by
// step. It is made from Only the customer's part of the account.
func Customer(acc *statement.Account, id string) *Document {
	own := Only(acc, id)
	name := id
	if len(own.Statements) > 0 {
		name = own.Statements[0].Customer.Name
	}
	due, _ := credits(own.Statements)
	d := &Document{
		Name:     CustomerName(id),
		Kind:     KindStatement,
		Customer: id,
		Eyebrow:  "Service level statement · " + acc.Organisation,
		Title:    name + ", " + acc.Period.Title(),
		Lead:     customerLead(own, due),
		Sample:   acc.Sample,
		Footer:   footer(own),
	}
	for v, n := range tally(own.Statements) {
		if n > 0 {
			d.Badges = append(d.Badges, Badge{Text: verdict(v).Text, Tone: verdict(v).Tone})
		}
	}
	sortBadges(d.Badges)
	d.Tiles = customerTiles(own, due)
	d.Sections = dropEmpty(append([]Section{
		commitments(own),
		calendar(own.Statements, "Day by day", "The number in a cell is the bad minutes of that day."),
		outages(own),
		touched(own),
		amended(own, false),
		maintenance(own),
		notJudged(own),
		asks(own),
	}, append(append(arithmetic(own), otherSections(own)...), samples(own), method(own, own.Statements), inputs(own, false))...))
	return d
}

func customerLead(own *statement.Account, due []money.Amount) string {
	lead := ""
	for _, s := range worstFirst(own.Statements) {
		j, goal := s.Judgement, "its "+strings.TrimPrefix(targetWords(s.Policy), "a ")
		if len(s.Services) > 0 {
			goal = "their" + strings.TrimPrefix(goal, "its")
		}
		switch {
		case !s.RunsUntil.IsZero():
			lead += fmt.Sprintf("%s: the period runs until %s; so far it comes to %s. ", s.Service.Name, s.RunsUntil.In(s.Period.Zone).Add(-time.Second).Format("2 January 2006"), measuredWords(s))
		case j.Verdict == contract.Missed:
			lead += fmt.Sprintf("%s missed %s with %s (%s). ", s.Service.Name, goal, measuredWords(s), margin(j))
		case j.Verdict == contract.Met:
			lead += fmt.Sprintf("%s kept %s with %s (%s). ", s.Service.Name, goal, measuredWords(s), margin(j))
		default:
			lead += fmt.Sprintf("%s could not be judged. ", s.Service.Name)
		}
	}
	if words := amounts(due); words != "nothing" {
		return lead + "A credit of " + words + " is due."
	}
	return lead + "No credit is due."
}

func sortBadges(badges []Badge) {
	rank := map[Tone]int{ToneDown: 0, ToneUnknown: 1, ToneGood: 2}
	for i := range badges {
		for k := i; k > 0 && rank[badges[k].Tone] < rank[badges[k-1].Tone]; k-- {
			badges[k], badges[k-1] = badges[k-1], badges[k]
		}
	}
}

func customerTiles(own *statement.Account, due []money.Amount) []Tile {
	var tiles []Tile
	for _, s := range worstFirst(own.Statements) {
		tone := verdict(s.Judgement.Verdict).Tone
		tiles = append(tiles, Tile{Label: s.Service.Name, Value: measured(s), Note: strings.TrimPrefix(targetWords(s.Policy), "a ") + ", " + margin(s.Judgement), Tone: tone})
	}
	var total contract.Tally
	for _, s := range own.Statements {
		total = total.Add(s.Minutes)
	}
	tiles = append(tiles,
		Tile{Label: "Down", Value: Minutes(total.Down), Note: "counted"},
		Tile{Label: "Degraded", Value: Minutes(total.Degraded), Note: "slow or flawed"})
	credit := Tile{Label: "Credit due", Value: None{Why: "no credit falls due"}, Tone: ToneGood}
	for _, a := range due {
		if !a.IsZero() {
			credit = Tile{Label: "Credit due", Value: Amount{a}, Note: "worked out below", Tone: ToneDown}
			tiles = append(tiles, credit)
		}
	}
	if credit.Tone == ToneGood {
		tiles = append(tiles, credit)
	}
	return tiles
}

// commitments is every promise of the customer with its minutes.
func commitments(own *statement.Account) Section {
	t := &Table{ID: "commitments", Caption: "Promises and minutes",
		Columns: []Column{
			{Title: "Service"}, {Title: "Promise"}, {Title: "Availability", Right: true, Note: "and target"},
			{Title: "Down", Right: true}, {Title: "Degraded", Right: true}, {Title: "Excluded", Right: true}, {Title: "Unknown", Right: true},
			{Title: "Error budget used"},
		}}
	facts := Facts{}
	for _, s := range worstFirst(own.Statements) {
		t.Rows = append(t.Rows, []Cell{
			TwoLines{s.Service.Name, s.Policy.Name}, verdict(s.Judgement.Verdict),
			against(s),
			minutesCell(s.Minutes.Down), minutesCell(s.Minutes.Degraded), minutesCell(s.Minutes.Excluded), minutesCell(s.Minutes.Unknown),
			budget(s.Judgement),
		})
		facts = append(facts, Fact{s.Service.Name, fmt.Sprintf("%s (%s), %s. Without exclusions, availability would be %s. %s requests: %s failed, %s slow.",
			stretch(s.Judged, s.Period.Zone), s.Period.Zone, minutesText(s.Minutes.Period), percentText(s.Plain.Availability, 4),
			money.Group(int64(s.Requests.Total)), money.Group(int64(s.Requests.Failed)), money.Group(int64(s.Requests.Slow))) + thinWords(s)})
	}
	return Section{ID: "commitments", Title: "Did we keep our promise?", Blocks: []Block{t, facts}}
}

// thinWords say what the request log could not decide, "" where it could decide
// all: such minutes are up unless an incident was declared, which a reader must
// know.
func thinWords(s statement.Statement) string {
	if s.Thin.Minutes == 0 {
		return ""
	}
	return fmt.Sprintf(" %s had requests, but fewer than %s and so too few to decide: %s of their %s failed.",
		minutesText(s.Thin.Minutes), count(int(s.Service.Minute.MinRequests), "valid request", "valid requests"),
		money.Group(int64(s.Thin.Requests.Failed)), count(int(s.Thin.Requests.Valid), "request", "requests"))
}
