package own

import (
	"strings"
	"testing"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/law"
)

const soundTable = `id;title;began (UTC);Resolved (UTC);announced_resolved (UTC);level;components;open;text
1;Gates shut;15/03/2025 05:48;15/03/2025 06:45;;outage;Gates, Kiosks;;"The ""pier 3"" certificate had expired.
The cause was identified at 06:22 UTC."
2;Still slow;03/03/2025 10:00;;;degraded;;yes;
`

func TestTable(t *testing.T) {
	for name, data := range map[string]string{"as it is": soundTable, "CRLF": strings.ReplaceAll(soundTable, "\n", "\r\n"), "a byte order mark": "\xef\xbb\xbf" + soundTable} {
		if !IsTable(parse.NewSample("f", []byte(data))) {
			t.Errorf("%s: is not known as this format", name)
		}
		d, err := Table("f", []byte(data), parse.Options{})
		if err != nil || len(d.Records) != 2 {
			t.Fatal(name, err)
		}
		for _, broken := range law.Broken([]byte(data), d) {
			t.Errorf("%s: %s", name, broken)
		}
		// 15 in the first row says that the day stands first, in the second too
		if got := d.Records[1].Marks[0].At; got.Month() != 3 || got.Day() != 3 || !d.Records[1].Open || d.Records[0].Open {
			t.Errorf("%s: began %s", name, got)
		}
		inc := incident.Judge(d.Records[0])
		if inc.Instants[incident.Identified].Quote != "The cause was identified at 06:22 UTC" || inc.Level != incident.Outage || len(inc.Components) != 2 || len(inc.Warnings) > 0 {
			t.Errorf("%s: %+v", name, inc)
		}
	}
}

// Everything that is wrong is told at once, each with its place.
func TestTableProblems(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"columns": {"ids,title,begann\n1,a,2025-03-15 05:48\n",
			"f:1:1: no column is called \"ids\"\n    did you mean id?\nf:1:11: no column is called \"begann\"\n    did you mean began?"},
		"no title":     {"id,began\n1,2025-03-15 05:48\n", `f:1:1: the column "title" is missing`},
		"twice":        {"title,began,Began (UTC)\na,,\n", `f:1:13: the column "began" is there twice`},
		"a zone":       {"title,began (Nowhere)\na,2025-03-15 05:48\n", `f:1:7: "Nowhere" is not a time zone`},
		"cells":        {"id,title,began,resolved,level,open\n1,å,soon,2025-03-15,bad,maybe\n1,a,2025-03-15 05:48,2025-03-15 04:48,,\n", "f:2:5: \"soon\" is no time"},
		"all cells":    {"id,title,began,resolved,level,open\n1,å,soon,2025-03-15,bad,maybe\n", "f:2:25: open: \"maybe\" is neither true nor false"},
		"backwards":    {"title,began,resolved\na,2025-03-15 05:48,2025-03-15 04:48\n", "f:2:20: resolved lies before began (line 2)"},
		"an id twice":  {"id,title,began\n1,a,2025-03-15 05:48\n1,b,2025-03-15 05:48\n", `f:3:1: the id "1" is on line 2 too`},
		"a row":        {"id,title,began\n1,a\n", "f:2:1: the row has 2 cells and the header 3"},
		"no time":      {"id,title,began\n1,a,\n", "f:2:1: the row states no time"},
		"both orders":  {"title,began\na,13/03/2025 10:00\nb,03/13/2025 10:00\n", `f:2:3: "13/03/2025 10:00" has the day first and "03/13/2025 10:00" (line 3) the month`},
		"no rows":      {"id,title,began\n", "f:1:1: no incidents"},
		"another kind": {"Datum,Ort\nheute,hier\n", "f:1:1: no table of incidents that aftermath knows: its columns are \"Datum\", \"Ort\"\n    name its format where it is an export, or name its columns among: id, title"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := Table("f", []byte(c.data), parse.Options{})
			if err == nil || !strings.Contains(err.Error(), c.want) || len(d.Records) > 0 {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
