package accesslog

import (
	"strings"
	"testing"
	"time"
)

func TestRemarks(t *testing.T) {
	local, err := Apache("%{%F %T}t %s")
	yearless, wrong := Apache("%{%b %d %T}t %s")
	for name, test := range map[string]struct {
		p    *Parser
		log  string
		want string
	}{
		"combined": {presetParser(t, "combined", Options{}), "", ""},
		"apache":   {parser(t, local, err, Options{Zone: time.UTC}), "2025-04-30 16:20:01 200", "zone UTC"},
		"yearless": {parser(t, yearless, wrong, Options{Zone: time.UTC, Near: time.Date(2025, 4, 7, 0, 0, 0, 0, time.UTC)}), "Apr 30 16:20:01 200", "zone UTC;nearest to 2025-04-07"},
		"haproxy":  {presetParser(t, "haproxy", Options{Zone: time.UTC}), haproxyLine, "zone UTC"},
		"iis":      {presetParser(t, "w3c", Options{}), iisHead + "\n#Fields: date time sc-status time-taken\n2025-04-30 14:20:01 200 31", "in UTC, as the format has it;#Software is Microsoft's"},
		"others":   {presetParser(t, "w3c", Options{}), "#GMT-Offset: -0800\n#Fields: date time sc-status time-taken\n2025-04-30 14:20:01 200 31\n2025-04-30 14:20:01 200 0.3", "zone -0800;read as seconds;nothing tells the unit"},
	} {
		for line := range strings.Lines(test.log) {
			var r Request
			if err := test.p.Parse([]byte(line), &r); err != nil && err != ErrNotRequest {
				t.Fatal(err)
			}
		}
		got := test.p.Remarks()
		if test.want == "" && len(got) > 0 || len(got) != len(strings.FieldsFunc(test.want, func(r rune) bool { return r == ';' })) {
			t.Errorf("%s: %q; want %s", name, got, test.want)
			continue
		}
		for i, remark := range got {
			if want := strings.Split(test.want, ";")[i]; !strings.Contains(remark, want) {
				t.Errorf("%s: %q; want %s", name, remark, want)
			}
		}
	}
}
