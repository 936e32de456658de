package terms

import (
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/contract"
	"aftermath/internal/money"
)

// examples reads the worked examples; the policy's measures are known.
func (d *decoder) examples(p *contract.Policy, n ast.Node) {
	if n == nil || n.Type() == ast.NullType {
		return
	}
	d.list(1, func(n ast.Node) {
		if has(n, "given") || has(n, "expect") {
			p.Examples = append(p.Examples, d.fullExample(*p, n))
			return
		}
		p.Examples = append(p.Examples, d.example(n))
	})(n)
}

// example is the flat form: minutes, a fee, an availability and a credit.
func (d *decoder) example(n ast.Node) contract.Example {
	e := contract.Example{Place: d.place(n)}
	t := &e.Minutes
	m := d.mapping(n, "an example",
		required("period", value(d, &t.Period, minutes)),
		optional("down", value(d, &t.Down, minutes)),
		optional("degraded", value(d, &t.Degraded, minutes)),
		optional("excluded", value(d, &t.Excluded, minutes)),
		optional("unknown", value(d, &t.Unknown, minutes)),
		required("fee", value(d, &e.Fee, money.Parse)),
		optional("availability", value(d, &e.Availability, figure)),
		required("credit", value(d, &e.Credit, money.Parse)),
	)
	t.Up = t.Period - t.Down - t.Degraded - t.Excluded - t.Unknown
	if t.Period > 0 && t.Up < 0 {
		d.report(m.at("period"), fmt.Sprintf("the example's minutes are %d more than its period of %d", -t.Up, t.Period), "")
	}
	return e
}

// fullExample is what is given, and what is expected.
func (d *decoder) fullExample(p contract.Policy, n ast.Node) contract.Example {
	e := contract.Example{Place: d.place(n)}
	d.mapping(n, "an example",
		optional("name", value(d, new(string), text)),
		required("given", func(n ast.Node) { e.Case, e.Unit = d.given(p, n) }),
		required("expect", func(n ast.Node) { e.Expect = d.expect(n) }),
	)
	if e.Case == nil && e.Unit == nil {
		e.Case = &contract.Case{Givens: make([]contract.Given, len(p.Promises()))}
	}
	return e
}

// expect is what must come out; what is not written is not checked.
func (d *decoder) expect(n ast.Node) contract.Expect {
	var x contract.Expect
	var credit, net money.Amount
	var cut, leave, bad bool
	percent, plain := parseFigure(true), parseFigure(false)
	m := d.mapping(n, "what is expected",
		optional("availability", func(n ast.Node) {
			if s, ok := scalar(n); ok && s == "none" {
				x.None = true
				return
			}
			value(d, &x.Availability, percent)(n)
		}),
		optional("measured", value(d, &x.Availability, plain)),
		optional("cut", value(d, &cut, named(truths))),
		optional("credit", value(d, &credit, money.Parse)),
		optional("net", value(d, &net, money.Parse)),
		optional("percent", value(d, &x.Percent, percent)),
		optional("days", value(d, &x.Days, plain)),
		optional("verdict", value(d, &x.Verdict, named(verdicts))),
		optional("reason", value(d, &x.Reason, text)),
		optional("lost", value(d, &x.Lost, parseTime)),
		optional("allowed", value(d, &x.Allowed, parseTime)),
		optional("excluded", value(d, &x.Excluded, parseTime)),
		optional("target", value(d, &x.Target, percent)),
		optional("terminate", value(d, &leave, named(truths))),
		optional("unit", value(d, &bad, named(goodness))),
	)
	if len(m.values) == 0 {
		d.report(n, "nothing is expected", "write availability, credit, percent, verdict …")
	}
	if x.Availability != nil && cut {
		x.Availability.Cut = true
	}
	if m.values["credit"] != nil {
		x.Credit = &credit
	}
	if m.values["net"] != nil {
		x.Net = &net
	}
	if m.values["terminate"] != nil {
		x.Terminate = &leave
	}
	if m.values["unit"] != nil {
		x.Bad = &bad
	}
	return x
}

// parseFigure is a decimal number, with a percent sign where it is a share.
func parseFigure(percent bool) func(string) (*contract.Figure, error) {
	return func(s string) (*contract.Figure, error) {
		f := &contract.Figure{Text: s}
		digits := s
		if percent {
			var ok bool
			if digits, ok = strings.CutSuffix(s, "%"); !ok {
				return nil, advice{fmt.Sprintf("percentage %q: write a number and a percent sign, like 99.9%%", s), ""}
			}
		}
		digits = strings.TrimSpace(digits)
		var err error
		if f.Value, err = decimalText(digits); err != nil {
			return nil, err
		}
		_, decimals, _ := strings.Cut(digits, ".")
		f.Places = len(decimals)
		return f, nil
	}
}

// parseTime is a number, or a duration in minutes.
func parseTime(s string) (*contract.Figure, error) {
	if f, err := parseFigure(false)(s); err == nil {
		return f, nil
	}
	if number, ok := strings.CutSuffix(s, "m"); ok {
		if f, err := parseFigure(false)(number); err == nil {
			return f, nil
		}
	}
	v, err := length(s)
	if err != nil {
		return nil, err
	}
	return &contract.Figure{Text: s, Value: big.NewRat(int64(v), int64(time.Minute)), Places: 9}, nil
}
