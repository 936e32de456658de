package own

import "github.com/goccy/go-yaml/ast"

// align is the text of a scalar and, for each of its bytes and its end, the
// offset in the file: a text in YAML is indented, folded and perhaps quoted. ok
// is false where the two cannot be laid side by side.
func (d *decoder) align(n ast.Node) (text string, at []int, ok bool) {
	text, ok = scalar(n)
	if !ok {
		return "", nil, false
	}
	raw, j := d.file.Data, d.offset(n)
	if _, block := n.(*ast.LiteralNode); block {
		for j < len(raw) && raw[j] != '\n' { // the line of | or >
			j++
		}
	} else if j < len(raw) && (raw[j] == '"' || raw[j] == '\'') {
		j++
	}
	at = make([]int, 0, len(text)+1)
	for i := 0; i < len(text); i++ {
		if isBlank(text[i]) {
			// blanks are folded and indented: they stand somewhere before the next word
			at = append(at, j)
			if j < len(raw) && raw[j] == text[i] {
				j++
			}
			continue
		}
		for j < len(raw) && isBlank(raw[j]) {
			j++
		}
		if j+1 < len(raw) && raw[j] != text[i] && (raw[j] == '\\' || raw[j] == '\'') {
			j++ // an escaped sign
		}
		if j >= len(raw) || raw[j] != text[i] {
			return "", nil, false
		}
		at = append(at, j)
		j++
	}
	return text, append(at, j), true
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }
