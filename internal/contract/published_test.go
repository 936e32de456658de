package contract

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aftermath/internal/money"
)

// published is a worked example that a provider printed beside its terms.
type published struct {
	ID     string
	Inputs struct {
		Method       string
		MonthMinutes int64       `json:"month_minutes"`
		Down         int64       `json:"downtime_minutes"`
		WholeDown    int64       `json:"whole_minutes_down"`
		Target       json.Number `json:"target_pct"`
		Credit       string
		Tiers        []struct {
			Below  json.Number
			Credit json.Number `json:"credit_pct"`
		}
	}
	Expected struct {
		Uptime json.Number `json:"uptime_pct_2dp"` // rounded, not cut
		Credit json.Number `json:"credit_pct"`
	}
}

// policy is the example's terms, where tiers of availability can say them.
func (e published) policy(t *testing.T) (Policy, bool) {
	percent := func(n json.Number) money.Percent {
		p, err := money.ParsePercent(n.String() + "%")
		if err != nil {
			t.Fatalf("%s: %v", e.ID, err)
		}
		return p
	}
	var p Policy
	for _, row := range e.Inputs.Tiers {
		p.Tiers = append(p.Tiers, Tier{Below: percent(row.Below), Credit: percent(row.Credit)})
	}
	if flat, ok := strings.CutPrefix(e.Inputs.Credit, "flat "); ok {
		number, _, _ := strings.Cut(flat, "%")
		p.Tiers = []Tier{{Below: percent(e.Inputs.Target), Credit: percent(json.Number(number))}}
	}
	if e.Inputs.Method != "downtime_minutes" || len(p.Tiers) == 0 {
		return p, false
	}
	p.Target = p.Tiers[0].Below
	return p, true
}

func TestPublishedExamples(t *testing.T) {
	tried := 0
	for _, e := range readPublished(t) {
		p, ok := e.policy(t)
		if !ok {
			continue
		}
		tried++
		down := e.Inputs.Down + e.Inputs.WholeDown
		j := p.Judge(Tally{Period: e.Inputs.MonthMinutes, Up: e.Inputs.MonthMinutes - down, Down: down}, eur(1000000))
		want, err := money.ParsePercent(e.Expected.Credit.String() + "%")
		if err != nil {
			t.Fatal(err)
		}
		if j.Tier == nil || j.Tier.Credit.Cmp(want) != 0 || j.Credit != eur(1000000).Times(want) {
			t.Errorf("%s: credit is %s by tier %v, published is %s %%", e.ID, j.Credit, j.Tier, want)
		}
		hundred := j.Availability.Num().Int64() * 10000
		rounded := (2*hundred + j.Availability.Denom().Int64()) / (2 * j.Availability.Denom().Int64())
		if published, err := money.Parse(e.Expected.Uptime.String() + " EUR"); err != nil || published.Minor != rounded {
			t.Errorf("%s: availability is %s, published is %s", e.ID, j.Availability.FloatString(6), e.Expected.Uptime)
		}
	}
	if tried < 3 {
		t.Errorf("only %d published examples could be tried", tried)
	}
}

func readPublished(t *testing.T) []published {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(filepath.Join(root, "..", "shared", "sla", "worked-examples.jsonl"))
	if os.IsNotExist(err) {
		t.Skip("the published worked examples (../shared/sla beside the repository) are not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all []published
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var e published
		if err := json.Unmarshal(lines.Bytes(), &e); err == nil { // other kinds of example have other shapes
			all = append(all, e)
		}
	}
	return all
}
