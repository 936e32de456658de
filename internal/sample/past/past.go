// Package past writes incident histories of any size, for benchmarks: pages of
// a status API and postmortems, of a company that does not exist.
//
//  1. story.go tells an incident: when it began, was noticed and was over.
//  2. page.go writes stories as the JSON of a status page.
//  3. postmortem.go writes one story as prose, filled up to a length.
//
// The same Plan gives the same bytes.
package past

import (
	"fmt"
	"iter"
	"math/rand/v2"
)

// A Plan says how much to write.
type Plan struct {
	Seed        uint64
	Incidents   int // of all, those with a postmortem included
	Postmortems int // a file each
	Length      int // of a postmortem, in bytes, about
}

// perPage is how many incidents a file of the API holds.
const perPage = 500

// A File is a name and what is in it.
type File struct {
	Name string
	Data []byte
}

// Files yields the history's files, pages first.
func (p Plan) Files() iter.Seq[File] {
	return func(yield func(File) bool) {
		dice := rand.New(rand.NewPCG(p.Seed, p.Seed))
		var page []story
		told := 0
		for n := range p.Incidents - p.Postmortems {
			page = append(page, newStory(dice, n))
			if len(page) == perPage || n == p.Incidents-p.Postmortems-1 {
				if !yield(File{fmt.Sprintf("page-%04d.json", told), pageOf(dice, page)}) {
					return
				}
				page, told = page[:0], told+1
			}
		}
		for n := range p.Postmortems {
			s := newStory(dice, p.Incidents-p.Postmortems+n)
			if !yield(File{fmt.Sprintf("postmortem-%04d.md", n), s.postmortem(dice, p.Length)}) {
				return
			}
		}
	}
}
