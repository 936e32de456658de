package statuspage

import "html"

// longestEntity is more than the bytes of any character reference.
const longestEntity = 40

// A builder collects the text of a passage, with where each byte came from.
type builder struct {
	text     []byte
	from, to []int32
}

func (b *builder) add(text string, from, to int) {
	for range len(text) {
		b.from, b.to = append(b.from, int32(from)), append(b.to, int32(to))
	}
	b.text = append(b.text, text...)
}

func (b *builder) passage(start int) passage {
	if b.from == nil {
		b.from, b.to = []int32{}, []int32{}
	}
	return passage{text: string(b.text), start: start, from: b.from, to: b.to, markup: true}
}

// unescape adds p with its character references ("&lt;", "&#8217;") read.
func (b *builder) unescape(p passage) {
	for i := 0; i < len(p.text); {
		end := i + 1
		word := p.text[i:end]
		if p.text[i] == '&' {
			if n := reference(p.text[i:min(len(p.text), i+longestEntity)]); n > 0 {
				if read := html.UnescapeString(p.text[i : i+n]); read != p.text[i:i+n] {
					word, end = read, i+n
				}
			}
		}
		from, to := p.origin(i, end)
		b.add(word, from, to)
		i = end
	}
}

// reference is the length of what looks like a character reference at the
// start of text, 0 for none.
func reference(text string) int {
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case c == ';':
			return i + 1
		case c == '#' && i == 1, c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
		default:
			return 0
		}
	}
	return 0
}
