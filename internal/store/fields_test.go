package store

import (
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aftermath/internal/incident"
	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// fill gives every field below v a value that is not zero, so that a field
// which somebody adds and the store does not keep is found missing.
func fill(v reflect.Value) {
	if v.Type() == reflect.TypeFor[time.Time]() {
		v.Set(reflect.ValueOf(time.Unix(1746020940, 0).UTC()))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.String:
		v.SetString(v.Type().String())
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Uint8, reflect.Uint64:
		v.SetUint(2)
	case reflect.Int, reflect.Int64:
		v.SetInt(3)
	default:
		panic("fill: " + v.Type().String())
	}
}

func TestEveryFieldIsKept(t *testing.T) {
	var in Input
	var record incident.Record
	var work incident.Work
	var evidence traffic.Evidence
	for _, v := range []any{&in, &record, &work, &evidence} {
		fill(reflect.ValueOf(v).Elem())
	}
	in.ID, in.Kind = 1, Incidents
	s := newStore(t)
	update(t, s, func(tx *Tx) error {
		id, err := tx.AddInput(in)
		if err == nil {
			err = tx.PutIncidents(id, []incident.Record{record})
		}
		if err == nil {
			err = tx.PutWorks(id, []incident.Work{work})
		}
		if err == nil {
			err = tx.PutWarnings(id, []string{"b", "a"})
		}
		if err == nil {
			err = addEvidence(tx, []traffic.Evidence{evidence})
		}
		return err
	})
	view(t, s, func(tx *Tx) error {
		inputs, err := tx.Inputs() // and the log that brought the evidence
		if err != nil {
			return err
		}
		records, err := tx.Incidents()
		if err != nil {
			return err
		}
		works, err := tx.Works()
		if err != nil {
			return err
		}
		warnings, err := tx.Warnings()
		if err != nil {
			return err
		}
		sample, err := tx.Evidence(evidence.Service, evidence.Customer, span.New(evidence.At, evidence.At.Add(1)))
		if diff := cmp.Diff([]any{[]Input{in}, []incident.Record{record}, []incident.Work{work}, []string{"b", "a"}, []traffic.Evidence{evidence}},
			[]any{inputs[:1], records, works, warnings, sample}); diff != "" {
			t.Error(diff)
		}
		return err
	})
}
