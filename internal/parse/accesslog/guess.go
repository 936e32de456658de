package accesslog

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// guesses are the names that logs in the wild give to each role, the likeliest
// first, in lower case and without punctuation. A dotted name is compared as a
// whole, then by its last part.
var guesses = [roles][]string{
	timeRole: {
		"time", "ts", "timestamp", "datetime", "timelocal", "timeiso8601", "msec", "starttime", "startutc", "startlocal",
		"edgestarttimestamp", "edgeendtimestamp", "date",
	},
	statusRole: {
		"status", "statuscode", "responsestatus", "responsecode", "httpstatus", "httpstatuscode", "downstreamstatus",
		"edgeresponsestatus", "httpresponsestatuscode", "code", "response",
	},
	latencyRole: {
		"requesttime", "latency", "duration", "durationms", "latencyms", "elapsed", "elapsedms", "responsetime",
		"responsetimems", "requesttimems", "requestduration", "upstreamresponsetime", "took", "tookms", "durationns",
		"durationus", "latencyns", "latencyus", "durationseconds", "latencyseconds",
	},
	requestRole: {"request", "requestline"},
	methodRole:  {"method", "requestmethod", "httpmethod", "verb", "clientrequestmethod", "httprequestmethod"},
	pathRole: {
		"path", "uri", "requesturi", "requestpath", "url", "requesturl", "clientrequesturi", "clientrequestpath",
		"urlpath", "xenvoyoriginpath", "xenvoyoriginalpath",
	},
	hostRole: {"host", "httphost", "requesthost", "clientrequesthost", "authority", "vhost", "servername", "domain"},
	customerRole: {
		"customer", "customerid", "tenant", "tenantid", "account", "accountid", "organisation", "organization", "orgid", "org",
		"clientid", "apikeyid",
	},
	idRole: {"requestid", "reqid", "xrequestid", "httpxrequestid", "traceid", "rayid", "insertid"},
}

// guessObjects names the fields of JSON lines from the keys that are there;
// others are the names, of lines with a status, that it has no use for, and ok
// says that a time and a status were found.
func guessObjects(lines [][]byte) (f Fields, others []string, ok bool) {
	all := map[string][]string{} // scalar values by dotted name
	var each []map[string][]string
	for _, line := range lines {
		var object map[string]any
		d := json.NewDecoder(strings.NewReader(string(line)))
		d.UseNumber()
		if d.Decode(&object) != nil {
			continue
		}
		one := map[string][]string{}
		flatten(object, "", 0, one)
		for name, values := range one {
			all[name] = append(all[name], values...)
		}
		each = append(each, one)
	}
	f, others, ok = guessNames(slices.Sorted(maps.Keys(all)), all)
	others = slices.DeleteFunc(others, func(name string) bool {
		return f.Status != "" && !slices.ContainsFunc(each, func(one map[string][]string) bool { return one[name] != nil && one[f.Status] != nil })
	})
	return f, others, ok
}

// guessJSON is a format of JSON lines whose fields have names that are known.
func guessJSON(lines [][]byte) (Detection, bool) {
	fields, others, ok := guessObjects(objects(lines))
	if !ok {
		return Detection{}, false
	}
	f, err := JSONLines(fields)
	return Detection{Candidate: Candidate{Format: f}, Fields: &fields, Others: others}, err == nil
}

// FieldNames are the dotted names of values in a log's JSON lines, in order.
func FieldNames(sample []byte) []string {
	fields, others, _ := guessObjects(objects(slices.Collect(bytes.Lines(sample))))
	used := fields.byRole()
	all := slices.DeleteFunc(append(others, used[:]...), func(name string) bool { return name == "" })
	slices.Sort(all)
	return slices.Compact(all)
}

// guessNames chooses among names, whose values are in seen.
func guessNames(names []string, seen map[string][]string) (f Fields, others []string, ok bool) {
	pick := func(r role) string { return pickName(names, guesses[r]) }
	f = Fields{
		Time: pick(timeRole), Status: pick(statusRole), Latency: pick(latencyRole), Request: pick(requestRole),
		Method: pick(methodRole), Path: pick(pathRole), Host: pick(hostRole), Customer: pick(customerRole), RequestID: pick(idRole),
	}
	if f.Latency != "" {
		f.Unit = guessUnit(f.Latency, seen[f.Latency])
	}
	used := f.byRole()
	others = slices.DeleteFunc(slices.Clone(names), func(name string) bool { return slices.Contains(used[:], name) })
	slices.Sort(others)
	return f, others, f.Time != "" && f.Status != ""
}

// flatten notes the strings and numbers of an object, a few levels deep.
func flatten(object map[string]any, prefix string, depth int, seen map[string][]string) {
	for key, v := range object {
		name := prefix + key
		if len(name) > maxName {
			continue
		}
		switch v := v.(type) {
		case string:
			seen[name] = append(seen[name], v)
		case json.Number:
			seen[name] = append(seen[name], v.String())
		case map[string]any:
			if depth < 4 {
				flatten(v, name+".", depth+1, seen)
			}
		}
	}
}

func pickName(names, guesses []string) string {
	bare := strings.NewReplacer("_", "", "-", "", "@", "", ".", "", ":", "", " ", "")
	for _, part := range []func(string) string{
		func(s string) string { return s },
		func(s string) string { return s[strings.LastIndexByte(s, '.')+1:] },
	} {
		for _, guess := range guesses {
			for _, name := range names {
				if bare.Replace(strings.ToLower(part(name))) == guess {
					return name
				}
			}
		}
	}
	return ""
}

// guessUnit tells the unit of a latency from the end of its name, else from the
// middle one of its values: of fractions, milliseconds from 10, else seconds; of
// whole numbers, nanoseconds from 100,000, microseconds from 5,000, else
// milliseconds.
func guessUnit(name string, values []string) string {
	lower := strings.ToLower(name)
	for _, suffix := range []struct{ end, unit string }{
		{"ms", "ms"}, {"millis", "ms"}, {"us", "us"}, {"micros", "us"}, {"ns", "ns"}, {"nanos", "ns"},
		{"seconds", "s"}, {"secs", "s"}, {"_s", "s"}, {"request_time", "s"}, {"response_time", "s"},
	} {
		if strings.HasSuffix(lower, suffix.end) {
			return suffix.unit
		}
	}
	fractions, numbers := false, []int64{0}
	for _, v := range values {
		if n, ok := decimalNanos([]byte(v), nanos); ok {
			numbers = append(numbers, n)
			fractions = fractions || strings.ContainsAny(v, ".eE")
		}
	}
	slices.Sort(numbers)
	switch middle := numbers[len(numbers)/2]; {
	case fractions && middle < 10:
		return "s"
	case fractions:
		return "ms"
	case middle >= 100_000:
		return "ns"
	case middle >= 5_000:
		return "us"
	}
	return "ms"
}
