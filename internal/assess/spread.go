package assess

// spread does every job that feed gives, on as many goroutines as there are
// hands; do is told which hand it is. Of several errors that of the earliest
// job is returned, so that it does not hang on who was faster. After an error
// of its own a hand does nothing more.
func spread[J any](hands int, feed func(give func(J)) error, do func(hand int, job J) error) error {
	type numbered struct {
		number int
		job    J
	}
	type failure struct {
		number int
		err    error
	}
	jobs, done := make(chan numbered, hands), make(chan failure, hands)
	for hand := range hands {
		go func() {
			var failed failure
			for j := range jobs {
				if failed.err == nil {
					failed = failure{j.number, do(hand, j.job)}
				}
			}
			done <- failed
		}()
	}
	n := 0
	err := feed(func(j J) {
		jobs <- numbered{n, j}
		n++
	})
	close(jobs)
	var first failure
	for range hands {
		if f := <-done; f.err != nil && (first.err == nil || f.number < first.number) {
			first = f
		}
	}
	if first.err != nil {
		return first.err
	}
	return err
}

// A shelf lends parcels, so that their memory is used again.
type shelf chan *parcel

func (s shelf) take() *parcel {
	select {
	case p := <-s:
		return p
	default:
		return new(parcel)
	}
}

func (s shelf) give(p *parcel) {
	select {
	case s <- p:
	default:
	}
}
