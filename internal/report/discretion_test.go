package report

import (
	"testing"

	"aftermath/internal/contract"
	"aftermath/internal/statement"
)

func TestDiscretion(t *testing.T) {
	acc := &statement.Account{Statements: []statement.Statement{
		{Customer: contract.Customer{ID: "kh", Name: "Kestrel Health", Keys: []string{"kh-1"}}},
		{Customer: contract.Customer{ID: "k", Name: "Kestrel", Keys: []string{"kk", ""}}},
	}}
	hush := discretion(acc, "kh")
	short := discretion(&statement.Account{Statements: []statement.Statement{
		{Customer: contract.Customer{ID: "a", Name: "A"}}, {Customer: contract.Customer{ID: "acme", Name: "Acme Corp"}},
	}}, "a")
	if got := short("a word to acme corp"); got != withheld {
		t.Errorf("a short own id hides another's name: %q", got)
	}
	for in, want := range map[string]string{
		"Kestrel Health was hit":           "Kestrel Health was hit",
		"KESTREL was hit":                  withheld,
		"Kestrel Health and kestrel alike": withheld,
		"logs/kk.log":                      withheld,
		"logs/book.log":                    "logs/book.log",
		"logs/kh-1.log":                    "logs/kh-1.log",
	} {
		if got := hush(in); got != want {
			t.Errorf("%q became %q", in, got)
		}
	}
}

func TestMentions(t *testing.T) {
	for _, tc := range []struct {
		text, name string
		want       bool
	}{
		{"logs/acme/a.log", "acme", true},
		{"logs/pacmen/a.log", "acme", false},
		{"pacmen acme", "acme", true},
		{"northwindprod", "northwind", true},
		{"é-b", "b", true},
		{"éb", "b", false},
		{"", "b", false},
	} {
		if got := mentions(tc.text, tc.name); got != tc.want {
			t.Errorf("mentions(%q, %q) = %v", tc.text, tc.name, got)
		}
	}
}
