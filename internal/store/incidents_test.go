package store

import (
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"aftermath/internal/incident"
)

// words are texts as a hostile file may hold them.
func words(r *rapid.T, label string) string {
	return rapid.OneOf(rapid.SampledFrom(hostile), rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })).Draw(r, label)
}

func listOf[T any](r *rapid.T, label string, draw func(*rapid.T) T) []T {
	if n := rapid.IntRange(0, 3).Draw(r, label); n > 0 {
		return rapid.SliceOfN(rapid.Custom(draw), n, n).Draw(r, label)
	}
	return nil
}

func drawTime(r *rapid.T) time.Time {
	t := time.Unix(rapid.Int64Range(-1e11, 1e11).Draw(r, "seconds"), rapid.SampledFrom([]int64{0, 1, 999_999_999, 250e6}).Draw(r, "ns"))
	return rapid.SampledFrom([]time.Time{
		t.UTC(), {}, t.In(time.FixedZone("", 0)), t.In(time.FixedZone("", 7200)), t.In(time.FixedZone("CEST", 7200)),
		t.In(time.FixedZone("PST", -8*3600)), t.In(time.FixedZone("x\x00y", 12345)),
	}).Draw(r, "zone")
}

func drawPlace(r *rapid.T) incident.Place {
	n := rapid.IntRange(0, 1<<40)
	return incident.Place{File: words(r, "file"), Line: n.Draw(r, "line"), Column: n.Draw(r, "column"), Start: n.Draw(r, "start"), End: n.Draw(r, "end")}
}

func drawRecord(r *rapid.T) incident.Record {
	return incident.Record{
		ID: words(r, "id"), Title: words(r, "title"), Provider: words(r, "provider"), URL: words(r, "url"), Impact: words(r, "impact"),
		Open: rapid.Bool().Draw(r, "open"), File: words(r, "file"), Digest: words(r, "digest"),
		Components: listOf(r, "components", func(r *rapid.T) string { return words(r, "component") }),
		Warnings:   listOf(r, "warnings", func(r *rapid.T) string { return words(r, "warning") }),
		Posts: listOf(r, "posts", func(r *rapid.T) incident.Post {
			return incident.Post{Status: words(r, "status"), At: drawTime(r), Body: words(r, "body"), Place: drawPlace(r)}
		}),
		Marks: listOf(r, "marks", func(r *rapid.T) incident.Mark {
			return incident.Mark{
				Kind: rapid.SampledFrom(incident.Kinds[:]).Draw(r, "kind"), At: drawTime(r), Precision: incident.About, Basis: incident.Prose,
				Quote: words(r, "quote"), Rule: words(r, "rule"), Place: drawPlace(r), Warning: words(r, "warning"),
				Author: words(r, "author"), Reason: words(r, "reason"), Ticket: words(r, "ticket"),
			}
		}),
		Levels: listOf(r, "levels", func(r *rapid.T) incident.Reading {
			return incident.Reading{Level: incident.Partial, Quote: words(r, "quote"), Rule: words(r, "rule"), Place: drawPlace(r)}
		}),
	}
}

func TestIncidentsComeBackAsTheyWere(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s, err := open(t.Context(), t.TempDir()+"/facts.db", brief)
		if err != nil {
			r.Fatal(err)
		}
		defer s.Close()
		want := listOf(r, "records", drawRecord)
		cut := rapid.IntRange(0, len(want)).Draw(r, "cut")
		var got []incident.Record
		err = s.Update(t.Context(), func(tx *Tx) error {
			id, err := tx.AddInput(someInputs()[1])
			if err == nil {
				err = tx.PutIncidents(id, want[:cut])
			}
			if err == nil {
				err = tx.PutIncidents(id, want[cut:])
			}
			if err == nil {
				got, err = tx.Incidents()
			}
			return err
		})
		if err != nil {
			r.Fatal(err)
		}
		if !reflect.DeepEqual(want, got) {
			r.Fatal(cmp.Diff(want, got))
		}
	})
}

func TestIncidentsKeepTheOffset(t *testing.T) {
	stockholm, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2025, 4, 30, 15, 49, 0, 0, stockholm)
	s := newStore(t)
	update(t, s, func(tx *Tx) error {
		id, err := tx.AddInput(someInputs()[1])
		if err != nil {
			return err
		}
		return tx.PutIncidents(id, []incident.Record{{Marks: []incident.Mark{{At: at}}}})
	})
	view(t, s, func(tx *Tx) error {
		got, err := tx.Incidents()
		if err != nil {
			return err
		}
		if back := got[0].Marks[0].At; !back.Equal(at) || back.Format(time.RFC1123Z+time.RFC1123) != at.Format(time.RFC1123Z+time.RFC1123) {
			t.Errorf("%s came back as %s", at, back)
		}
		return nil
	})
}

func TestIncidentsInOrderOfPath(t *testing.T) {
	s := newStore(t)
	update(t, s, func(tx *Tx) error {
		for _, path := range []string{"b.txt", "a.txt"} {
			id, err := tx.AddInput(Input{Kind: Incidents, Path: path, Digest: path})
			if err != nil {
				return err
			}
			if err := tx.PutIncidents(id, []incident.Record{{ID: path + "#2"}, {ID: path + "#1"}}); err != nil {
				return err
			}
		}
		return nil
	})
	view(t, s, func(tx *Tx) error {
		got, err := tx.Incidents()
		var ids []string
		for _, r := range got {
			ids = append(ids, r.ID)
		}
		if want := []string{"a.txt#2", "a.txt#1", "b.txt#2", "b.txt#1"}; !reflect.DeepEqual(ids, want) {
			t.Errorf("got %v, want %v", ids, want)
		}
		return err
	})
}

func TestIncidentsNeedAnInput(t *testing.T) {
	s := newStore(t)
	err := s.Update(t.Context(), func(tx *Tx) error { return tx.PutIncidents(7, []incident.Record{{ID: "x"}}) })
	wantError(t, err, "put incident", "FOREIGN KEY")
}
