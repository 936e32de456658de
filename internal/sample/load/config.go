package load

import (
	"bytes"
	"fmt"
	"strings"
)

// Config is the configuration that reads the plan's lines of one format from
// files, patterns relative to itself, into store.
func Config(p Plan, f Format, files []string, store string) ([]byte, error) {
	if err := p.validate(); err != nil {
		return nil, err
	}
	format, err := reading(f)
	if err != nil {
		return nil, err
	}
	b := new(bytes.Buffer)
	fmt.Fprintf(b, head, store, store+".reports")
	for _, s := range services {
		fmt.Fprintf(b, serviceEntry, s.id, s.name, s.host(), Slow)
	}
	fmt.Fprint(b, "\nsources:\n  logs:\n    - files:\n")
	for _, name := range files {
		fmt.Fprintf(b, "        - %q\n", name)
	}
	fmt.Fprint(b, format, policy, "\ncustomers:\n")
	ids := make([]string, len(services))
	for i, s := range services {
		ids[i] = s.id
	}
	for i, key := range customerKeys(p.Customers) {
		fmt.Fprintf(b, customerEntry, key, i+1)
		if i < contracted {
			fmt.Fprintf(b, contractEntry, strings.Join(ids, ", "))
		}
	}
	return b.Bytes(), nil
}

const (
	head = `# Made by internal/sample/load for its reference load. Everything is made up.
organisation: Load
zone: UTC
store: %q
reports: %q
sample: The whole load is made up.

services:
`
	serviceEntry = `  - id: %s
    name: %s
    match: [{hosts: [%s]}]
    requests: {failed: [5xx], slow: %s}
    minute: {min_requests: 4, down: ">= 50%%", degraded: ">= 5%%", degraded_slow: ">= 30%%"}
`
	policy = `
policies:
  - id: standard
    name: Standard
    target: 99.9%
    evidence: logs
    credits:
      - {below: 99.9%, credit: 10%}
    examples:
      - {period: 43200m, down: 49m, degraded: 0m, excluded: 0m, unknown: 0m, fee: 1000 EUR, availability: 99.8865%, credit: 100 EUR}
`
	// A customer's key is its id.
	customerEntry = `  - id: %s
    name: Customer %d
`
	contractEntry = `    contracts: [{policy: standard, services: [%s], fee: 1000 EUR}]
`
)

// contracted is how many customers have a contract; more would make a
// configuration of ten thousand customers larger than its parser allows.
const contracted = 300

// reading is how a source of the configuration reads the format.
func reading(f Format) (string, error) {
	switch f {
	case Nginx:
		return "      format: '" + LogFormat + "'\n      customer: http_x_tenant\n", nil
	case JSON:
		return `      format:
        json:
          time: ts
          status: status
          latency: latency_ms
          latency_unit: ms
          method: method
          path: path
          host: host
          request_id: id
      customer: customer
`, nil
	}
	return "", fmt.Errorf("format %q is neither %s nor %s", f, Nginx, JSON)
}
