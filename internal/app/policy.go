package app

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/parse/terms"
)

// A policyFile is the policies at hand: those of a configuration, where there is
// one.
type policyFile struct {
	file string
	data []byte
	book contract.Book
}

// policies reads the configuration's policies; none where no configuration is
// named and none lies in the usual places. It does not ask whether their
// worked examples hold: one who looks may be looking for that.
func policies(config string) (policyFile, error) {
	if config == "" && !anyConfig() {
		return policyFile{book: contract.Book{Zone: time.UTC}}, nil
	}
	path, data, err := readConfig(config)
	if err != nil {
		return policyFile{}, err
	}
	read, err := terms.Parse(path, data)
	if err != nil {
		return policyFile{}, &UsageError{err}
	}
	return policyFile{path, data, read.Book}, nil
}

func anyConfig() bool {
	for _, p := range places {
		if _, err := os.Stat(p); err == nil {
			return true
		}
	}
	return false
}

// ListPolicies prints the policies of the configuration, if there is one, and
// the presets: name, target and source.
func (a *App) ListPolicies(config string) error {
	at, err := policies(config)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(a.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "policy\tname\tdate of the text\tsource")
	for _, p := range at.book.Policies {
		listPolicy(table, p.ID, p, at.file)
	}
	for _, name := range terms.PresetNames() {
		p, _, err := terms.Preset(name)
		if err != nil {
			return fmt.Errorf("preset %s: %w", name, err)
		}
		listPolicy(table, "presets/"+name, p, "")
	}
	return table.Flush()
}

func listPolicy(table *tabwriter.Writer, id string, p contract.Policy, file string) {
	source := cmp.Or(p.Source.Address, file)
	if p.Extends != "" && file != "" {
		source = file + ", from " + p.Extends
	}
	fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", id, p.Name, cmp.Or(p.Source.Date, "–"), source)
}

// find is the policy of that name and its text: an id of the configuration,
// presets/NAME, or a file that holds one policy.
func (at policyFile) find(name string) (p contract.Policy, file string, data []byte, err error) {
	switch {
	case strings.HasPrefix(name, "presets/"):
		p, data, err = terms.Preset(name)
		file = name + ".yaml"
	case strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml"):
		if data, err = os.ReadFile(name); err != nil {
			return p, "", nil, usage("policy %s: %w", name, cause(err))
		}
		p, err = terms.ParsePolicy(name, data)
		file = name
	default:
		var ok bool
		file, data = at.file, at.data
		if p, ok = at.book.Policy(name); !ok {
			err = at.unknown(name)
		}
	}
	if err != nil {
		return p, "", nil, &UsageError{err}
	}
	return p, file, data, nil
}

func (at policyFile) unknown(name string) error {
	var known []string
	for _, p := range at.book.Policies {
		known = append(known, p.ID)
	}
	for _, preset := range terms.PresetNames() {
		known = append(known, "presets/"+preset)
	}
	preset := ""
	if slices.Contains(known, "presets/"+name) {
		preset = "did you mean presets/" + name + "?"
	}
	hint := cmp.Or(preset, terms.Meant(name, known), "aftermath policy list names those that there are")
	return errors.New("there is no policy " + name + "\n    " + hint)
}

// ShowPolicy prints a policy with everything that it extends, and what each
// parameter means, in words, with its clause.
func (a *App) ShowPolicy(config, name string) error {
	at, err := policies(config)
	if err != nil {
		return err
	}
	p, file, data, err := at.find(name)
	if err != nil {
		return err
	}
	text, err := terms.Resolved(file, data, p.ID)
	if err != nil {
		return fmt.Errorf("policy %s: %w", name, err)
	}
	fmt.Fprint(a.Out, text, "\n")
	for _, v := range append([]contract.Policy{p}, p.Versions...) {
		if !v.From.IsZero() {
			fmt.Fprintf(a.Out, "from %s\n", v.From)
		}
		table := tabwriter.NewWriter(a.Out, 0, 0, 2, ' ', 0)
		for _, l := range v.Definition() {
			fmt.Fprintf(table, "%s\t%s%s\n", strings.TrimSpace(l.Measure+" "+l.Parameter), l.Words, clauseWords(l.Clause))
		}
		if err := table.Flush(); err != nil {
			return err
		}
	}
	for _, words := range p.Source.Outside {
		fmt.Fprintf(a.Out, "not held by any parameter: %s\n", words)
	}
	return nil
}

// clauseWords is how a clause is printed behind what it says.
func clauseWords(clause string) string {
	switch clause {
	case "":
		return ""
	case "default":
		return "  [default]"
	}
	return "  [clause: " + clause + "]"
}
