package statuspage

import (
	"net/url"
	"strings"
)

// address is the address of an incident that a link names, and its id: the last
// part of the path. Both are "" where the link leads elsewhere; the address
// alone is where nothing says at which site the page stood.
func address(base, href string) (link, id string) {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil || href == "" {
		return "", ""
	}
	if root, err := url.Parse(base); err == nil && base != "" {
		u = root.ResolveReference(u)
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	n := len(parts)
	if n < 2 || parts[n-2] != "incidents" || parts[n-1] == "" {
		return "", ""
	}
	if u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return "", parts[n-1]
	}
	u.RawQuery, u.Fragment, u.User = "", "", nil
	return u.String(), parts[n-1]
}

// web is an address of the web as it stands, "" for anything else.
func web(link string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return u.String()
}
