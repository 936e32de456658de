package postmortem

import (
	"strings"
	"testing"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
)

// What is read from a Markdown document, format feature by feature.
var markdownCases = []struct {
	name string
	text string
	want []string
}{
	{"markup vanishes from the words", `# Checkout outage

On **3 March 2025**, between _08:50_ and **09:58 CET**, [checkout](https://shop.example/status?at=10:00) calls *failed*.`,
		[]string{"began 2025-03-03T08:50:00+01:00 prose", "resolved 2025-03-03T09:58:00+01:00 prose"}},

	{"a line that was full goes on", `# Checkout outage

On 3 March 2025, the checkout of our largest shops was unavailable between
08:50 and 09:58 UTC.`,
		[]string{"began 2025-03-03T08:50:00Z prose", "resolved 2025-03-03T09:58:00Z prose"}},

	{"the title names the day", `# Postmortem: checkout, 2025-03-03

Calls failed from 08:50 to 09:58 UTC.`,
		[]string{"began 2025-03-03T08:50:00Z prose", "resolved 2025-03-03T09:58:00Z prose"}},

	{"a heading names the day of the rows below it", `# Checkout outage

## Timeline

### 2025-03-03

* 23:40 UTC - Impact begins
* 23:52 UTC - on-call engineer paged
* 00:31 UTC - Service restored

### 2025-03-05

* 10:00 UTC - Permanent change merged`,
		[]string{"began 2025-03-03T23:40:00Z stated", "detected 2025-03-03T23:52:00Z stated", "resolved 2025-03-04T00:31:00Z stated"}},

	{"a list with blank lines is one timeline", `# Checkout outage

## Timeline of 3 March 2025 (UTC)

- 08:50: Impact begins

- 09:02: on-call engineer paged

- 09:58: Service restored`,
		[]string{"began 2025-03-03T08:50:00Z stated", "detected 2025-03-03T09:02:00Z stated", "resolved 2025-03-03T09:58:00Z stated"}},

	{"headings that are times", `# Checkout outage of 3 March 2025

## 08:50 UTC

Calls began to fail.

## 09:02 UTC

* On-call engineer paged

## 09:58 UTC - Service restored

Thanks to everybody.`,
		[]string{"began 2025-03-03T08:50:00Z stated", "detected 2025-03-03T09:02:00Z stated", "resolved 2025-03-03T09:58:00Z stated"}},

	{"times on lines of their own below full lines", `# Checkout outage of 3 March 2025

09:02 UTC
On-call engineer was paged by the probe of the northern checkout site
09:20 UTC
We found the cause in the settings of the newest release of the shop
09:58 UTC
Service restored for everybody who buys or sells anything in the shop`,
		[]string{"detected 2025-03-03T09:02:00Z stated", "identified 2025-03-03T09:20:00Z stated", "resolved 2025-03-03T09:58:00Z stated"}},

	{"a range in full above a line of its own", `# Checkout outage

During this time, payments were delayed.
2025-03-03 08:50:00 UTC to 2025-03-03 09:58:00 UTC
Checkout and payments`,
		[]string{"began 2025-03-03T08:50:00Z prose", "resolved 2025-03-03T09:58:00Z prose"}},

	{"items that are times", `# Checkout outage of 3 March 2025

1. **08:50 UTC**
   - Impact begins
2. **09:58 UTC**
   - Service restored`,
		[]string{"began 2025-03-03T08:50:00Z stated", "resolved 2025-03-03T09:58:00Z stated"}},

	{"a table with the zone in its header", `# Checkout outage of 3 March 2025

| Time (UTC) | Event |
|---|---|
| 08:50 | Impact begins |
| **09:02** | On-call engineer paged |
| 09:58 | Service restored |`,
		[]string{"began 2025-03-03T08:50:00Z stated", "detected 2025-03-03T09:02:00Z stated", "resolved 2025-03-03T09:58:00Z stated"}},

	{"a table with a date of its own column", `# Checkout outage

| Date | Who | Time (CET) | What |
|---|---|---|---|
| 2025-03-03 | Ada | 23:50 | Impact begins |
| 2025-03-04 | Bo | 00:20 | Service restored |`,
		[]string{"began 2025-03-03T23:50:00+01:00 stated", "resolved 2025-03-04T00:20:00+01:00 stated"}},

	{"a table of labels and times", `# Checkout outage

| Field | Value |
|---|---|
| Start | 2025-03-03 08:50 UTC |
| First detected | 2025-03-03 09:02 UTC |
| Resolved | 2025-03-03 09:58 UTC |
| Version | 8.5.0 |`,
		[]string{"began 2025-03-03T08:50:00Z stated", "detected 2025-03-03T09:02:00Z stated", "resolved 2025-03-03T09:58:00Z stated"}},

	{"a table with labels abreast", `# Checkout outage

| Start | First detected | Resolved |
|---|---|---|
| 2025-03-03 08:50 UTC | 2025-03-03 09:02 UTC | 2025-03-03 09:58 UTC |`,
		[]string{"began 2025-03-03T08:50:00Z stated", "detected 2025-03-03T09:02:00Z stated", "resolved 2025-03-03T09:58:00Z stated"}},

	{"a list of labels and times", `# Checkout outage

- **Key events**
  - First detected 2025-03-03 09:02 UTC
  - Resolved: 2025-03-03 09:58 UTC

**Start:** 2025-03-03 08:50 UTC`,
		[]string{"detected 2025-03-03T09:02:00Z stated", "resolved 2025-03-03T09:58:00Z stated", "began 2025-03-03T08:50:00Z stated"}},

	{"front matter states instants", `---
title: "Incident: checkout down"
started_at: 2025-03-03T08:50:00+01:00
resolved-at: '2025-03-03 09:58 CET'
severity: major
detected: TBD
affected: [Checkout, "Basket API"]
---

Nothing more to tell.`,
		[]string{"began 2025-03-03T08:50:00+01:00 stated", "resolved 2025-03-03T09:58:00+01:00 stated"}},

	{"front matter in TOML", `+++
title = "Checkout down"
start = 2025-03-03T08:50:00Z
end = "2025-03-03 09:58:00"
tags = [
  "checkout",
]
+++

Nothing more to tell.`,
		[]string{"began 2025-03-03T08:50:00Z stated", "resolved 2025-03-03T09:58:00Z stated"}},

	{"code, comments, pictures and struck words are no account", "# Checkout outage of 3 March 2025\n\nCalls failed from 08:50 UTC.\n\n" +
		"```\n2025-03-03 07:00 UTC calls failed\n```\n\n    2025-03-03 07:10 UTC calls failed\n\n<!-- 2025-03-03 07:20 UTC calls failed -->\n\n" +
		"![2025-03-03 07:30 UTC calls failed](a.png) ~~At 07:40 UTC calls failed.~~ The log says `2025-03-03 07:50:00 UTC calls failed with status 500`.\n",
		[]string{"began 2025-03-03T08:50:00Z prose"}},

	{"placeholders give nothing", `# Incident YYYY-MM-DD

- Start: YYYY-MM-DD HH:MM
- Detected: TBD
- Resolved: 2025-03-03 09:58 UTC`,
		[]string{"resolved 2025-03-03T09:58:00Z stated"}},

	{"escapes and entities", `# Checkout outage of 3 March 2025

Calls failed from 08:50&nbsp;UTC. Service was restored at 09\:58 UTC.`,
		[]string{"began 2025-03-03T08:50:00Z prose", "resolved 2025-03-03T09:58:00Z prose"}},

	{"a meeting's date is not the incident's", `# Checkout outage

**Date:** 2025-03-03

**Published on:** 2025-03-10

Calls failed from 08:50 to 09:58 UTC.`,
		[]string{"began 2025-03-03T08:50:00Z prose", "resolved 2025-03-03T09:58:00Z prose"}},

	{"a time as heading is that of each sentence below it", `# Checkout outage of 3 March 2025

All times in CET.

### 08:50

Calls began to fail. On-call engineer was paged.

### 09:58

The pods were restarted by hand. Service restored.`,
		[]string{"began 2025-03-03T08:50:00+01:00 stated", "detected 2025-03-03T08:50:00+01:00 stated", "mitigated 2025-03-03T09:58:00+01:00 stated", "resolved 2025-03-03T09:58:00+01:00 stated"}},

	{"a quote below a time has times of its own", `# Checkout outage of 3 March 2025

### 08:50 UTC

Calls began to fail.

> Some other node was unavailable.`,
		[]string{"began 2025-03-03T08:50:00Z stated"}},

	{"rows below a sentence, one to a line", `# Checkout outage of 3 March 2025

The checkout was slow for everybody while its queue was long
08:50 UTC: Calls began to fail in all shops of the whole northern region
09:58 UTC: Service restored`,
		[]string{"began 2025-03-03T08:50:00Z stated", "resolved 2025-03-03T09:58:00Z stated"}},

	{"an earlier date that reads two ways leaves the day open", `# Checkout outage 03-04-2025

The release of 2025-01-07 was to blame.

Calls failed from 08:50 to 09:58 UTC.

- Resolved: 2025-04-03 09:58 UTC`,
		[]string{"resolved 2025-04-03T09:58:00Z stated"}},

	{"past midnight, the day only in the title", `# Checkout outage of 3 March 2025

* 22:40 UTC - Impact begins

At 01:10 UTC the platform had fully recovered.`,
		[]string{"began 2025-03-03T22:40:00Z stated", "resolved 2025-03-04T01:10:00Z prose"}},
}

