package incident

import (
	"math"
	"slices"
)

// A Case is what all documents together say of one incident. Nothing in it is
// chosen; places keep the file that they are in.
type Case struct {
	Record
	Sources []Source // the leading one, which gives id, title and provider, first
}

// A Source is one document's record of an incident.
type Source struct {
	ID       string
	Title    string
	Provider string
	File     string
	Digest   string
	Posts    int // how many it has
}

// Single is the case of one document.
func Single(r Record) Case { return Case{r, []Source{sourceOf(r)}} }

func sourceOf(r Record) Source {
	return Source{ID: r.ID, Title: r.Title, Provider: r.Provider, File: r.File, Digest: r.Digest, Posts: len(r.Posts)}
}

// named says that id is that of one of the case's records.
func (c Case) named(id string) bool { return namedBy(c.Sources, id) }

// IDs are the ids of the records that the incident was read from, the leading
// one first, each once.
func (inc Incident) IDs() []string {
	var out []string
	for _, s := range inc.Sources {
		if !slices.Contains(out, s.ID) {
			out = append(out, s.ID)
		}
	}
	return out
}

func namedBy(sources []Source, id string) bool {
	return slices.ContainsFunc(sources, func(s Source) bool { return s.ID == id })
}

// told are the documents of the case that are postmortems as a whole: those
// without posts, beside one that has some.
func (c Case) told() []Place {
	if len(c.Posts) == 0 || len(c.Sources) < 2 {
		return nil
	}
	var out []Place
	for _, s := range c.Sources {
		if s.Posts == 0 {
			out = append(out, Place{File: s.File, End: math.MaxInt})
		}
	}
	return out
}
