package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"slices"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/span"
	"aftermath/internal/statement"
	"aftermath/internal/store"
)

// Run reads what the configuration names, assesses the month, keeps its
// statements and writes its reports. Until the last fact is in, the store is
// as it was; reports are written after that.
func (a *App) Run(ctx context.Context, sel Selection) (Outcome, error) {
	s, err := load(sel.Config)
	if err != nil {
		return Outcome{}, err
	}
	if sel.Period != "" {
		if _, err := span.ParsePeriod(sel.Period, s.Book.Zone); err != nil {
			return Outcome{}, &UsageError{err}
		}
	}
	var acc *statement.Account
	err = change(ctx, s, func(tx *store.Tx) error {
		if err := a.ingest(ctx, tx, s, nil); err != nil {
			return err
		}
		if acc, err = a.assess(tx, s, sel.Period); err != nil {
			return err
		}
		return tx.PutAccount(acc.Period.Name, acc.Statements)
	})
	if err != nil {
		return Outcome{}, err
	}
	done, err := a.deliver(ctx, s, acc, sel)
	if err != nil {
		return done, &KeptError{err}
	}
	return done, nil
}

// Ingest reads what the configuration names, or only the files of it that are
// given, and does no more.
func (a *App) Ingest(ctx context.Context, config string, only []string) error {
	s, err := load(config)
	if err != nil {
		return err
	}
	return change(ctx, s, func(tx *store.Tx) error { return a.ingest(ctx, tx, s, only) })
}

// change runs fn in one transaction on the store of s. When it fails, the store
// is as it was, and not there if it was not.
func change(ctx context.Context, s *settings, fn func(*store.Tx) error) error {
	path := s.path(s.Store)
	_, err := os.Lstat(path)
	fresh := errors.Is(err, fs.ErrNotExist)
	kept, err := store.Open(ctx, path)
	if err != nil {
		return err
	}
	err = kept.Update(ctx, fn)
	if closed := kept.Close(); err == nil {
		err = closed
	}
	if err != nil && fresh {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

// Report assesses the month from what was read before, and writes the selected
// reports. It changes nothing in the store.
func (a *App) Report(ctx context.Context, sel Selection) (Outcome, error) {
	s, err := load(sel.Config)
	if err != nil {
		return Outcome{}, err
	}
	if len(sel.Customers) > 0 && slices.Equal(sel.Formats, []string{"json"}) {
		return Outcome{}, usage("figures.json holds every customer: leave out --customer, or ask for html or xlsx")
	}
	for _, id := range sel.Customers {
		if !s.hasCustomer(id) {
			return Outcome{}, usage("customer %q is not in %s: name one of the ids listed under customers", id, s.File)
		}
	}
	var acc *statement.Account
	err = view(ctx, s, func(tx *store.Tx) error {
		known, err := tx.Inputs()
		if err != nil {
			return err
		}
		for _, in := range known {
			if in.Kind != store.Logs {
				continue
			}
			if why, err := s.differs(in); err != nil {
				return err
			} else if why != "" {
				return usage("%s: %s\n    read it again first: aftermath run", in.Path, why)
			}
		}
		acc, err = a.assess(tx, s, sel.Period)
		return err
	})
	if err != nil {
		return Outcome{}, err
	}
	return a.deliver(ctx, s, acc, sel)
}

// view reads from the store of s.
func view(ctx context.Context, s *settings, fn func(*store.Tx) error) error {
	kept, err := store.OpenExisting(ctx, s.path(s.Store))
	if err != nil {
		return err
	}
	defer kept.Close()
	return kept.View(ctx, fn)
}

// deliver writes the reports and says what a caller should know.
func (a *App) deliver(ctx context.Context, s *settings, acc *statement.Account, sel Selection) (Outcome, error) {
	out := sel.Out
	if out == "" {
		out = s.path(s.Reports)
	}
	dir := filepath.Join(out, acc.Period.Name)
	if err := a.write(ctx, s.Book, acc, sel, dir); err != nil {
		return Outcome{}, err
	}
	return outcome(s, acc, sel, dir), nil
}

// noted is how many warnings are shown at the end of a run.
const noted = 5

// outcome sums up what was delivered, for exit code and terminal.
func outcome(s *settings, acc *statement.Account, sel Selection, dir string) Outcome {
	var missed int
	var due []money.Amount
	var known, period int64
	judged, undecided := 0, 0
	for _, st := range acc.Statements {
		if len(sel.Customers) > 0 && !slices.Contains(sel.Customers, st.Customer.ID) {
			continue
		}
		judged++
		if st.Judgement.Verdict == contract.Undecided {
			undecided++
		}
		if st.Judgement.Verdict == contract.Missed {
			missed++
		}
		due = append(due, st.Judgement.Credit)
		period += st.Minutes.Period
		known += st.Minutes.Period - st.Minutes.Unknown
	}
	out := Outcome{Breach: sel.ExitBreach && missed > 0}
	words := fmt.Sprintf("%d of %s missed", missed, number(int64(judged), "promise"))
	if undecided > 0 {
		words += fmt.Sprintf(", %d could not be judged", undecided)
	}
	out.Notes = append(out.Notes, fmt.Sprintf("%-10s %s", acc.Period.Name, words))
	for i, w := range acc.Warnings {
		if i == noted {
			out.Notes = append(out.Notes, fmt.Sprintf("%-10s and %d more, see “Quality of the measurement” in the overview", "warning", len(acc.Warnings)-noted))
			break
		}
		out.Notes = append(out.Notes, fmt.Sprintf("%-10s %s", "warning", w))
	}
	for _, sum := range money.Sum(due...) {
		if !sum.IsZero() {
			out.Notes = append(out.Notes, fmt.Sprintf("%-10s %s due in credits", "", sum))
		}
	}
	if coverage := money.Share(known, period); coverage != nil && coverage.Cmp(s.MinCoverage.Share()) < 0 {
		out.BelowQuality = true
		out.Notes = append(out.Notes, fmt.Sprintf("%-10s only %s %% of the promised minutes are known, the floor is %s %%: see “Quality of the measurement” in the overview",
			"", money.FloorPercent(new(big.Rat).Set(coverage), 4), s.MinCoverage))
	}
	if len(sel.Customers) == 0 && (len(sel.Formats) == 0 || slices.Contains(sel.Formats, "html")) {
		dir = filepath.Join(dir, "overview.html")
	}
	out.Notes = append(out.Notes, fmt.Sprintf("%-10s open %s", "", dir))
	return out
}
