package html

import "bytes"

// Words is a finished page without its style sheet and its code: what is left
// came from the document. Text of a document is escaped, so that the tags that
// are cut out here are the page's own.
func Words(page []byte) []byte {
	for _, tag := range [...]string{"style", "script"} {
		page = without(page, []byte("<"+tag+">"), []byte("</"+tag+">"))
	}
	return page
}

// without drops what stands from each open to the next end.
func without(page, open, end []byte) []byte {
	var out []byte
	for {
		before, rest, found := bytes.Cut(page, open)
		out = append(out, before...)
		if !found {
			return out
		}
		_, page, _ = bytes.Cut(rest, end)
	}
}
