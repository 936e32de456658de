package accesslog

// eitherLayout reads a line by whichever of its layouts can. They must exclude
// each other: no line may mean two things.
type eitherLayout []layout

func (e eitherLayout) scanner(o Options, c *clock) (scanner, error) {
	s := &eitherScanner{all: make([]scanner, len(e))}
	for i, l := range e {
		var err error
		if s.all[i], err = l.scanner(o, c); err != nil {
			return nil, err
		}
	}
	return s, nil
}

type eitherScanner struct {
	all    []scanner
	likely int // which read the line before: neighbours are often alike
}

// scan gives the first layout's error when none can.
func (s *eitherScanner) scan(line []byte, r *Request) *LineError {
	likely := s.all[s.likely].scan(line, r)
	if likely == nil || likely == notRequest {
		return likely
	}
	first := likely
	for i := range s.all {
		if i == s.likely {
			continue
		}
		*r = Request{}
		e := s.all[i].scan(line, r)
		if e == nil || e == notRequest {
			s.likely = i
			return e
		}
		if i == 0 {
			first = e
		}
	}
	return first
}
