package app

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/parse/terms"
)

// A Question is a case that a policy is tried on, as the command line writes
// it: lengths with their unit, amounts with their currency. Empty fields are
// not given.
type Question struct {
	Config, Policy                         string
	Period, Zone                           string
	Down, Degraded, Excluded, Unknown, Fee string
	Intervals                              string // total, bad, valid and failed in each bad one: "8640,864,1000,100"
	Requests, Failed                       string
	Outages                                []string // lengths, or mappings as in an example
	Given                                  []string // further keys of an example: "repairs: [5h]"
	JSON                                   bool
}

// TryPolicy prints what a policy makes of a case, step by step.
func (a *App) TryPolicy(q Question) error {
	at, err := policies(q.Config)
	if err != nil {
		return err
	}
	p, _, _, err := at.find(q.Policy)
	if err != nil {
		return err
	}
	zone := at.book.Zone
	if q.Zone != "" {
		if zone, err = time.LoadLocation(q.Zone); err != nil || q.Zone == "Local" {
			return usage("policy try: %q is not a time zone\n    write an IANA name, like Europe/Stockholm or UTC", q.Zone)
		}
	}
	if start, ok := terms.Began(q.Period); ok {
		p = p.At(start)
	}
	text, err := q.text()
	if err != nil {
		return err
	}
	c, unit, err := terms.ParseGiven(p, text, zone)
	if err != nil {
		return usage("policy try: %w", spoken(err))
	}
	if unit != nil {
		bad, err := p.Promises()[0].Judges(*unit)
		if err != nil {
			return usage("policy try: %w", err)
		}
		word := map[bool]string{false: "good", true: "bad"}[bad]
		_, err = fmt.Fprintf(a.Out, "the unit is %s\n", word)
		return err
	}
	j := p.Settle(*c)
	if q.Fee == "" { // the case counts it as nothing of no currency
		j.Arithmetic = slices.DeleteFunc(j.Arithmetic, inNoCurrency)
	}
	if q.JSON {
		return writeTrial(a.Out, q, p, j)
	}
	return printTrial(a.Out, q, p, *c, j)
}

// inNoCurrency says that a step is about money of no currency.
func inNoCurrency(s contract.Step) bool {
	return s.Result.Unit == money.NoCurrency || slices.ContainsFunc(s.Operands, func(o contract.Operand) bool { return o.Unit == money.NoCurrency })
}

// text is the case as an example of the configuration would write it.
func (q Question) text() (string, error) {
	var b strings.Builder
	for _, pair := range [][2]string{{"period", q.Period}, {"down", q.Down}, {"degraded", q.Degraded}, {"excluded", q.Excluded}, {"unknown", q.Unknown}, {"fee", q.Fee}} {
		if pair[1] != "" {
			fmt.Fprintf(&b, "%s: %s\n", pair[0], strconv.Quote(pair[1]))
		}
	}
	if q.Intervals != "" {
		keys := []string{"total", "bad", "valid", "failed"}
		numbers := strings.Split(q.Intervals, ",")
		if len(numbers) != 2 && len(numbers) != len(keys) {
			return "", usage("policy try: intervals %q\n    write their total, the bad ones, and in each bad one the valid and the failed requests: 8640,864,1000,100", q.Intervals)
		}
		b.WriteString("intervals:\n")
		for i, n := range numbers {
			fmt.Fprintf(&b, "  %s: %s\n", keys[i], strconv.Quote(strings.TrimSpace(n)))
		}
	}
	if q.Requests != "" || q.Failed != "" {
		fmt.Fprintf(&b, "requests: {valid: %s, failed: %s}\n", strconv.Quote(q.Requests), strconv.Quote(q.Failed))
	}
	if len(q.Outages) > 0 {
		b.WriteString("outages:\n")
		for _, o := range q.Outages {
			if !strings.HasPrefix(o, "{") {
				o = strconv.Quote(o)
			}
			fmt.Fprintf(&b, "  - %s\n", o)
		}
	}
	for _, line := range q.Given {
		b.WriteString(line + "\n")
	}
	return b.String(), nil
}