func TestMarkdown(t *testing.T) {
	for _, tc := range markdownCases {
		t.Run(tc.name, func(t *testing.T) {
			same(t, tc.name, readings(t, read(t, Markdown, parse.Options{}, tc.text)), tc.want)
			if !IsMarkdown(parse.NewSample("incident.txt", []byte(tc.text))) {
				t.Error("not seen as Markdown")
			}
			// the ends of lines change nothing
			crlf := strings.ReplaceAll(tc.text, "\n", "\r\n")
			same(t, "with CR LF", readings(t, read(t, Markdown, parse.Options{}, crlf)), tc.want)
		})
	}
}

// TestMarkdownRecord looks at what a record has beside its marks.
func TestMarkdownRecord(t *testing.T) {
	d := read(t, Markdown, parse.Options{},
		"---", "title: 'Checkout: down'", "provider: Pelican Pay", "url: https://status.pelican.example/incidents/q1w2e3r4", "severity: major",
		"services:", "  - Checkout", "  - Basket # the old one", "started: 2025-03-03 08:50", "---", "",
		"Our [status page](https://status.pelican.example/incidents/q1w2e3r4t5) told of it; the cause was [their incident](https://status.heron.example/incidents/zzzzzzzz).")
	r := d.Records[0]
	same(t, "record", append([]string{r.Title, r.Provider, r.URL, r.Impact}, append(r.Components, r.Links...)...),
		[]string{"Checkout: down", "Pelican Pay", "https://status.pelican.example/incidents/q1w2e3r4", "major", "Checkout", "Basket", "https://status.pelican.example/incidents/q1w2e3r4t5"})
	if m := r.Marks[0]; m.Line != 9 || m.Quote != "2025-03-03 08:50" || !strings.Contains(m.Warning, "no zone is given") {
		t.Errorf("mark %+v", m)
	}
	if l := r.Levels; len(l) != 1 || l[0].Level != incident.Partial {
		t.Errorf("levels %+v", l)
	}
}

