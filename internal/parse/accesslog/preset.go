package accesslog

import "slices"

// A preset is a format that has a name.
type preset struct {
	name     string
	aliases  []string
	compile  func() (*Format, error)
	customer string   // the field that tells the customer, where a log has it; "": none does by itself
	other    []string // fields that may tell it in some logs
}

const (
	common   = `$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent`
	combined = common + ` "$http_referer" "$http_user_agent"`
)

// presets are the formats that have a name: servers' text, the plainer first,
// then programs' JSON, then what clouds and proxies write.
var presets = []preset{
	{name: "combined", compile: pattern(combined), customer: "remote_user"},
	{name: "common", compile: pattern(common), customer: "remote_user"},
	{name: "vhost_combined", compile: vhostCombined, customer: "remote_user", other: []string{"host"}},
	{name: "combined_seconds", compile: timed(inSeconds), customer: "remote_user"},
	{name: "combined_micros", compile: timed(wholeLatency(micros, "microseconds")), customer: "remote_user"},

	{name: "caddy", compile: caddy.compile, other: []string{"user_id"}},
	{name: "cloudflare", compile: cloudflare.compile, other: []string{"ClientRequestHost"}},
	{name: "envoy", aliases: []string{"istio"}, compile: envoy.compile, other: []string{"authority"}},
	{name: "fastly", compile: fastly.compile, other: []string{"host"}},
	{name: "gcp_lb", compile: gcpLB.compile, other: []string{"resource.labels.backend_service_name"}},
	{name: "nginx_json", compile: nginxJSON.compile, customer: "remote_user"},
	{name: "traefik", compile: traefik.compile, customer: "ClientUsername", other: []string{"request_X-Tenant"}},

	{name: "alb", compile: alb, other: []string{"domain_name", "target_group_arn"}},
	{name: "elb", compile: elb, other: []string{"elb"}},
	{name: "s3", compile: s3, customer: "requester", other: []string{"bucket"}},
	{name: "cloudfront", compile: cloudFront, other: []string{"x-host-header"}},
	{name: "haproxy", compile: haproxy, other: []string{"capture.request.1", "frontend", "backend"}},
	{name: "w3c", aliases: []string{"iis"}, compile: w3c, other: []string{"cs-username", "cs-host", "cs(X-Tenant)"}},
}

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

// presetNamed is the preset of that name or alias.
func presetNamed(name string) (preset, bool) {
	i := slices.IndexFunc(presets, func(p preset) bool { return p.name == name || slices.Contains(p.aliases, name) })
	if i < 0 {
		return preset{}, false
	}
	return presets[i], true
}

// Preset is the format of that name.
func Preset(name string) (*Format, bool) {
	p, ok := presetNamed(name)
	if !ok {
		return nil, false
	}
	f, err := p.compile()
	if err != nil {
		return nil, false
	}
	return f.Named(name), true
}

// Presets are the names that Preset knows, in order.
func Presets() []string {
	var names []string
	for _, p := range presets {
		names = append(append(names, p.name), p.aliases...)
	}
	slices.Sort(names)
	return names
}

// CustomerFields are fields of the preset of that name that may tell the
// customer, the likeliest first; a log need not have them.
func CustomerFields(name string) []string {
	p, _ := presetNamed(name)
	if p.customer == "" {
		return p.other
	}
	return append([]string{p.customer}, p.other...)
}
