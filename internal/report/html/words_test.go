package html

import (
	"bytes"
	"strings"
	"testing"
)

// TestWords: what is left of a page is what its document says, chart data
// included; a customer who is called like a word of the library is not there.
func TestWords(t *testing.T) {
	page, err := newRenderer(t).Render(incident())
	if err != nil {
		t.Fatal(err)
	}
	words := Words(page)
	if bytes.Contains(words, []byte("zrender")) || bytes.Contains(words, []byte("@media")) || len(words) > len(page)/2 {
		t.Errorf("%d of %d bytes are left, code or style among them", len(words), len(page))
	}
	for _, want := range []string{"<h1", `type="application/json"`} {
		if !strings.Contains(string(words), want) {
			t.Errorf("%q is gone", want)
		}
	}
	if got := string(Words([]byte("<script>a</script>b<style>c"))); got != "b" {
		t.Errorf("left %q", got)
	}
}