// spoken is what is wrong with a question, without places in a text that nobody
// wrote.
func spoken(err error) error {
	var problems terms.Problems
	if !errors.As(err, &problems) {
		return err
	}
	var words []string
	for _, p := range problems {
		line := p.Message
		if p.Hint != "" {
			line += "\n    " + p.Hint
		}
		words = append(words, line)
	}
	return errors.New(strings.Join(words, "\n"))
}

// printTrial is the arithmetic for a person at a desk.
func printTrial(w io.Writer, q Question, p contract.Policy, c contract.Case, j contract.Judgement) error {
	fmt.Fprintf(w, "%s (%s)", p.Name, q.Policy)
	if !p.From.IsZero() {
		fmt.Fprintf(w, ", in force from %s", p.From)
	}
	if p.Source.Address != "" {
		fmt.Fprintf(w, "\n%s", p.Source.Address)
		if p.Source.Date != "" {
			fmt.Fprintf(w, ", text of %s", p.Source.Date)
		}
	}
	fmt.Fprintln(w)
	measure := ""
	for _, s := range j.Arithmetic {
		if s.Measure != measure {
			if measure = s.Measure; measure == "" {
				measure = "together"
			}
			fmt.Fprintf(w, "\n%s\n", measure)
			measure = s.Measure
		}
		printStep(w, s)
	}
	fmt.Fprintf(w, "\nverdict: %s\n", j.Verdict)
	switch {
	case j.Days != nil:
		fmt.Fprintf(w, "credit:  %s days added to the term\n", j.Days.RatString())
	case c.Bill.Fee.Currency == money.NoCurrency && j.Percent != nil:
		fmt.Fprintf(w, "credit:  %s %% of the fee; --fee makes it an amount\n", strings.TrimRight(strings.TrimRight(inHundred(j.Percent).FloatString(6), "0"), "."))
	case c.Bill.Fee.Currency == money.NoCurrency && j.Reason == "":
		fmt.Fprintln(w, "credit:  none")
	case c.Bill.Fee.Currency == money.NoCurrency:
		fmt.Fprintf(w, "credit:  by %s; --fee makes it an amount\n", j.Reason)
	default:
		fmt.Fprintf(w, "credit:  %s\n", j.Credit)
	}
	if j.Terminate != "" {
		fmt.Fprintf(w, "right to terminate: %s\n", j.Terminate)
	}
	for _, m := range j.Missing {
		fmt.Fprintf(w, "not known: %s\n", m)
	}
	for _, d := range p.Claim.Deadlines {
		fmt.Fprintf(w, "claim:   %s%s\n", d.Words(), due(q, p, d))
	}
	return nil
}

// due says until when a deadline that runs from the period's end goes, where the
// period is one of the calendar; days end where the period's zone has them end.
func due(q Question, p contract.Policy, d contract.Deadline) string {
	start, ok := terms.Began(q.Period)
	if !ok || d.Anchor != contract.PeriodEnd || d.Unit == contract.InHours {
		return ""
	}
	length, _, err := terms.Stretch(q.Period, time.UTC)
	if err != nil {
		return ""
	}
	last := d.Due(start.Add(length-time.Second), p.Promises()[0].Calendar.Holidays).Add(-time.Second)
	return ", until the end of " + last.Format(time.DateOnly)
}

func printStep(w io.Writer, s contract.Step) {
	formula := s.Formula + clauseWords(s.Clause)
	fmt.Fprintf(w, "  %-20s %22s   %s\n", s.Label, s.Result.Printed, formula)
	if len(s.Operands) == 0 {
		return
	}
	parts := make([]string, len(s.Operands))
	for i, o := range s.Operands {
		parts[i] = o.Name + " " + o.Printed
	}
	fmt.Fprintf(w, "  %-20s %22s   %s\n", "", "", strings.Join(parts, ", "))
}