// TestMarkdownQuote: a quote is the file's bytes, markup and all, and what is
// written into a row from elsewhere is not in it.
func TestMarkdownQuote(t *testing.T) {
	d := read(t, Markdown, parse.Options{}, "# Outage", "", "## 3 March 2025 (times in UTC)", "", "* **08:50** - *Impact* begins")
	if m := d.Records[0].Marks[0]; m.Quote != "08:50** - *Impact* begins" || m.Line != 5 || m.Column != 5 {
		t.Errorf("%d:%d %q", m.Line, m.Column, m.Quote)
	}
}

// TestMarkdownWarning: a warning names the line of the file, not of the text.
func TestMarkdownWarning(t *testing.T) {
	d := read(t, Markdown, parse.Options{}, "# Outage", "", "Calls failed", "from 2025-03-03 08:50 UTC.", "", "```", "x", "```", "", "Service was restored at 09:58 UTC on 2019-02-12.")
	if w := strings.Join(d.Records[0].Warnings, "\n"); !strings.Contains(w, "line 10, ") || strings.Contains(w, "line 5") {
		t.Errorf("%q", w)
	}
}

func TestRefused(t *testing.T) {
	for name, text := range map[string]string{
		"no time":     "# Checkout outage\n\nIt was down.",
		"no day":      "# Checkout outage\n\nCalls failed from 08:50 to 09:58 UTC.",
		"only matter": "---\ntitle: x\n---\n",
	} {
		_, err := Markdown("m.md", []byte(text), parse.Options{})
		if err == nil || !strings.Contains(err.Error(), "m.md: ") || !strings.Contains(err.Error(), "expected a postmortem with dates") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Markdown("m.md", []byte("# Checkout outage\n\nCalls failed from 08:50 to 09:58 UTC."), parse.Options{}); err == nil || !strings.Contains(err.Error(), "no date") {
		t.Errorf("the reason is not given: %v", err)
	}
}

// Files that nest or repeat without end take no more time than their size
// allows.
func TestMarkdownHostile(t *testing.T) {
	const size = 50_000
	repeat := func(s string) string { return strings.Repeat(s, size/len(s)) }
	for name, text := range map[string]string{
		"quotes": repeat(">"), "lists": repeat("- "), "numbers": repeat("1. "), "brackets": repeat("["), "links": repeat("[a]("),
		"stars": repeat("*a "), "pairs": repeat("**a*"), "code": repeat("`a``"), "entities": repeat("&amp;"), "escapes": repeat("\\"),
		"pipes": "|a|b|\n|-|-|\n" + repeat("|"), "cells": "|a|b|\n|-|-|\n" + repeat("|a|12:00|\n"), "html": repeat("<b"), "comments": repeat("<!--"),
		"headings": repeat("# 12:00\n"), "rows": repeat("* 12:00 UTC - Service restored\n"), "tildes": repeat("~~a~"),
		"matter": "---\n" + repeat("a: [b,c]\n"), "references": repeat("[a]: b\n"), "images": repeat("!["), "blank links": repeat("[a]( "), "nested links": repeat("[a](b ["), "tabs": repeat("\t- "),
		"deep": func() string {
			var b strings.Builder
			for i := range 600 {
				b.WriteString(strings.Repeat(" ", 2*i) + "- a\n")
			}
			return b.String()
		}(),
		"broken": repeat("\xff\xfe# \xf0\x9f"), "anchors": "---\n" + repeat("a: &a *a\n") + "---\n",
	} {
		begin := time.Now()
		d, err := Markdown("h.md", []byte("# Outage of 3 March 2025\n\n"+text), parse.Options{})
		if err == nil {
			checkLaws(t, []byte("# Outage of 3 March 2025\n\n"+text), d)
		}
		if took := time.Since(begin); took > 10*time.Second {
			t.Errorf("%s: %v", name, took)
		} else if took > 300*time.Millisecond {
			t.Logf("%s: %v", name, took)
		}
	}
}
