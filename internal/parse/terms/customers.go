package terms

import (
	"fmt"
	"time"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/span"
)

func (d *decoder) customer(n ast.Node) {
	var c contract.Customer
	held := map[string][]term{}
	m := d.mapping(n, "a customer",
		required("id", d.newID(d.customers, &c.ID)),
		required("name", value(d, &c.Name, text)),
		optional("keys", d.list(1, func(n ast.Node) {
			var key string
			if value(d, &key, customerKey)(n); key != "" {
				c.Keys = append(c.Keys, key)
				d.owns(n, key, c.ID)
			}
		})),
		optional("contracts", d.list(1, func(n ast.Node) { c.Contracts = append(c.Contracts, d.contract(n, held)) })),
	)
	if m.values["keys"] == nil && c.ID != "" {
		c.Keys = []string{c.ID}
		d.owns(m.at("id"), c.ID, c.ID)
	}
	d.config.Book.Customers = append(d.config.Book.Customers, c)
}

// customerKey is a value of the customer field in the logs; "-" is how a log
// says that there is none.
func customerKey(s string) (string, error) {
	if s == "-" {
		return "", advice{`"-" means in a log that no customer is named`, "write the value that names this customer"}
	}
	return text(s)
}

// owns notes whose requests carry key; two customers cannot share one.
func (d *decoder) owns(n ast.Node, key, customer string) {
	owner, taken := d.owners[key]
	switch {
	case !taken:
		d.owners[key] = customer
	case owner == customer:
		d.report(n, fmt.Sprintf("the key %q is listed twice", key), "remove one")
	default:
		d.report(n, fmt.Sprintf("the key %q already means customer %s", key, owner), "a request belongs to one customer: give each its own keys")
	}
}

// A term is when a contract holds, and where it is written.
type term struct {
	span.Span
	line int
}

// Contracts without an end are compared as if they ended after all dates that
// can be written.
var forever = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)

// contract reads one; held is the customer's contracts so far, by service.
func (d *decoder) contract(n ast.Node, held map[string][]term) contract.Contract {
	c := contract.Contract{Zone: d.zone()}
	before := len(d.problems)
	m := d.mapping(n, "a contract", append([]field{
		required("policy", value(d, &c.Policy, d.policies.refer)),
		required("services", d.serviceIDs(&c.Services)),
		required("fee", value(d, &c.Fee, money.Parse)),
		optional("zone", value(d, &c.Zone, zone)),
		optional("from", func(n ast.Node) { value(d, &c.From, date(c.Zone))(n) }),
		optional("to", func(n ast.Node) { value(d, &c.To, date(c.Zone))(n) }),
	}, d.otherFees(&c.Bill)...)...)
	if len(d.problems) > before {
		return c
	}
	own := term{span.New(c.From, c.To), d.place(n).Line}
	if c.To.IsZero() {
		own.End = forever
	}
	if own.Empty() {
		d.report(m.at("to"), fmt.Sprintf("the contract ends on %s, not after it begins on %s", c.To.Format(time.DateOnly), c.From.Format(time.DateOnly)), "to is the first day that it no longer holds")
		return c
	}
	d.overlaps(n, own, c.Services, held)
	return c
}

// overlaps reports a service for which another contract of the customer holds
// at the same time.
func (d *decoder) overlaps(n ast.Node, own term, services []string, held map[string][]term) {
	for _, service := range services {
		for _, other := range held[service] {
			if own.Overlaps(other.Span) {
				d.report(n, fmt.Sprintf("this contract for %s overlaps the one on line %d", service, other.line), "end one (to) before or when the other begins (from)")
				break
			}
		}
		held[service] = append(held[service], own)
	}
}
