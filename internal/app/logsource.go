package app

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"aftermath/internal/contract"
	"aftermath/internal/parse/accesslog"
	"aftermath/internal/parse/terms"
)

// A logFile is a request log and how it is to be read.
type logFile struct {
	path   string
	shown  string // as the store and the reports name it
	source *logSource
	sha256 string // of the file's own bytes; set by digestAll
	size   int64  // in bytes, likewise
}

// A logSource is a source of the configuration, compiled.
type logSource struct {
	terms.LogSource
	format  *accesslog.Format
	options accesslog.Options
	rules   *accesslog.Rules
	print   string // fingerprint of all that decides how a line counts
}

// logs are the request logs that s names, in order of the sources and of their
// names; with only, those alone. Two sources may not name one file.
func (s *settings) logs(only []string) ([]logFile, error) {
	var files []logFile
	var wrong []error
	by := map[string]*logSource{}
	var all []string
	for _, l := range s.Logs {
		src, err := s.compile(l)
		if err != nil {
			wrong = append(wrong, placed(l.Format.Place.File, l.Format.Place.Line, l.Format.Place.Column, err))
			continue
		}
		paths, err := s.expand(l.Files, l.Place.File, l.Place.Line, l.Place.Column)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		for _, path := range paths {
			if other, ok := by[path]; ok {
				wrong = append(wrong, placed(l.Place.File, l.Place.Line, l.Place.Column,
					fmt.Errorf("%s is named by the source at line %d too: a file has one format", path, other.Place.Line)))
				continue
			}
			by[path] = src
			all = append(all, path)
		}
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, &UsageError{err}
	}
	chosen, err := s.named(all, only)
	if err != nil {
		return nil, err
	}
	for _, path := range chosen {
		files = append(files, logFile{path: path, shown: s.shown(path), source: by[path]})
	}
	return files, nil
}

func (s *settings) compile(l terms.LogSource) (*logSource, error) {
	format, err := compileFormat(l.Format)
	if err != nil {
		return nil, err
	}
	src := &logSource{LogSource: l, format: format, options: accesslog.Options{Customer: l.Customer, Service: l.ServiceField, Prefix: l.Prefix, Zone: l.Zone}}
	if _, err := format.NewParser(src.options); err != nil {
		return nil, err
	}
	services := s.Book.Services
	if l.Service != "" { // every line is this service's
		i := slices.IndexFunc(services, func(svc contract.Service) bool { return svc.ID == l.Service })
		only := services[i]
		only.Match = []contract.Match{{}}
		services = []contract.Service{only}
	}
	customers := map[string]string{}
	for _, c := range s.Book.Customers {
		for _, key := range c.Keys {
			customers[key] = c.ID
		}
	}
	src.rules = accesslog.NewRules(services, customers)
	src.print, err = fingerprint(l, services, customers)
	return src, err
}

func compileFormat(f terms.Format) (*accesslog.Format, error) {
	if j := f.JSON; j != nil {
		return accesslog.JSONLines(accesslog.JSONFields{
			Time: j.Time, TimeUnit: j.TimeUnit, Status: j.Status, Latency: j.Latency, Unit: j.LatencyUnit,
			Request: j.Request, Method: j.Method, Path: j.Path, Host: j.Host, RequestID: j.RequestID,
		})
	}
	if preset, ok := accesslog.Preset(f.Text); ok {
		return preset, nil
	}
	return accesslog.Nginx(f.Text)
}

// fingerprint is a digest of the settings that decide what a line counts as.
// What only names or judges things (names, thresholds, contracts) is not in it.
func fingerprint(l terms.LogSource, services []contract.Service, customers map[string]string) (string, error) {
	type counted struct {
		ID              string
		Match           []contract.Match
		Ignored, Failed contract.Statuses
		Slow            int64
	}
	zone := ""
	if l.Zone != nil {
		zone = l.Zone.String()
	}
	settings := struct {
		Revision  int
		Text      string
		JSON      *terms.JSONFields
		Customer  string
		Field     string
		Zone      string
		Prefix    string `json:",omitempty"` // as if it had never been, where there is none
		Services  []counted
		Customers map[string]string
	}{Revision: accesslog.Revision, Text: l.Format.Text, JSON: l.Format.JSON, Customer: l.Customer, Field: l.ServiceField, Zone: zone, Prefix: l.Prefix, Customers: customers}
	for _, s := range services {
		settings.Services = append(settings.Services, counted{s.ID, s.Match, s.Ignored, s.Failed, int64(s.Slow)})
	}
	text, err := json.Marshal(settings)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), err
}
