package incident

import "strings"

// address is what makes a web address the same as another one: host and path,
// without scheme, "www.", query, fragment and closing slashes; "" where there
// is no path, since a whole site is no incident.
func address(url string) string {
	s := strings.TrimSpace(url)
	if _, rest, ok := strings.Cut(s, "://"); ok {
		s = rest
	}
	if i := strings.IndexAny(s, "?#"); i >= 0 {
		s = s[:i]
	}
	host, path, _ := strings.Cut(s, "/")
	path = strings.Trim(path, "/")
	if host == "" || path == "" {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(host), "www.") + "/" + path
}

// linked is the id that an address of the form …/incidents/ID names, else "".
func linked(address string) string {
	const shortest = 6 // "2024" in /incidents/2024 is no id
	dir, id, ok := cutLast(address, "/")
	if !ok || len(id) < shortest || !strings.HasSuffix(dir, "/incidents") {
		return ""
	}
	return id
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
