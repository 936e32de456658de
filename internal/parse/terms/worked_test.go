package terms

import (
	"bufio"
	"encoding/json"
	"math/big"
	"os"
	"strings"
	"testing"

	"aftermath/internal/contract"
	"aftermath/internal/money"
)

// aside are the published examples that no contract is about.
var aside = map[string]string{
	"atlassian-mtbf":         "a mean time between failures is a statistic of incidents, not a promise",
	"atlassian-mttr-resolve": "it adds work to prevent the next incident to the time to resolve this one",
	"atlassian-mtta":         "a mean time to acknowledge is a statistic of incidents, not a promise",
	"devlake-fdrt":           "its clock starts at a deployment, which no input names",
}

// Every worked example that a vendor published gives the published result, by
// its contract in testdata/worked.yaml. The list beside the project says what
// must come out, the file here what is given: both are held against each other.
func TestWorked(t *testing.T) {
	data, err := os.ReadFile("testdata/worked.yaml")
	if err != nil {
		t.Fatal(err)
	}
	all, err := ParsePolicies("worked.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	policies := map[string]contract.Policy{}
	for _, p := range all {
		policies[p.ID] = p
		for _, err := range p.CheckExamples() {
			t.Error(err)
		}
	}
	for id, want := range listed(t) {
		p, ok := policies[strings.ReplaceAll(id, ".", "-")]
		switch {
		case ok:
			agree(t, id, p.Examples[0].Expect, want)
		case aside[id] == "":
			t.Errorf("%s is no policy of worked.yaml, and nothing says why", id)
		}
	}
}

// agree holds what an example expects against what the list says.
func agree(t *testing.T, id string, x contract.Expect, want map[string]any) {
	t.Helper()
	figures := map[string]*contract.Figure{
		"uptime_pct": x.Availability, "uptime_pct_2dp": x.Availability, "credit_pct": x.Percent, "down_min_per_user": x.Allowed, "pct_2dp": x.Target,
	}
	amounts := map[string]*money.Amount{"credit": x.Credit, "credit_gbp": x.Credit, "net_bill_gbp": x.Net}
	checked := 0
	for key, value := range want {
		text := strings.TrimSpace(strings.Trim(string(mustJSON(t, value)), `"`))
		switch f, isFigure := figures[key]; {
		case isFigure && f != nil:
			if r, ok := new(big.Rat).SetString(text); !ok || f.Value.Cmp(r) != 0 {
				t.Errorf("%s: %s is %s in the list, %s in worked.yaml", id, key, text, f.Text)
			}
			checked++
		case amounts[key] != nil:
			if amounts[key].Decimal() != text {
				t.Errorf("%s: %s is %s in the list, %s in worked.yaml", id, key, text, amounts[key])
			}
			checked++
		case key == "downtime_minute" && x.Bad != nil:
			if *x.Bad != value.(bool) {
				t.Errorf("%s: the unit is bad: %t", id, *x.Bad)
			}
			checked++
		case key == "scheduled_s" && x.Excluded != nil:
			if new(big.Rat).Mul(x.Excluded.Value, big.NewRat(60, 1)).RatString() != text {
				t.Errorf("%s: %s minutes are excluded", id, x.Excluded.Text)
			}
			checked++
		case key == "display" && x.Availability != nil:
			if x.Availability.Text != text {
				t.Errorf("%s: %s", id, x.Availability.Text)
			}
			checked++
		case key == "fraction", key == "credit_fraction_6dp":
			r, _ := new(big.Rat).SetString(text)
			if share := new(big.Rat).Quo(x.Percent.Value, big.NewRat(100, 1)); share.Cmp(r) != 0 {
				t.Errorf("%s: the share is %s", id, share.FloatString(6))
			}
			checked++
		}
	}
	if checked == 0 {
		t.Errorf("%s: nothing of %v is in worked.yaml", id, want)
	}
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// listed are the results in the list beside the project, by id.
func listed(t *testing.T) map[string]map[string]any {
	t.Helper()
	file, err := os.Open("../../../../shared/sla/worked-examples.jsonl")
	if os.IsNotExist(err) {
		return nil // the contracts' own examples have run
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	out := map[string]map[string]any{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var row struct {
			ID       string
			Expected map[string]any
		}
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		out[row.ID] = row.Expected
	}
	return out
}
