package html

import (
	"regexp"
	"strings"
	"testing"
)

func TestSafeSVG(t *testing.T) {
	r := newRenderer(t)
	for in, want := range map[string]string{
		`<svg width="9" height="9" viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg"><rect x="1" fill="` + sentinel(0) + `"></rect></svg>`: `<svg viewBox="0 0 9 9"><rect x="1" fill="var(--` + r.tokens[0] + `)"></rect></svg>`,
		`<svg><text style="font: normal 600 12px x" fill="none">a &lt; b</text></svg>`:                                                        `<svg><text font-weight="600" font-size="12" fill="none">a &lt; b</text></svg>`,
		`<svg><style>.x{fill:red}</style><g clip-path="url(#zr0-c1)" class="x"></g></svg>`:                                                    `<svg><g clip-path="url(#pzr0-c1)"></g></svg>`,
	} {
		if got, err := r.safeSVG(in); err != nil || got != want {
			t.Errorf("%s\n got %s, %v\nwant %s", in, got, err, want)
		}
	}
	for in, want := range map[string]string{
		`<svg><script>alert(1)</script></svg>`:                   "element <script>",
		`<svg><foreignObject></foreignObject></svg>`:             "element <foreignObject>",
		`<svg><a href="x"></a></svg>`:                            "element <a>",
		`<svg onload="alert(1)"></svg>`:                          "attribute onload",
		`<svg><g href="x"></g></svg>`:                            "attribute href",
		`<svg><rect fill="url(http://x)"></rect></svg>`:          "colour",
		`<svg><rect fill="#123456"></rect></svg>`:                "colour",
		`<svg><g clip-path="url(//x/y)"></g></svg>`:              "clip-path",
		`<svg><rect x="1&quot; onload=&quot;x"></rect></svg>`:    "x=",
		`<svg><g style="background:url(x)"></g></svg>`:           "style",
		`<svg><text style="font:x"></text></svg>`:                "style",
		`<svg><g id="main_"></g></svg>`:                          "id=",
		`<svg><g></svg>`:                                         "not XML",
		`<?xml version="1.0"?><svg></svg>`:                       "ProcInst",
		`<!DOCTYPE svg [<!ENTITY x "y">]><svg></svg>`:            "Directive",
		`<svg><text style="font-size:12px">&x;</text></svg>`:     "not XML",
		`<svg><rect stroke="` + "#fa7eff" + `"></rect></svg>`:    "colour",
		`<svg><path d="M0 0" transform="x;y&#39;"></path></svg>`: "transform=",
	} {
		if got, err := r.safeSVG(in); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %q, %v; want an error about %q", in, got, err, want)
		}
	}
}

// TestPicturesHoldTheData looks for what the fixture says in its pictures.
func TestPicturesHoldTheData(t *testing.T) {
	pictures := regexp.MustCompile(`(?s)<div class="static".*?</svg>`).FindAllString(string(render(t, incident())), -1)
	if len(pictures) != 3 {
		t.Fatalf("%d pictures, want 3", len(pictures))
	}
	for i, words := range [][]string{
		{"Declared impact", "Incident posted", ">14:30<", "Recovery began", "var(--degraded)", "var(--hatch)"},
		{"down at 5 % or more", "Outage", ">50\u00a0%<", "stroke-dasharray", "clip-path"},
		{"O’Brien &amp; Söhne &lt;Retail&gt;", "var(--heat-0)", "var(--heat-6)", "var(--hatch-soft)", ">13:30<"},
	} {
		for _, w := range words {
			if !strings.Contains(pictures[i], w) {
				t.Errorf("picture %d lacks %q", i+1, w)
			}
		}
	}
}
