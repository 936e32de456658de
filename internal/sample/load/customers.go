package load

import "fmt"

// customerKeys name the customers, the largest first. All have one length, so
// that lines of all customers are alike.
func customerKeys(n int) []string {
	keys := make([]string, n)
	for i := range keys {
		keys[i] = fmt.Sprintf("cust-%05d", i+1)
	}
	return keys
}
