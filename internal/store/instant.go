package store

import "time"

// An instant is a time in columns: UTC seconds, the nanoseconds below the
// second, and the offset and zone letters that it was read with.
type instant struct {
	at, ns, offset int64
	zone           string
}

func instantOf(t time.Time) instant {
	zone, offset := t.Zone()
	return instant{at: t.Unix(), ns: int64(t.Nanosecond()), offset: int64(offset), zone: zone}
}

// time is the instant in a zone of its offset; a zone with rules, such as
// Europe/Stockholm, comes back as the offset that it had at that time.
func (i instant) time() time.Time {
	t := time.Unix(i.at, i.ns)
	if i.offset == 0 && i.zone == "UTC" {
		return t.UTC()
	}
	return t.In(time.FixedZone(i.zone, int(i.offset)))
}
