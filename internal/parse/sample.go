package parse

import (
	"bytes"
	"fmt"
	"strings"
)

// MaxBytes is the size above which a file is no incident document.
const MaxBytes = 16 << 20

// A Sample is a file as the detection of its format sees it.
type Sample struct {
	Name string // the file's base name in lower case
	Data []byte // without a byte order mark and leading blanks
}

// NewSample is data, read from a file, as detection sees it.
func NewSample(file string, data []byte) Sample {
	name := file[strings.LastIndexByte(file, '/')+1:]
	return Sample{Name: strings.ToLower(name), Data: bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n")}
}

// JSON says that the file opens like a JSON object or list of objects, and not
// like a title such as "[Engage] API issues".
func (s Sample) JSON() bool {
	if len(s.Data) == 0 || s.Data[0] != '{' && s.Data[0] != '[' {
		return false
	}
	rest := bytes.TrimLeft(s.Data[1:], " \t\r\n")
	return len(rest) == 0 || s.Data[0] == '{' && (rest[0] == '"' || rest[0] == '}') || s.Data[0] == '[' && (rest[0] == '{' || rest[0] == ']')
}

// Key says that the text "name" in quotes stands somewhere in the file: in a
// JSON document, that it has such a key or such a word.
func (s Sample) Key(name string) bool { return bytes.Contains(s.Data, []byte(`"`+name+`"`)) }

// Markup says that the file opens like a document of XML or HTML.
func (s Sample) Markup() bool {
	return len(s.Data) > 1 && s.Data[0] == '<' && (s.Data[1] == '?' || s.Data[1] == '!' || s.Data[1] >= 'A')
}

// CheckSize refuses what is too large or no text.
func CheckSize(file string, data []byte) error {
	switch {
	case len(data) > MaxBytes:
		return fmt.Errorf("%s: %d MiB is more than an incident file may have (%d MiB)\n    name the incident files only", file, len(data)>>20, MaxBytes>>20)
	case bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) || wide(data):
		return fmt.Errorf("%s: is written in UTF-16\n    save it as UTF-8 text", file)
	case bytes.Count(data, []byte("\r")) > 1 && bytes.IndexByte(data, '\n') < 0:
		return fmt.Errorf("%s: ends its lines with carriage returns alone\n    save it with line feeds", file)
	case bytes.IndexByte(data, 0) >= 0:
		return fmt.Errorf("%s: holds a zero byte, so it is no text\n    save it as UTF-8 text", file)
	}
	return nil
}

// wide says that data begins like UTF-16 without a byte order mark: nearly every
// second byte is zero, and none of the others. Of text in other scripts that is
// not so; it is no text either way.
func wide(data []byte) bool {
	data = data[:min(len(data), 1024)&^1]
	var zeros [2]int
	for i, b := range data {
		if b == 0 {
			zeros[i%2]++
		}
	}
	return min(zeros[0], zeros[1]) == 0 && len(data) > 0 && 8*max(zeros[0], zeros[1]) >= 3*len(data)
}
