package contract

import "aftermath/internal/money"

// dearest is the most that a policy pays as a share of its base, where tables
// alone say so.
func (p Policy) dearest() (most money.Percent, ok bool) {
	if !p.Base.Share.IsZero() || p.Combine == Sum {
		return most, false
	}
	for _, m := range p.Promises() {
		if m.Credit == nil {
			continue
		}
		rows, ok := shares(m.Credit)
		if !ok {
			return most, false
		}
		for _, pay := range rows {
			if pay.Days != nil || !pay.Amount.IsZero() {
				return most, false
			}
			if pay.Percent.Cmp(most) > 0 {
				most = pay.Percent
			}
		}
	}
	return most, !most.IsZero()
}

// shares are what a table's rows pay; not ok for a shape that is no table.
func shares(c Credit) (rows []Pay, ok bool) {
	switch c := c.(type) {
	case Tiers:
		for _, t := range c {
			rows = append(rows, t.Paid())
		}
	case Bands:
		for _, b := range c.Rows {
			rows = append(rows, b.Pays)
		}
	case Flat:
		rows = append(rows, c.Pays)
	case Several:
		if c.Combine == Sum {
			return nil, false
		}
		for _, part := range c.Of {
			of, ok := shares(part)
			if !ok {
				return nil, false
			}
			rows = append(rows, of...)
		}
	default:
		return nil, false
	}
	return rows, true
}
