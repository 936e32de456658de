package traffic

import "aftermath/internal/span"

// AddTo adds the minutes of p to those of its day. It refuses what Unpack
// refuses; after an error the day is undefined.
func (p Packed) AddTo(day *[span.MinutesPerDay]Counts) error {
	d, err := decode(p.Minutes)
	if err != nil {
		return err
	}
	var sum Counts
	for len(d.blob) > 0 {
		var plain uint64
		for d.short() {
			minute, n := d.take()
			day[minute].Total += n
			day[minute].Valid += n
			plain += n
		}
		sum.Total += plain
		sum.Valid += plain
		if len(d.blob) == 0 {
			break
		}
		minute, c, err := d.cell()
		if err != nil {
			return err
		}
		day[minute].Add(c)
		sum.Add(c)
	}
	if sum != p.Sum {
		return errNotItsSum
	}
	return nil
}
