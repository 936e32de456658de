package excel

import (
	"strings"
	"testing"

	"aftermath/internal/statement"
)

func TestCustomerHoldsNothingOfAnother(t *testing.T) {
	acc := account(t)
	secret := func(st statement.Statement) []string {
		return append([]string{st.Customer.ID, strings.TrimSpace(plain(st.Customer.Name))[:10], st.Contract.Fee.Decimal()}, st.Customer.Keys...)
	}
	for _, own := range acc.Statements {
		contents, _ := parts(t, customer(t, acc, own.Customer.ID))
		for part, content := range contents {
			text := strings.ToLower(strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&", "&#39;", "'", "&#34;", `"`).Replace(content))
			for _, other := range acc.Statements {
				if other.Customer.ID == own.Customer.ID {
					continue
				}
				for _, s := range secret(other) {
					if strings.Contains(text, strings.ToLower(s)) {
						t.Errorf("workbook of %s: %s holds %q of %s", own.Customer.ID, part, s, other.Customer.ID)
					}
				}
			}
			if strings.Contains(text, "stranger") || strings.Contains(text, "rejected") || strings.Contains(text, "9120331") {
				t.Errorf("workbook of %s: %s tells of others' traffic", own.Customer.ID, part)
			}
		}
	}
}

func TestOwnTraceOnly(t *testing.T) {
	acc := account(t)
	f := read(t, customer(t, acc, "cust-exact"))
	column, row := find(t, f, "Minutes", "Requests")
	// The fixture gives the third statement's customer three times 100 requests a minute, all customers 7,700.
	if got := raw(t, f, "Minutes", column, row+1); got != "300" {
		t.Errorf("requests in the first minute: %s", got)
	}
	f = read(t, month(t, acc))
	if got := raw(t, f, "Minutes", column, row+1); got != "7700" {
		t.Errorf("requests of the service in the first minute: %s", got)
	}
}

func TestUnknownCustomer(t *testing.T) {
	if _, err := Customer(account(t), "nobody"); err == nil || !strings.Contains(err.Error(), "nobody") {
		t.Errorf("error %v", err)
	}
}
