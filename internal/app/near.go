package app

import (
	"os"
	"path/filepath"
	"regexp"
	"time"
)

// nearTimes are, for logs of one source in order of their names, times near the
// ones that they hold, which tell the year where a log writes none: a date in
// the file's own name, else in that of the nearest neighbour that has one (of two
// the one before), else when the file was last changed. Zero where nothing tells.
//
// It is no part of what a log's reading is known by: a file that is copied or
// touched says the same as before.
func nearTimes(paths []string) []time.Time {
	dated := make([]time.Time, len(paths))
	for i, path := range paths {
		dated[i] = dateIn(filepath.Base(path))
	}
	near := make([]time.Time, len(paths))
	for i, path := range paths {
		near[i] = neighbour(dated, i)
		if info, err := os.Stat(path); near[i].IsZero() && err == nil {
			near[i] = info.ModTime()
		}
	}
	return near
}

// neighbour is the date that lies nearest to place i, zero where there is none.
func neighbour(dated []time.Time, i int) time.Time {
	for off := range dated {
		for _, j := range []int{i - off, i + off} {
			if 0 <= j && j < len(dated) && !dated[j].IsZero() {
				return dated[j]
			}
		}
	}
	return time.Time{}
}

var dateForm = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)[0-9]{2})(?:-([0-9]{2})(?:-([0-9]{2}))?|([0-9]{2})([0-9]{2}))`)

// dateIn is the noon of the first date in a file's name, 2025-04-07 or 20250407;
// of a month alone, 2025-04, that of its middle day; zero where there is none.
func dateIn(name string) time.Time {
	for at := 0; at < len(name); {
		m := dateForm.FindStringSubmatchIndex(name[at:])
		if m == nil {
			break
		}
		part := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return name[at+m[2*i] : at+m[2*i+1]]
		}
		day, form := part(1)+part(2)+part(4)+part(3)+part(5), "20060102"
		if part(3)+part(5) == "" {
			day += "15"
		}
		end := at + m[1]
		date, err := time.Parse(form, day)
		if err == nil && (end == len(name) || name[end] < '0' || '9' < name[end]) {
			return date.Add(12 * time.Hour)
		}
		at += m[3] // behind the year: it may have been another number
	}
	return time.Time{}
}
