package accesslog

import "slices"

// A preset is a format that has a name.
type preset struct {
	name     string
	customer string // the field that may tell the customer, "" for none
	compile  func() (*Format, error)
}

const (
	common   = `$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent`
	combined = common + ` "$http_referer" "$http_user_agent"`
)

// presets are the formats that have a name, the plainer first.
var presets = []preset{
	{"combined", "remote_user", pattern(combined)},
	{"common", "remote_user", pattern(common)},
	{"vhost_combined", "remote_user", vhostCombined},
	{"combined_seconds", "remote_user", timed(inSeconds)},
	{"combined_micros", "remote_user", timed(wholeLatency(micros, "microseconds"))},
	{"alb", "", alb},
	{"elb", "", elb},
	{"s3", "requester", s3},
	{"cloudfront", "", cloudFront},
	{"haproxy", "", haproxy},
	{"w3c", "", w3c},
}

// aliases are further names of presets.
var aliases = map[string]string{"iis": "w3c"}

func pattern(format string) func() (*Format, error) {
	return func() (*Format, error) { return Pattern(format) }
}

// vhostCombined is Debian's format of that name: the virtual host, with or
// without its port, before combined. Lines without it, which a default server
// writes to the same file, are read too: no line fits both.
func vhostCombined() (*Format, error) {
	with, err := Nginx("$host " + combined)
	if err != nil {
		return nil, err
	}
	without, err := Nginx(combined)
	if err != nil {
		return nil, err
	}
	return &Format{layout: eitherLayout{with.layout, without.layout}}, nil
}

// timed is combined and a response time behind it: combined_seconds as nginx
// writes $request_time, with decimals; combined_micros as Apache writes %D, a
// whole number. No value fits both.
func timed(latency latencyForm) func() (*Format, error) {
	return func() (*Format, error) {
		text, err := unquote(combined + " $request_time")
		if err != nil {
			return nil, err
		}
		return text.nginx(latency)
	}
}

// presetCustomer is the field of a preset that may tell the customer.
func presetCustomer(name string) string {
	for _, p := range presets {
		if p.name == name {
			return p.customer
		}
	}
	return ""
}

// Preset is the format of that name.
func Preset(name string) (*Format, bool) {
	main := name
	if alias, ok := aliases[name]; ok {
		main = alias
	}
	for _, p := range presets {
		if p.name != main {
			continue
		}
		f, err := p.compile()
		if err != nil {
			return nil, false
		}
		return f.Named(name), true
	}
	return jsonPresetNamed(name)
}

// Presets are the names that Preset knows, in order.
func Presets() []string {
	names := make([]string, len(presets))
	for i, p := range presets {
		names[i] = p.name
	}
	names = append(names, jsonPresetNames()...)
	slices.Sort(names)
	return names
}
