package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"aftermath/internal/parse/terms"
)

// Init writes a commented configuration to start from; it never replaces a
// file.
func (a *App) Init(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("init: %w", err)
	}
	path := filepath.Join(dir, "aftermath.yaml")
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usage("init: %s is there already and is left as it is\n    name another directory, or move the file away", path)
	}
	if err != nil {
		return fmt.Errorf("init: %w", err)
	}
	if _, err := f.Write(terms.Template()); err != nil {
		f.Close()
		return fmt.Errorf("init: %w", err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("init: %w", err)
	}
	_, err = fmt.Fprintf(a.Out, "wrote %s\nnext: put in your services, customers and files, then: aftermath check -c %s\n", path, path)
	return err
}
