package accesslog

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// A haproxyField is what customer: or service: may name.
type haproxyField struct {
	word    int  // frontend or server
	after   bool // of backend/server: what is behind the slash
	block   int  // of captured headers: 0 request, 1 response, −1: not captured
	capture int  // place in the block
}

var haproxyFields = map[string]haproxyField{
	"frontend": {word: haproxyFrontend, block: -1},
	"backend":  {word: haproxyServer, block: -1},
	"server":   {word: haproxyServer, after: true, block: -1},
}

// maxCapture bounds the place of a captured header.
const maxCapture = 100

func newHaproxyField(name string) (haproxyField, error) {
	if f, ok := haproxyFields[name]; ok {
		return f, nil
	}
	for block, prefix := range []string{"capture.request.", "capture.response."} {
		place, ok := strings.CutPrefix(name, prefix)
		if n, err := strconv.Atoi(place); ok && err == nil && 1 <= n && n <= maxCapture {
			return haproxyField{block: block, capture: n - 1}, nil
		}
	}
	return haproxyField{}, fmt.Errorf("the format has no field %q; it has frontend backend server capture.request.1 capture.response.1 and so on", name)
}

// value is what f names, nil where it is absent.
func (s *haproxyScanner) value(line []byte, f *haproxyField) []byte {
	if f == nil {
		return nil
	}
	if f.block >= 0 {
		block := s.blocks[f.block]
		return s.captured(line[block.from:block.to], f.capture)
	}
	v := s.word(line, f.word)
	if f.word == haproxyFrontend {
		v = bytes.TrimSuffix(v, overTLS)
	} else if i := bytes.IndexByte(v, '/'); f.after {
		v = v[i+1:]
	} else if i >= 0 {
		v = v[:i]
	}
	if absent(v) {
		return nil
	}
	return v
}

var overTLS = []byte("~")

// captured is the n-th value of a block, a|b|c, in which #HH stands for what
// would not be safe there.
func (s *haproxyScanner) captured(v []byte, n int) []byte {
	for ; n > 0; n-- {
		i := bytes.IndexByte(v, '|')
		if i < 0 {
			return nil
		}
		v = v[i+1:]
	}
	if i := bytes.IndexByte(v, '|'); i >= 0 {
		v = v[:i]
	}
	if absent(v) {
		return nil
	}
	if bytes.IndexByte(v, '#') < 0 {
		return v
	}
	from := len(s.decoded)
	for i := 0; i < len(v); i++ {
		if v[i] == '#' && i+2 < len(v) && hex(v[i+1]) >= 0 && hex(v[i+2]) >= 0 {
			s.decoded = append(s.decoded, byte(hex(v[i+1])<<4|hex(v[i+2])))
			i += 2
			continue
		}
		s.decoded = append(s.decoded, v[i])
	}
	return s.decoded[from:]
}
