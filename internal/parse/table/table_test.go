package table

import (
	"strings"
	"testing"
)

func cells(rows []Row) string {
	var out []string
	for _, r := range rows {
		var texts []string
		for _, c := range r {
			texts = append(texts, c.Text)
		}
		out = append(out, strings.Join(texts, "|"))
	}
	return strings.Join(out, "\n")
}

func TestRead(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"commas":      {"a,b\n1,2\n", "1|2"},
		"semicolons":  {"a;b;c,d\n1;2,5;3\n", "1|2,5|3"},
		"tabs":        {"a\tb\n1\t2, and more\n", "1|2, and more"},
		"bars":        {"a|b\n1|2\n", "1|2"},
		"sep":         {"sep=;\r\na;b\r\n1;2\r\n", "1|2"},
		"mark":        {"\xef\xbb\xbf\"a\",b\r\n1,2\r\n", "1|2"},
		"quotes":      {"a,b\n\"say \"\"no\"\"\",\"x, y\"\n", "say \"no\"|x, y"},
		"lines":       {"a,b\r\n\"one\r\ntwo\",2\r\n3,4\r\n", "one\ntwo|2\n3|4"},
		"blanks":      {"a,b\n  1 ,\" 2 \"\n", "1|2"},
		"empty lines": {"a,b\n\n1,2\n\n\n3,4", "1|2\n3|4"},
		"empty cells": {"a,b,c\n,,\n1,,3,,,\n", "||\n1||3"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Read("f.csv", []byte(c.data))
			if err != nil || len(s.Skipped) > 0 {
				t.Fatal(err, s)
			}
			if got := cells(s.Rows); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			checkCells(t, c.data, s)
		})
	}
}

// checkCells: each cell stands where it says.
func checkCells(t *testing.T, data string, s *Sheet) {
	t.Helper()
	for _, row := range append([]Row{s.Header}, s.Rows...) {
		if len(row) != len(s.Header) {
			t.Errorf("%d cells below %d names", len(row), len(s.Header))
		}
		for _, c := range row {
			text, at := c.Decode()
			if strings.TrimSpace(text) != c.Text || len(at) != len(text)+1 {
				t.Errorf("%q decodes to %q with %d offsets", c.Text, text, len(at))
				continue
			}
			for i := range len(text) {
				if data[at[i]] != text[i] && !(data[at[i]] == '\r' && text[i] == '\n') {
					t.Errorf("byte %d of %q is not at %d", i, text, at[i])
				}
			}
			words := data[c.Start:c.End]
			if plain := strings.ReplaceAll(strings.ReplaceAll(words, "\"\"", "\""), "\r\n", "\n"); plain != c.Text {
				t.Errorf("%q stands at %q", c.Text, words)
			}
		}
	}
}

func TestPlaces(t *testing.T) {
	s, err := Read("f.csv", []byte("\xef\xbb\xbfa,b\r\nå,\"x\r\ny\"\r\n1, 22 \r\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		cell         Cell
		line, column int
		words        string
	}{
		{s.Header[0], 1, 4, "a"}, {s.Header[1], 1, 6, "b"}, {s.Rows[0][0], 2, 1, "å"}, {s.Rows[0][1], 2, 5, "x\r\ny"}, {s.Rows[1][1], 4, 4, "22"},
	} {
		if p := c.cell.Place; p.Line != c.line || p.Column != c.column || s.File.Words(p) != c.words {
			t.Errorf("%q is at %d:%d with %q", c.cell.Text, p.Line, p.Column, s.File.Words(p))
		}
	}
}

// A row that cannot be read costs nothing but itself.
func TestSkipped(t *testing.T) {
	s, err := Read("f.csv", []byte("a,b\n1,2\n3\nx\"y,4\n\"a\"b,4\n5,6,7\n8,9\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := cells(s.Rows); got != "1|2\n8|9" {
		t.Errorf("got %q", got)
	}
	want := []string{
		"f.csv:3:1: the row has 1 cells and the header 2: left out",
		`f.csv:4:2: bare " in non-quoted-field`,
		`f.csv:5:3: extraneous or missing " in quoted-field`,
		"f.csv:6:1: the row has 3 cells and the header 2: left out",
	}
	if got := strings.Join(s.Skipped, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("skipped:\n%s", got)
	}
}

func TestRefused(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"empty":        {"", "f.csv:1:1: the table is empty"},
		"open quote":   {"a,b\n1,2\n\"3,4\n5,6\n", "f.csv:3:"},
		"wide":         {"a,b\n" + strings.Repeat(",", 1<<20), "f.csv:2:500: more than 500 columns"},
		"wide, unlike": {"a,b\nx\"y\n" + strings.Repeat(",", 1<<20), "more than 500 columns"},
		"long":         {"a,b\n" + strings.Repeat("1,2\n", maxRows+2), "more than 100000 rows"},
		"UTF-16":       {"\xff\xfea\x00,\x00", "UTF-16"},
	} {
		if _, err := Read("f.csv", []byte(c.data)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestNameOf(t *testing.T) {
	for header, want := range map[string]Name{
		"Created_At": {"createdat", "Created_At", ""}, "createdAt (UTC)": {"createdat", "createdAt", "UTC"},
		"Began [Europe/Stockholm]": {"began", "Began", "Europe/Stockholm"}, " Component/s ": {"components", "Component/s", ""}, "(x)": {"x", "(x)", ""},
	} {
		if got := NameOf(header); got != want {
			t.Errorf("%q: got %+v", header, got)
		}
	}
}

// FuzzRead: each cell of a table stands where it says, and every row has as many
// as the header.
func FuzzRead(f *testing.F) {
	f.Add("a,b\n1,2\n")
	f.Add("sep=;\r\na;b\r\n\"1\r\n\";2\r\n")
	f.Add("\xef\xbb\xbf\"a\"\"\",b\r\n\"\r\n\"\"\", 2 \r")
	f.Add("a\tb\nx\"\t\n\"q\"\t\u00a0\xff\n")
	f.Fuzz(func(t *testing.T, data string) {
		if len(data) > 1<<16 {
			t.Skip()
		}
		s, err := Read("f", []byte(data))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f:") {
				t.Errorf("the error %q names no place", err)
			}
			return
		}
		checkCells(t, data, s)
	})
}

func BenchmarkRead(b *testing.B) {
	data := []byte("id,title,began,text\n" + strings.Repeat("17,Calls failing,2025-04-30 16:09:00 UTC,\"A text, with a comma.\nAnd a line.\"\n", 10_000))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if s, err := Read("f.csv", data); err != nil || len(s.Rows) != 10_000 {
			b.Fatal(err)
		}
	}
}
