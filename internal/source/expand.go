package source

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Expand finds the files that patterns name, in order and each once. A relative
// pattern is below base. A pattern is a path, or a glob as of path/filepath,
// which passes over directories and, as in a shell, over names that begin with
// a dot. All patterns that name nothing are reported at once.
func Expand(base string, patterns []string) ([]string, error) {
	var paths []string
	var problems []error
	for _, pattern := range patterns {
		found, err := expand(base, pattern)
		if err != nil {
			problems = append(problems, err)
		}
		paths = append(paths, found...)
	}
	slices.Sort(paths)
	return slices.Compact(paths), errors.Join(problems...)
}

// literal makes a glob that matches a path that is no pattern.
var literal = strings.NewReplacer("*", `\*`, "?", `\?`, "[", `\[`, `\`, `\\`)

func expand(base, pattern string) ([]string, error) {
	if pattern == "" {
		return nil, errors.New("an empty pattern: name a file or a glob")
	}
	path, glob := filepath.Clean(pattern), filepath.Clean(pattern)
	if !filepath.IsAbs(path) {
		path, glob = filepath.Join(base, path), filepath.Join(literal.Replace(base), path)
	}
	if _, err := os.Stat(path); err == nil { // also where the name looks like a glob
		return []string{path}, nil
	} else if !strings.ContainsAny(pattern, `*?[\`) {
		return nil, fmt.Errorf("%s: no such file below %s: correct the name, or put the file there", pattern, base)
	}
	matches, err := filepath.Glob(glob)
	if err != nil {
		return nil, fmt.Errorf("pattern %s: %w", pattern, err)
	}
	hidden := strings.HasPrefix(filepath.Base(path), ".")
	matches = slices.DeleteFunc(matches, func(m string) bool {
		info, err := os.Stat(m)
		return err == nil && info.IsDir() || !hidden && strings.HasPrefix(filepath.Base(m), ".")
	})
	if len(matches) == 0 {
		return nil, fmt.Errorf("pattern %s names no file below %s: correct it, or put the files there", pattern, base)
	}
	return matches, nil
}
