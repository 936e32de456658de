package accesslog

// eitherLayout reads a line by the first of its layouts that can. They must
// exclude each other: no line may mean two things.
type eitherLayout []layout

func (e eitherLayout) scanner(o Options) (scanner, error) {
	s := make(eitherScanner, len(e))
	for i, l := range e {
		var err error
		if s[i], err = l.scanner(o); err != nil {
			return nil, err
		}
	}
	return s, nil
}

type eitherScanner []scanner

// scan gives the first layout's error when none can.
func (s eitherScanner) scan(line []byte, r *Request) *LineError {
	var first *LineError
	for i := range s {
		*r = Request{}
		e := s[i].scan(line, r)
		if e == nil || e == notRequest {
			return e
		}
		if first == nil {
			first = e
		}
	}
	return first
}
