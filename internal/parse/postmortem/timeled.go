package postmortem

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/prose"
)

var (
	// ledBy is a line that begins with its time, with the day where that changes,
	// and goes on with the post: "Aug 7, 12:27 AM PDT We have resolved …"
	ledBy = regexp.MustCompile(`^\s*[\[(]?(?:(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, ?\d{4})?|\d{4}-\d{2}-\d{2}),?\s+)?\d{1,2}:\d{2}(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,5})?[\])]?[ :–-]+[A-Z]`)
	// public are the words of a post, which a row of a timeline does not have
	public = regexp.MustCompile(`(?i)\b(?:we|our)\b.{0,40}\b(?:investigating|aware|working|experiencing|seeing|confirm|identified|looking|continu\w+|monitoring|recover\w*|resolved)\b|^.{0,60}\b(?:investigating|is experiencing|are experiencing)\b`)
	// dateLine is a line of its own with the day, or the instant, of the first post
	dateLine = regexp.MustCompile(`(?i)^\s*(?:date|posted|published|started)\s*:\s*(\S.*?)\s*$`)
	// closedTitle is a page's own mark on its title
	closedTitle = regexp.MustCompile(`(?i)^\s*[\[(](?:resolved|closed)[\])]\s*`)
)

// headLines is how many lines may stand above the first post.
const headLines = 8

// IsTimeLed says that a file is a page of updates, each a line that begins with
// its time: title, service, then nothing but posts in the words of posts.
func IsTimeLed(s parse.Sample) bool {
	if s.JSON() || s.Markup() {
		return false
	}
	led, spoken, said := 0, 0, 0
	for i, line := range bytes.Split(s.Data[:min(len(s.Data), 64<<10)], []byte("\n")) {
		line = bytes.TrimRight(line, "\r")
		switch {
		case len(bytes.TrimSpace(line)) == 0:
		case ledBy.Match(line):
			led++
			if public.Match(line) {
				spoken++
			}
			if i == 0 {
				return false
			}
		case led == 0:
			if said++; said > headLines || bytes.HasPrefix(line, []byte("#")) || bytes.HasPrefix(line, []byte("---")) {
				return false
			}
		}
	}
	return led > 0 && spoken*2 > led
}

// TimeLed reads a page of updates that each begin with their time.
//
// The first line is the title, the next the service. A "date:" line, or a date
// above the posts, dates the first post; a post names its day only when that
// changes. The page may show the newest post first.
func TimeLed(file string, data []byte, o parse.Options) (parse.Document, error) {
	if err := parse.CheckSize(file, data); err != nil {
		return parse.Document{}, err
	}
	s := newSource(file, data, o)
	all := (&text{}).of(data, bodyStart(data), min(len(data), bodyStart(data)+maxText)).lines()
	r := s.record()
	posts, first := s.led(r, all)
	if len(posts) == 0 {
		return parse.Document{}, fmt.Errorf("%s: no line that begins with the time of a post, as \"8:18 PM PDT We are investigating …\"\n    name another format, or save the page as text", file)
	}
	if err := s.date(posts, first); err != nil {
		return parse.Document{}, err
	}
	closed := closedTitle.MatchString(r.Title)
	updates := make([]update, len(posts))
	for i := range posts {
		updates[i] = posts[i].update
	}
	if r.Title = closedTitle.ReplaceAllString(r.Title, ""); r.Title == "" {
		r.Title = "untitled"
	}
	s.announce(r, updates, closed)
	r.Open = r.Posts[len(r.Posts)-1].Status != "Resolved"
	for _, p := range posts {
		s.read(r, p.body, prose.Context{Anchor: p.At, Past: true, Until: p.At, Zone: p.zone})
	}
	r.ID = parse.Identity(r.Provider, r.Title, strings.Join(r.Components, ","), r.Posts[0].At.UTC().Format(time.RFC3339))
	parse.Finish(r)
	return parse.Document{Records: []incident.Record{*r}}, nil
}

// of is t with the bytes of data from start to end.
func (t *text) of(data []byte, start, end int) *text {
	t.copy(data, start, end)
	return t
}

// A ledPost is a post whose day may still be unknown.
type ledPost struct {
	update
	head head
	body *text
	zone *time.Location
}

// led reads title, service and posts; first is the instant or day that stands
// above the posts, zero for none.
func (s *source) led(r *incident.Record, all []*text) (posts []ledPost, first value) {
	place := s.options.Place()
	for _, l := range all {
		switch {
		case l.empty():
		case ledBy.Match(l.bytes) && len(posts) < maxPosts:
			h, ok := headOf(l.bytes)
			if !ok || !h.Clock {
				continue
			}
			p := ledPost{head: h, zone: place}
			if z, known := prose.ZoneOf(h.Zone); known && h.Zone != "" {
				p.zone = z.Location()
				place = p.zone // a later line may leave the letters out
			}
			p.body = l.cut(h.End, len(l.bytes)).trim()
			p.word, p.said = s.words(l.origin(h.Start, h.End))
			p.Place, p.Status = s.place(l.origin(0, len(l.bytes))), "Update"
			p.Body = parse.Clean(string(p.body.bytes))
			posts = append(posts, p)
		case len(posts) > 0: // the post goes on
			p := &posts[len(posts)-1]
			p.body.add("\n", p.body.end(), p.body.end())
			p.body.join(l)
			p.Body += "\n" + parse.Clean(string(l.bytes))
			p.Place = s.place(p.Start, l.end())
		case dateLine.Match(l.bytes):
			at := dateLine.FindSubmatchIndex(l.bytes)
			from, to := l.origin(at[2], at[3])
			first = value{string(l.bytes[at[2]:at[3]]), from, to}
		case r.Title == "":
			r.Title = parse.Clean(string(l.bytes))
		case !firstDay(l.bytes).IsZero() && first.text == "":
			from, to := l.origin(0, len(l.bytes))
			first = value{string(l.bytes), from, to}
		case len(r.Components) == 0 && webAddress.Match(l.bytes):
			r.URL = parse.Clean(string(webAddress.Find(l.bytes)))
		case len(r.Components) == 0:
			r.Components = []string{parse.Clean(string(l.bytes))}
		}
	}
	return posts, first
}
