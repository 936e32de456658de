package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"aftermath/internal/parse/accesslog"
	"aftermath/internal/parse/terms"
	"aftermath/internal/source"
)

// sampled is how much of a log DetectLogs and Check look at, in bytes.
const sampled = 1 << 20

// DetectLogs says of each file which format reads it best, as the configuration
// would write it, and shows five lines as read. Formats of the configuration
// are tried first; without a configuration the presets and JSON are. A file
// that no format reads is an error, after all are described.
func (a *App) DetectLogs(ctx context.Context, config string, files []string) error {
	var text bytes.Buffer
	configured, err := load(config)
	if err != nil && config != "" {
		return err
	}
	if err != nil {
		if path, _, err := readConfig(""); err == nil {
			fmt.Fprintf(&text, "%s has problems, so its formats are not tried: aftermath check names them\n", path)
		}
		configured = nil
	}
	given, sources, err := configured.candidates()
	if err != nil {
		return err
	}
	var unread, requestless []string
	near := nearTimes(files)
	for i, file := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		sample, err := beginning(file)
		if err != nil {
			return err
		}
		switch found := accesslog.Detect(sample, file, near[i], given); {
		case found[0].Requests > 0:
			describe(&text, file, found, sources[found[0].Format])
		case found[0].Requestless():
			describeRequestless(&text, file, &found[0])
			requestless = append(requestless, file)
		default:
			describeUnread(&text, file, accesslog.FieldNames(sample), found)
			unread = append(unread, file)
		}
	}
	if _, err := a.Out.Write(text.Bytes()); err != nil {
		return err
	}
	if len(unread) > 0 {
		err = noFormat(configured, unread)
	}
	return errors.Join(err, noRequests(requestless))
}

// noRequests is the error of files whose lines are sound and about no request.
func noRequests(files []string) error {
	if len(files) == 0 {
		return nil
	}
	return fmt.Errorf("no line of %s is about a request\n    do not name it under sources.logs", few(files))
}

// candidates are the formats of the configuration, if there is one, and the
// source of each.
func (s *settings) candidates() (given []accesslog.Candidate, sources map[*accesslog.Format]terms.LogSource, err error) {
	if s == nil {
		return nil, nil, nil
	}
	sources = map[*accesslog.Format]terms.LogSource{}
	for _, l := range s.Logs {
		at := l.Format.Place
		src, err := s.compile(l)
		if err != nil {
			return nil, nil, &UsageError{placed(at.File, at.Line, at.Column, err)}
		}
		f := src.format.Named(fmt.Sprintf("the format at %s:%d", at.File, at.Line))
		given = append(given, accesslog.Candidate{Format: f, Options: src.options})
		sources[f] = l
	}
	return given, sources, nil
}

func noFormat(configured *settings, files []string) error {
	where, config := "a configuration (aftermath init writes one to start from)", "FILE"
	if configured != nil {
		where, config = configured.File, configured.File
	}
	return fmt.Errorf("no format reads %s\n    put its nginx log_format string, its Apache LogFormat, or the names of its fields, under sources.logs of %s, then: %s",
		few(files), where, detectCommand(config, files[0]))
}

func detectCommand(config, file string) string {
	return fmt.Sprintf("aftermath logs detect -c %s %s", config, file)
}

// few are the first names, and how many more there are.
func few(names []string) string {
	if more := len(names) - worst; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:worst], ", "), more)
	}
	return strings.Join(names, ", ")
}

func beginning(file string) ([]byte, error) {
	f, err := source.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Head(sampled)
}
