package excel

import "strings"

// inputs writes what the figures rest on, and what is wrong with it.
func (b *book) inputs() {
	s := b.sheet("Inputs", "Inputs: what the figures rest on", "Every file with the digest of its bytes (BLAKE3 as b3sum prints it, or SHA-256); made by aftermath "+b.acc.Version+".")
	s.section("Files", "")
	var rows [][]value
	for _, in := range b.acc.Inputs {
		rows = append(rows, []value{
			words(in.Path), words(in.Kind), count(in.Bytes), count(in.Lines), count(in.Requests), count(in.Rejected), words(in.Digest),
		})
	}
	table := s.table("Inputs", []column{
		{"File", 52}, {"Kind", 22}, {"Bytes", 24}, {"Lines", 24}, {"Requests", 14}, {"Rejected lines", 14}, {"Digest", 75},
	}, rows, "No input.")
	if !table.empty {
		s.when(table.column(6), name(6, table.first)+">0", amberInk, amberPale)
	}

	rows = nil
	for _, w := range b.acc.Warnings {
		rows = append(rows, []value{prose(w)})
	}
	s.section("Warnings", "What a person should look at before the report goes out.")
	s.table("", []column{{"Warning", 52}}, rows, "None.")

	rows = nil
	for _, u := range b.acc.Undeclared {
		rows = append(rows, []value{
			words(u.Service), {text: string(u.State), look: look{bold: true}}, local(u.Start, b.zone), local(u.End, b.zone), minutes(u.CountMinutes()),
			tally(u.Requests.Failed), lines(strings.Join(u.Customer, ", ")),
		})
	}
	s.section("Undeclared", "Runs of bad minutes that no incident and no maintenance touches.")
	s.tones(s.table("Undeclared", []column{
		{"Service", 52}, {"State", 22}, {"Start", 24}, {"End", 24}, {"Minutes", 14}, {"Failed requests", 14}, {"Customers hit", 68},
	}, rows, "None: an incident or maintenance explains every bad minute."), 2)

	rows = nil
	for _, g := range b.acc.Gaps {
		covered := "no: these minutes are unknown"
		if g.Declared {
			covered = "yes"
		}
		rows = append(rows, []value{words(g.Service), words(covered), local(g.Start, b.zone), local(g.End, b.zone), minutes(g.CountMinutes())})
	}
	s.section("Gaps", "Stretches in which a service was not being logged.")
	s.table("Gaps", []column{{"Service", 52}, {"Incident covers it", 22}, {"Start", 24}, {"End", 24}, {"Minutes", 14}}, rows, "None.")

	rows = nil
	for _, u := range b.acc.Unassigned {
		rows = append(rows, append([]value{words(orNone(u.Service)), words(orNone(u.Customer))}, requests(u.Requests)...))
	}
	s.section("Unassigned requests", "Traffic that no contract covers; it stands in no statement.")
	s.table("Unassigned", []column{{"Service", 52}, {"Customer", 22}, {"Requests", 24}, {"Failed", 24}, {"Slow", 14}, {"Failed share", 14}}, rows, "None.")
	s.finish(0, 0, headRows)
}

func orNone(s string) string {
	if s == "" {
		return "(none)"
	}
	return s
}
