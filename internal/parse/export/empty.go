package export

import (
	"fmt"

	"aftermath/internal/parse"
	"aftermath/internal/parse/jsontree"
)

// emptyLists are the keys under which tools list what they answer.
var emptyLists = [...]string{"incidents", "data", "alerts", "log_entries", "maintenance_windows"}

// largestEmpty is the size, in bytes, above which a file is no empty answer.
const largestEmpty = 1 << 14

// Empty reads the answer of a tool that found nothing: no records, and a
// warning, as nothing in the file says which tool answered.
func Empty(file string, data []byte, o parse.Options) (parse.Document, error) {
	f, root, err := open(file, data, o)
	if err != nil {
		return parse.Document{}, err
	}
	if !bare(root) {
		return parse.Document{}, fmt.Errorf(`%s:1:1: expected the answer of a tool that found nothing: {"incidents": []}, {"data": []}`, file)
	}
	var out pile
	f.paged(&out, root)
	out.warn(f.Node(root), "an answer without any entry: no incident was read from it")
	return out.Document, nil
}

// IsEmpty says that the file is an answer with an empty list, which could be
// that of several tools.
func IsEmpty(s parse.Sample) bool {
	if !s.JSON() || len(s.Data) > largestEmpty {
		return false
	}
	root, err := jsontree.Parse(s.Name, s.Data)
	return err == nil && bare(root)
}

// bare says that an answer is an empty list, or lists its entries under a known
// key and there are none, nor a list of anything else, such as errors.
func bare(root *jsontree.Node) bool {
	if root.Kind == jsontree.Array {
		return len(root.Items) == 0
	}
	listed := false
	for _, key := range emptyLists {
		v := root.Get(key)
		listed = listed || v != nil && v.Kind == jsontree.Array
	}
	for _, v := range root.Fields {
		if len(v.Items) > 0 {
			return false
		}
	}
	return listed && root.Get("error") == nil
}
