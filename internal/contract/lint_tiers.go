package contract

import (
	"errors"
	"fmt"
)

// CheckTiers refuses a table whose rows are not in descending order, whose
// credits do not rise as availability falls, or that pays above the target. It
// names every row that is wrong.
func (p Policy) CheckTiers() error {
	var wrong []error
	for i := range p.Tiers {
		wrong = append(wrong, p.CheckTier(i))
	}
	return errors.Join(wrong...)
}

// CheckTier says what is wrong with row i of the tiers: by itself, against the
// target, or after the row before it.
func (p Policy) CheckTier(i int) error {
	t := p.Tiers[i]
	if t.Below.IsZero() {
		return fmt.Errorf("tier %s never applies", t)
	}
	if t.Below.Cmp(p.Target) > 0 {
		return fmt.Errorf("tier %s pays although the target of %s %% is kept", t, p.Target)
	}
	if i == 0 {
		return nil
	}
	if before := p.Tiers[i-1]; t.Below.Cmp(before.Below) >= 0 || t.Credit.Cmp(before.Credit) <= 0 {
		return fmt.Errorf("tier %s at %s %% after tier %s at %s %%: list tiers from the highest availability down, each with a higher credit",
			t, t.Credit, before, before.Credit)
	}
	return nil
}
