package store

import (
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// connect prepares a pool of one connection to the file at path; nothing is
// read yet. One that only reads still opens the file for writing where it may,
// because SQLite must be able to roll back what a killed process left.
func connect(path string, readOnly bool, wait time.Duration) (*Store, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("store %s: %w", path, err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("store %s: this is not a file: name another in the configuration's `store`", path)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("store %s: %w", path, err)
	}
	if abs = filepath.ToSlash(abs); !strings.HasPrefix(abs, "/") {
		abs = "/" + abs // a drive letter
	}
	options := url.Values{
		"mode":          {"rw"},
		"_busy_timeout": {fmt.Sprint(wait.Milliseconds())},
		"_foreign_keys": {"1"},
		"_synchronous":  {"FULL"},
		"_dqs":          {"0"},
		"_defensive":    {"1"},
		"_error_rc":     {"1"},
		"_pragma":       {"trusted_schema(0)", "temp_store(memory)", "cache_size(-65536)", "page_size(16384)"},
	}
	if readOnly {
		options.Set("_query_only", "1")
	}
	// As a path SQLite would cut the name at a question mark and ignore the mode.
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: abs}).EscapedPath()+"?"+options.Encode())
	if err != nil {
		return nil, fmt.Errorf("store %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	return &Store{path: path, db: db, readOnly: readOnly}, nil
}
