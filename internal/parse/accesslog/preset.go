package accesslog

import "slices"

// presets are the formats that have a name.
var presets = []struct{ name, format string }{
	{"combined", `$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"`},
	{"common", `$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent`},
}

// presetCustomer is the one field of the presets that may tell the customer.
const presetCustomer = "remote_user"

// Preset is the format of that name.
func Preset(name string) (*Format, bool) {
	for _, p := range presets {
		if p.name != name {
			continue
		}
		f, err := Nginx(p.format)
		if err != nil {
			return nil, false
		}
		f.name = name
		return f, true
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
