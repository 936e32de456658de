package postmortem

import (
	"testing"

	"aftermath/internal/parse"
)

// The law of all formats: whatever the bytes, an error or records that keep the
// laws (see checkLaws).
func fuzz(f *testing.F, format reader, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<15 {
			t.Skip()
		}
		d, err := format("f", data, parse.Options{})
		if err != nil {
			if len(d.Records)+len(d.Works) > 0 {
				t.Fatal("both records and an error")
			}
			return
		}
		checkLaws(t, data, d)
	})
}

func FuzzMarkdown(f *testing.F) {
	var seeds []string
	for _, tc := range markdownCases {
		seeds = append(seeds, tc.text)
	}
	fuzz(f, Markdown, append(seeds, "\xef\xbb\xbf# 3 March 2025\r\n\r\n|Time (UTC)|\r\n|-|\r\n|\xff08:50&nbsp;UTC Service\\* restored|\r\n")...)
}

func FuzzCState(f *testing.F) {
	fuzz(f, CState,
		issue("date: 2025-03-03 08:50:00\nresolved: true\nresolvedWhen: 2025-03-03 10:15:00\nseverity: notice\naffected: [a, \"b\", ]\n", "**Resolved**: Found. {{< track \"2025-03-03 10:15:00\" >}}\n\nCalls failed at 08:40 UTC. {{% track '2025-03-03 09:01' %}}"),
		issue("date: 2025-03-03 22:00:00\nresolvedWhen: 2025-03-03 23:30:00\ninformational: true\n", "Planned maintenance"))
}

func FuzzTimeLed(f *testing.F) {
	fuzz(f, TimeLed,
		"[RESOLVED] Errors\nSearch\ndate: 2025-03-04T03:18:00Z\n\n7:18 PM PST We are investigating.\nMar 4, 12:27 AM PST Between March 3 6:50 PM PST and 11:27 PM PST, calls failed.\n",
		"Errors\n2025-03-03\n22:18 We are investigating\nsince\n[00:04 UTC] - We've identified the root cause\n")
}

func FuzzText(f *testing.F) {
	fuzz(f, Text, "Outage\n\n28 June 2021\n\n11:51 UTC Calls began to fail\n\n12:30 UTC\n\nService restored\n", "Date: 2025-03-03\nCalls failed between 08:50\nand 09:58 CET.\n")
}
