package postmortem

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/prose"
)

var (
	// public are the words of a post, which a row of a timeline does not have
	public = regexp.MustCompile(`(?i)\b(?:we|our)\b.{0,40}\b(?:investigating|aware|working|experiencing|seeing|confirm|identified|looking|continu\w+|monitoring|recover\w*|resolved|fixed|found)\b|^.{0,60}\b(?:investigating|is experiencing|are experiencing)\b`)
	// dateLine is a line of its own with the day, or the instant, of the first post
	dateLine = regexp.MustCompile(`(?i)^\s*(?:date|posted|published|started|opened|(?:initial|first) update)\s*:\s*(\S.*?)\s*$`)
	// closedTitle is a page's own mark on its title
	closedTitle = regexp.MustCompile(`(?i)^\s*[\[(](?:resolved|closed)[\])]\s*`)
)

// headLines is how many lines may stand above the first post.
const headLines = 8

// IsTimeLed says that a file is a page of updates, each led by its time: title,
// service, then posts that name their status or are in the words of posts.
func IsTimeLed(s parse.Sample) bool {
	if s.JSON() || s.Markup() {
		return false
	}
	data := s.Data[:min(len(s.Data), 64<<10)]
	said := 0
	for _, line := range bytes.Split(data, []byte("\n")) {
		if _, led := leads(line); led {
			break
		}
		if len(bytes.TrimSpace(line)) > 0 {
			said++
		}
		if said > headLines || bytes.HasPrefix(line, []byte("#")) || bytes.HasPrefix(line, []byte("---")) {
			return false
		}
	}
	return said > 0 && formOf(bytes.Split(data, []byte("\n"))) != ""
}

// A ledForm is how the posts of a page show that they are posts.
type ledForm string

const (
	byStatus ledForm = "status" // "14:05 UTC: Identified: …"; other lines with a time are rows of an account
	byWords  ledForm = "words"  // "14:05 UTC We are investigating …"
)

// formOf is the form of a page, "" where it is none.
func formOf(lines [][]byte) ledForm {
	led, spoken, named := 0, 0, 0
	for i, line := range lines {
		h, ok := leads(line)
		if !ok {
			continue
		}
		led++
		words := h.rest
		for n := i + 1; n < len(lines) && n < i+4 && h.alone() && len(bytes.TrimSpace(words)) < 3; n++ {
			words = lines[n]
		}
		if public.Match(words[:min(len(words), paragraph)]) {
			spoken++
		}
		if statusWord.Match(words) {
			named++
		}
	}
	switch {
	case named > 1:
		return byStatus
	case led > 0 && spoken*2 > led:
		return byWords
	}
	return ""
}

// leads says that a line begins with a time and goes on with a capital, or with
// nothing.
func leads(line []byte) (h head, ok bool) {
	text := bytes.TrimLeft(line, " \t[(")
	if len(text) == 0 || !mayOpen(text) {
		return head{}, false // a list sign, a table, a quote
	}
	h, ok = headOf(text)
	if ok && len(h.rest) > 1 && (h.rest[0] == '/' || h.rest[0] == '(') {
		if again, clock := headOf(h.rest[1:]); clock && again.Clock { // the same time in another zone
			h.rest = again.rest
		}
	}
	h.Start, h.End = h.Start+len(line)-len(text), h.End+len(line)-len(text)
	h.rest = bytes.TrimLeft(h.rest, "]) :–-")
	return h, ok && h.Clock && (h.alone() || h.rest[0] >= 'A' && h.rest[0] <= 'Z')
}

// TimeLed reads a page of updates that each begin with their time.
//
// The first line is the title, the next the service. A "date:" line, or a date
// above the posts, dates the first post; a post names its day only when that
// changes. The page may show the newest post first. What follows the time, on
// its line and below it, is the post.
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
	if closed && len(updates) > 0 {
		last := slices.MaxFunc(indexes(posts), func(a, b int) int { return updates[a].At.Compare(updates[b].At) })
		updates[last].Status = "Resolved"
	}
	s.announce(r, updates, false)
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
	raw := make([][]byte, len(all))
	for i, l := range all {
		raw[i] = l.bytes
	}
	form, place := formOf(raw), s.options.Place()
	for _, l := range all {
		h, ok := leads(l.bytes)
		switch {
		case l.empty():
		case ok && (form != byStatus || statusWord.Match(h.rest)) && len(posts) < maxPosts:
			p := s.post(l, place)
			place = p.zone // a later line may leave the letters out
			posts = append(posts, p)
		case len(posts) > 0: // the post goes on
			p := &posts[len(posts)-1]
			if !p.body.empty() {
				p.body.add("\n", p.body.end(), p.body.end())
				p.Body += "\n"
			}
			p.body.join(l)
			p.Body += parse.Clean(string(l.bytes))
			p.Place = s.lines.Span(p.Start, l.end())
		default:
			first = s.above(r, l, first)
		}
	}
	return posts, first
}

// post is the post that a line opens; place is the zone where it names none.
func (s *source) post(l *text, place *time.Location) ledPost {
	h, _ := leads(l.bytes)
	p := ledPost{head: h, zone: place}
	if z, known := prose.ZoneOf(h.Zone); known && h.Zone != "" {
		p.zone = z.Location()
	}
	p.word, p.said = s.words(l.origin(h.Start, h.End))
	p.Place = s.lines.Span(l.origin(0, len(l.bytes)))
	p.body = l.cut(len(l.bytes)-len(h.rest), len(l.bytes)).trim()
	if h.alone() {
		p.body = l.cut(len(l.bytes), len(l.bytes))
	}
	p.Body, p.Status = parse.Clean(string(p.body.bytes)), statusOf(string(p.body.bytes))
	return p
}

// above takes in a line above the posts.
func (s *source) above(r *incident.Record, l *text, first value) value {
	dated := func(start, end int) value {
		from, to := l.origin(start, end)
		return value{string(l.bytes[start:end]), from, to}
	}
	switch at := dateLine.FindSubmatchIndex(l.bytes); {
	case at != nil:
		return dated(at[2], at[3])
	case r.Title == "":
		r.Title = parse.Clean(string(l.bytes))
		if !firstDay(l.bytes).IsZero() {
			return dated(0, len(l.bytes))
		}
	case !firstDay(l.bytes).IsZero():
		if first.text == "" || first.text == r.Title {
			return dated(0, len(l.bytes))
		}
	case len(r.Components) == 0 && webAddress.Match(l.bytes):
		r.URL = parse.Clean(string(webAddress.Find(l.bytes)))
	case len(r.Components) == 0:
		r.Components = []string{parse.Clean(string(l.bytes))}
	}
	return first
}
