package accesslog

import (
	"bytes"
	"errors"
	"time"
)

// A Reading is a request as read, for people to look at.
type Reading struct {
	Line       int
	At         time.Time // in UTC
	Status     int
	Latency    time.Duration
	HasLatency bool
	Method     string
	Host       string
	Path       string // without query string
	Customer   string
	RequestID  string
}

// try reads lines by d's candidate; by the zone UTC where it cannot be read
// without, or reads more.
func (d Detection) try(lines [][]byte, file string) Detection {
	plain := d
	err := plain.read(lines, file)
	if d.Options.Zone != nil || err == nil && plain.badTimes == 0 || err != nil && !errors.Is(err, errNoZone) {
		return plain
	}
	d.Options.Zone = time.UTC
	if again := d.read(lines, file); again == nil && (err != nil || d.Requests > plain.Requests) {
		return d
	}
	return plain
}

// read fills d with what its candidate makes of lines. The error is NewParser's.
func (d *Detection) read(lines [][]byte, file string) error {
	p, err := d.Format.NewParser(d.Options)
	if err != nil {
		return err
	}
	defer func() { d.Remarks = p.Remarks() }()
	var r Request
	for i, line := range lines {
		switch err := p.Parse(line, &r); e := err.(type) {
		case nil:
			d.Lines++
			d.Requests++
			if len(r.Customer) > 0 {
				d.Customers++
			}
			d.parts += r.parts()
			if len(d.First) < detectReadings {
				d.First = append(d.First, reading(i+1, &r))
			}
		case *LineError:
			if i > 0 && i == len(lines)-1 && !bytes.HasSuffix(line, newline) {
				break
			}
			d.Lines++
			if e.Reason == BadTime {
				d.badTimes++
			}
			if d.Problem == nil {
				d.Problem = &Rejection{
					File: file, Line: i + 1, Column: e.Column, Reason: e.Reason, Detail: e.Detail,
					Text: printable(trimEnd(line), 200),
				}
			}
		default:
			if err == ErrNotRequest {
				d.Lines++
				d.NotRequests++
			}
		}
	}
	return nil
}

// parts is how many values r has beside time and status.
func (r *Request) parts() int {
	n := 0
	for _, has := range [...]bool{r.HasLatency, len(r.Method) > 0, len(r.Host) > 0, len(r.Path) > 0, len(r.RequestID) > 0} {
		if has {
			n++
		}
	}
	return n
}

func reading(line int, r *Request) Reading {
	return Reading{
		Line: line, At: r.Time(), Status: r.Status, Latency: r.Latency, HasLatency: r.HasLatency,
		Method: printable(r.Method, 20), Host: printable(r.Host, 100), Path: printable(r.Path, 200),
		Customer: printable(r.Customer, maxKey), RequestID: printable(r.RequestID, 64),
	}
}
