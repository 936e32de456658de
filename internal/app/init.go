package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"aftermath/internal/parse/own"
	"aftermath/internal/parse/terms"
)

// Init writes a commented configuration to start from, and beside it incidents
// in aftermath's own format; it never replaces a file.
func (a *App) Init(dir string) error {
	config := filepath.Join(dir, "aftermath.yaml")
	files := []struct {
		path string
		data []byte
	}{
		{config, terms.Template()},
		{filepath.Join(dir, "incidents", "example.yaml"), own.Example()},
		{filepath.Join(dir, "incidents", "example.csv"), own.ExampleTable()},
	}
	for _, f := range files {
		if _, err := os.Lstat(f.path); err == nil {
			return usage("init: %s is there already and is left as it is\n    name another directory, or move the file away", f.path)
		}
	}
	for _, f := range files {
		if err := writeNew(f.path, f.data); err != nil {
			return fmt.Errorf("init: %w", err)
		}
	}
	_, err := fmt.Fprintf(a.Out, "wrote %s\nwrote %s and %s: incidents by hand, as an example\nnext: put in your services, customers and files, then: aftermath check -c %s\n",
		config, files[1].path, files[2].path, config)
	return err
}

// writeNew writes a file that is not there, and the folder that it is in.
func writeNew(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usage("%s is there already and is left as it is\n    name another directory, or move the file away", path)
	}
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
