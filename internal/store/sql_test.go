package store

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"aftermath/internal/traffic"
)

// queries are all SQL statements in the package's source, tests apart.
func queries(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			value, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			verb, _, _ := strings.Cut(value, " ")
			if slices.Contains([]string{"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"}, verb) {
				out = append(out, value)
			}
			return true
		})
	}
	return out
}

func TestEveryQueryIsPrepared(t *testing.T) {
	s := newStore(t)
	all := queries(t)
	if len(all) < 30 {
		t.Fatalf("only %d queries found", len(all))
	}
	for _, query := range all {
		stmt, err := s.db.Prepare(query)
		if err != nil {
			t.Errorf("%v in\n%s", err, query)
			continue
		}
		stmt.Close()
	}
}

// Rows in order of an index need no sorting, whatever their number.
func TestLargeQueriesDoNotSort(t *testing.T) {
	s := newStore(t)
	found := 0
	for _, query := range queries(t) {
		if !strings.HasPrefix(query, "SELECT") || !strings.Contains(query, "series.minutes") && !strings.Contains(query, "service_latency.minutes") &&
			!strings.Contains(query, "verdict = ?") && !strings.Contains(query, "FROM part WHERE") && !strings.Contains(query, "FROM evidence WHERE series") {
			continue
		}
		found++
		rows, err := s.db.Query("EXPLAIN QUERY PLAN "+query, []any{1, 2, 3}[:max(strings.Count(query, "?"), 1)]...)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(detail, "TEMP B-TREE") || strings.HasPrefix(detail, "SCAN") && !strings.Contains(detail, "COVERING INDEX") {
				t.Errorf("%s\n%s", query, detail)
			}
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		rows.Close()
	}
	if found < 4 {
		t.Errorf("only %d queries looked at", found)
	}
}

func TestSchemaScripts(t *testing.T) {
	entries, err := schema.ReadDir("schema")
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range entries {
		if want := strconv.Itoa(10001 + i)[1:] + ".sql"; e.Name() != want {
			t.Errorf("script %s, want %s: the n-th script makes version n", e.Name(), want)
		}
	}
	s := newStore(t)
	if got := text(t, s, `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%STRICT%'`); got != "" {
		t.Errorf("tables that are not strict: %s", got)
	}
	if got := text(t, s, `PRAGMA foreign_keys`); got != "1|\n" {
		t.Errorf("foreign keys: %s", got)
	}
}

// A run that finds everything known leaves the file as it is, and equal runs
// make equal files.
func TestSameRunSameBytes(t *testing.T) {
	run := func(s *Store) {
		update(t, s, func(tx *Tx) error {
			for _, in := range someInputs() {
				_, known, err := tx.InputByContent(in.Kind, in.Content)
				if err != nil {
					return err
				}
				if known {
					continue
				}
				if _, err := tx.AddInput(in); err != nil {
					return err
				}
				if in.Kind == Logs {
					if err := addSeries(tx, someSeries(300)); err != nil {
						return err
					}
				}
			}
			if err := addEvidence(tx, []traffic.Evidence{}); err != nil {
				return err
			}
			return tx.PutAccount("2025-04", someStatements(t))
		})
	}
	a, b := newStore(t), newStore(t)
	run(a)
	run(b)
	first := digest(t, a.path)
	if digest(t, b.path) != first {
		t.Error("two equal runs made different files")
	}
	info, err := os.Stat(a.path)
	if err != nil {
		t.Fatal(err)
	}
	a.Close()
	again, err := Open(t.Context(), a.path)
	if err != nil {
		t.Fatal(err)
	}
	run(again)
	again.Close()
	if digest(t, a.path) != first {
		t.Error("an idle run changed the file")
	}
	if after, err := os.Stat(a.path); err != nil || !after.ModTime().Equal(info.ModTime()) {
		t.Error("an idle run wrote to the file")
	}
	onlyFile(t, a.path)
}
