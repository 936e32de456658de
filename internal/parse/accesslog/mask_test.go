package accesslog

import "testing"

func TestMasked(t *testing.T) {
	for in, want := range map[string]string{
		`203.0.113.77 - - [30/Apr/2025:16:20:01 +0200] "GET /a?email=bob@example.org HTTP/1.1" abc`: `(address) - - [30/Apr/2025:16:20:01 +0200] "GET /a?… HTTP/1.1" abc`,
		`{"ip":"2001:db8::1","url":"/a?x=1","status":"abc"}`:                                        `{"ip":"(address)","url":"/a?…","status":"abc"}`,
		`::ffff:192.0.2.1 16:20:01 1.2.3 v2.2.3`:                                                    `(address) 16:20:01 1.2.3 v2.2.3`,
		`nothing here`:                                                                              `nothing here`,
		``:                                                                                          ``,
	} {
		if got := Masked(in); got != want {
			t.Errorf("%s\n became %s\n want   %s", in, got, want)
		}
	}
}
