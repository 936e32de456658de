package terms

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
	"time"
)

func replace(t testing.TB, old, new string) []byte {
	t.Helper()
	if !strings.Contains(sound, old) {
		t.Fatalf("%q is not in the configuration", old)
	}
	return []byte(strings.Replace(sound, old, new, 1))
}

func crlf(data []byte) []byte { return bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")) }

// FuzzParse holds the law of Parse: a configuration whose references and times
// hold together, or problems that each have a place and words.
func FuzzParse(f *testing.F) {
	f.Add([]byte(sound))
	f.Add(Template())
	f.Add([]byte("a: &a [*a]\n<<: *a"))
	f.Add([]byte("? [a]\n: {b: !!str c}\n---\n..."))
	f.Add([]byte("services: [{id: a, requests: {failed: [0-599, 4xx]}}]"))
	if broken, err := os.ReadFile("testdata/broken.yaml"); err == nil {
		f.Add(broken)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Parse("a.yaml", data)
		if err != nil {
			var problems Problems
			if !errors.As(err, &problems) || len(problems) == 0 || c != nil {
				t.Fatalf("got %v with the error %v", c, err)
			}
			for _, p := range problems {
				if p.Line < 1 || p.Column < 1 || p.Message == "" || p.File != "a.yaml" {
					t.Errorf("not a problem: %+v", p)
				}
			}
			return
		}
		for _, customer := range c.Book.Customers {
			for _, contract := range customer.Contracts {
				if _, ok := c.Book.Policy(contract.Policy); !ok {
					t.Errorf("policy %q is not in the book", contract.Policy)
				}
				for _, id := range contract.Services {
					if _, ok := c.Book.Service(id); !ok {
						t.Errorf("service %q is not in the book", id)
					}
				}
			}
		}
		for _, m := range c.Book.Maintenance {
			if !m.Start.Before(m.End) {
				t.Errorf("maintenance %s ends before it starts", m.ID)
			}
		}
		for _, p := range c.Book.Policies {
			if faults := p.Lint(); len(faults) > 0 {
				t.Errorf("%+v", faults)
			}
		}
	})
}

// Files of the largest size that are made to be slow are refused in seconds.
func TestHostileFiles(t *testing.T) {
	for name, unit := range map[string][2]string{
		"entries without value": {"services:\n", "-\n"},
		"keys without value":    {"services:\n", "- a:\n"},
		"tags":                  {"services:\n", "- !a\n"},
		"statuses":              {"services: [{id: a, requests: {ignored: [", "0,"},
		"aliases":               {"a: &a 1\nb: [", "*a,"},
		"contracts":             {"policies: [{id: p}]\nservices: [{id: s}]\ncustomers:\n- id: a\n  contracts:\n", "  - {policy: p, services: [s], fee: 1 EUR}\n"},
		"unknown services":      {"services: [{id: a}]\ncustomers:\n- contracts:\n  - services: [", "x,"},
		"presets":               {"policies:\n", "- {id: p, extends: presets/aws-s3}\n"},
		"versions":              {"policies:\n- id: p\n  versions:\n", "  - {from: 2025-01-01}\n"},
		"tiers":                 {"policies:\n- id: p\n  credits:\n", "  - {below: 1%, credit: 1%}\n"},
		"measures":              {"policies:\n- id: p\n  measures:\n", "  - {id: a}\n"},
		"outages":               {"policies:\n- id: p\n  target: 99%\n  examples:\n", "  - {given: {period: 30 days, outages: [1m, 2m, 3m]}, expect: {verdict: met}}\n"},
		"brackets":              {"", "["},
		"documents":             {"", "a:\n---\n"},
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			for _, size := range []int{128 << 10, maxBytes} {
				data := unit[0] + strings.Repeat(unit[1], (size-len(unit[0])-2)/len(unit[1]))
				if strings.HasSuffix(data, ",") {
					data += strings.Repeat("]", strings.Count(unit[0], "[")-strings.Count(unit[0], "]"))
				}
				if _, err := Parse("a.yaml", []byte(data)); err == nil {
					t.Error("was read without a problem")
				}
			}
			if took := time.Since(began); took > 20*time.Second {
				t.Errorf("took %s", took)
			}
		})
	}
}
