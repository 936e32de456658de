package incident

// Against says why c was preferred to its rival r.
func (c Choice) Against(r Mark) string {
	switch away := c.At.Sub(r.At).Abs(); {
	case r.Rule == Reckoned:
		return "reckoned from a length of time, not stated"
	case strength[c.Basis] < strength[r.Basis]:
		return string(c.Basis) + " outranks " + string(r.Basis)
	case r.At.Equal(c.At):
		return "agrees"
	case away > nearPosts && (r.Basis == Prose || r.Basis == Stated):
		return "lies more than 24 h from what was chosen"
	case coarseness[r.Precision] > coarseness[c.Precision]:
		return "only to the " + string(r.Precision)
	}
	return "chosen is " + c.Why
}
