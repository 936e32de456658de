package accesslog

// delimiters stand between the columns of the tables that are guessed, the
// likeliest first.
const delimiters = ",;\t|"

// guessTable names the columns of a table by its first line, where that names a
// time and a status; of several delimiters the one that gives most columns.
func guessTable(lines [][]byte) (Detection, bool) {
	for len(lines) > 0 && blank(trimEnd(lines[0])) {
		lines = lines[1:]
	}
	if len(lines) == 0 {
		return Detection{}, false
	}
	var best Detection
	most := 0
	for i := range len(delimiters) {
		names, seen := columnsOf(lines, delimiters[i])
		fields, others, ok := guessNames(names, seen)
		if !ok || len(names) <= most {
			continue
		}
		f, err := CSV(CSVFields{Fields: fields, Delimiter: delimiters[i : i+1]})
		if err == nil {
			most = len(names)
			best = Detection{Candidate: Candidate{Format: f}, Fields: &fields, Delimiter: delimiters[i : i+1], Others: others}
		}
	}
	return best, most > 0
}

// columnsOf are the names in the first of lines, and the values below them.
func columnsOf(lines [][]byte, delimiter byte) (names []string, seen map[string][]string) {
	s := &csvScanner{layout: &csvLayout{delimiter: delimiter}, delimiter: newNeedle(string(rune(delimiter)))}
	if s.learn(trimEnd(lines[0])) != notRequest {
		return nil, nil
	}
	for i := range s.ends {
		if name := string(s.text(trimEnd(lines[0]), i)); 0 < len(name) && len(name) <= maxName {
			names = append(names, name)
		}
	}
	if len(names) < s.header.columns {
		return nil, nil // a column without a name: no header
	}
	seen = map[string][]string{}
	for _, line := range lines[1:min(len(lines), guessLines)] {
		s.decoded = s.decoded[:0]
		if s.cut(trimEnd(line), len(names)) != nil || len(s.ends) < len(names) {
			continue
		}
		for i, name := range names {
			seen[name] = append(seen[name], string(s.text(trimEnd(line), i)))
		}
	}
	return names, seen
}
