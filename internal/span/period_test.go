package span

import (
	"testing"
	"time"
	_ "time/tzdata"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestMonthsInStockholm(t *testing.T) {
	stockholm := zone(t, "Europe/Stockholm")
	for _, test := range []struct {
		name, title string
		minutes     int64
		days        int
		odd         int           // the day that is not 24 hours long, 0: none
		hours       time.Duration // of that day
	}{
		{"2025-02", "February 2025", 40320, 28, 0, 0},
		{"2024-02", "February 2024", 41760, 29, 0, 0},
		{"2025-03", "March 2025", 44580, 31, 30, 23},
		{"2025-04", "April 2025", 43200, 30, 0, 0},
		{"2025-10", "October 2025", 44700, 31, 26, 25},
	} {
		p, err := ParsePeriod(test.name, stockholm)
		if err != nil {
			t.Fatal(err)
		}
		if p.Name != test.name || p.Title() != test.title || p.CountMinutes() != test.minutes {
			t.Errorf("%s: %s, %s, %d minutes; want %s, %d", test.name, p.Name, p.Title(), p.CountMinutes(), test.title, test.minutes)
		}
		days := p.Days()
		if len(days) != test.days {
			t.Fatalf("%s: %d days; want %d", test.name, len(days), test.days)
		}
		for i, day := range days {
			want := 24 * time.Hour
			if i+1 == test.odd {
				want = test.hours * time.Hour
			}
			if day.Duration() != want {
				t.Errorf("%s: day %d has %s; want %s", test.name, i+1, day.Duration(), want)
			}
		}
	}
}

func TestPreviousAndMonthOf(t *testing.T) {
	stockholm := zone(t, "Europe/Stockholm")
	late := time.Date(2025, 4, 30, 22, 30, 0, 0, time.UTC) // 1 May on the wall in Stockholm
	if p := MonthOf(late, stockholm); p.Name != "2025-05" || !p.Contains(late) || p.Previous().Name != "2025-04" {
		t.Errorf("%s and before it %s", p.Name, p.Previous().Name)
	}
	if p := Month(2025, time.January, stockholm).Previous(); p.Name != "2024-12" {
		t.Errorf("before January: %s", p.Name)
	}
	for _, bad := range []string{"", "2025", "2025-13", "2025-4", "April 2025", "2025-04-01"} {
		if _, err := ParsePeriod(bad, stockholm); err == nil {
			t.Errorf("period %q was read", bad)
		}
	}
}

// TestDaysEverywhere walks zones whose clocks jump at midnight, on the first of
// a month, or over a whole day.
func TestDaysEverywhere(t *testing.T) {
	for _, name := range []string{
		"America/Sao_Paulo", "America/Asuncion", "America/Havana", "America/Santiago", "Asia/Beirut", "Asia/Amman", "Asia/Damascus",
		"Asia/Tehran", "Africa/Cairo", "Atlantic/Azores", "Pacific/Apia", "Australia/Lord_Howe", "Europe/Stockholm", "Asia/Kolkata", "UTC",
	} {
		z := zone(t, name)
		next := Month(2009, time.January, z).Start
		for p := Month(2009, time.January, z); p.Start.Year() < 2026; p = MonthOf(p.End, z) {
			if !p.Start.Equal(next) {
				t.Fatalf("%s %s begins at %s; the month before ended at %s", name, p.Name, p.Start, next)
			}
			for _, day := range p.Days() {
				if !day.Start.Equal(next) || day.Empty() {
					t.Fatalf("%s: day %s begins not at %s", name, day, next)
				}
				next = day.End
				first, last, before := day.Start.In(z), day.End.Add(-1).In(z), day.Start.Add(-1).In(z)
				if first.Format(time.DateOnly) != last.Format(time.DateOnly) || before.Format(time.DateOnly) == first.Format(time.DateOnly) {
					t.Fatalf("%s: %s/%s is not one whole day", name, first, last)
				}
				if first.Format("2006-01") != p.Name {
					t.Fatalf("%s: %s is a day of %s", name, first, p.Name)
				}
			}
			if !p.End.Equal(next) {
				t.Fatalf("%s %s ends at %s; its days end at %s", name, p.Name, p.End, next)
			}
		}
	}
}
