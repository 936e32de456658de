package contract

import "testing"

// A credit below the minimum waits until enough has gathered, also through
// periods that owe nothing.
func TestCarry(t *testing.T) {
	p := flat("10%")
	p.Minimum = Minimum{Amount: eur(250), Mode: Carry}
	c := monthDown(60, Bill{Fee: eur(1000)})
	for i, want := range []struct{ down, credit, carried int64 }{{60, 0, 100}, {0, 0, 100}, {60, 0, 200}, {60, 300, 0}, {0, 0, 0}} {
		c.Givens[0].Minutes = month(0, want.down, 0, 0)
		j := p.Settle(c)
		if j.Credit != eur(want.credit) || j.Carried.Minor != want.carried {
			t.Errorf("period %d: %s is paid and %s waits, want %d and %d", i+1, j.Credit, j.Carried, want.credit, want.carried)
		}
		c.Carried = j.Carried
	}
}
