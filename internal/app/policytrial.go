package app

import (
	"encoding/json"
	"io"
	"math/big"

	"aftermath/internal/contract"
	"aftermath/internal/money"
)

// trialSchema names the shape of the JSON of policy try.
const trialSchema = "aftermath.trial/1"

// trialJSON is the stable shape of a trial.
type trialJSON struct {
	Schema       string      `json:"schema"`
	Policy       string      `json:"policy"`
	Period       string      `json:"period"`
	Availability *string     `json:"availability"` // exact, in percent or the aggregate's unit, as a fraction
	Verdict      string      `json:"verdict"`
	Credit       string      `json:"credit"`
	Currency     string      `json:"currency"`
	Percent      *string     `json:"percent"` // of the base, as a fraction of 100
	Days         *string     `json:"days"`
	Reason       string      `json:"reason"`
	Terminate    string      `json:"terminate"`
	Missing      []string    `json:"missing"`
	Steps        []trialStep `json:"arithmetic"`
}

type trialStep struct {
	Key      string         `json:"key"`
	Measure  string         `json:"measure,omitempty"`
	Label    string         `json:"label"`
	Formula  string         `json:"formula"`
	Operands []trialOperand `json:"operands"`
	Result   trialOperand   `json:"result"`
	Clause   string         `json:"clause"`
}

type trialOperand struct {
	Name    string  `json:"name"`
	Exact   *string `json:"exact"` // as a fraction
	Printed string  `json:"printed"`
	Unit    string  `json:"unit"`
}

func writeTrial(w io.Writer, q Question, p contract.Policy, j contract.Judgement) error {
	out := trialJSON{Schema: trialSchema, Policy: q.Policy, Period: q.Period, Verdict: string(j.Verdict), Credit: j.Credit.Decimal(), Currency: j.Credit.Currency,
		Days: fraction(j.Days), Reason: j.Reason, Terminate: j.Terminate, Missing: j.Missing, Steps: []trialStep{}}
	if out.Currency == money.NoCurrency {
		out.Credit, out.Currency = "", ""
	}
	if out.Missing == nil {
		out.Missing = []string{}
	}
	exact := j.Parts[0].Exact
	if p.Promises()[0].Aggregate.Shares() {
		exact = inHundred(exact)
	}
	out.Availability, out.Percent = fraction(exact), fraction(inHundred(j.Percent))
	for _, s := range j.Arithmetic {
		step := trialStep{s.Key, s.Measure, s.Label, s.Formula, []trialOperand{}, operandJSON(s.Result), s.Clause}
		for _, o := range s.Operands {
			step.Operands = append(step.Operands, operandJSON(o))
		}
		out.Steps = append(out.Steps, step)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

func operandJSON(o contract.Operand) trialOperand {
	return trialOperand{o.Name, fraction(o.Exact), o.Printed, o.Unit}
}

func inHundred(r *big.Rat) *big.Rat {
	if r == nil {
		return nil
	}
	return new(big.Rat).Mul(r, big.NewRat(100, 1))
}

func fraction(r *big.Rat) *string {
	if r == nil {
		return nil
	}
	s := r.RatString()
	return &s
}
