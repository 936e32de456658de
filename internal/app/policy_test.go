package app

import "testing"

// A preset that is named without its folder is meant, whatever else is near.
func TestUnknownPolicy(t *testing.T) {
	for name, want := range map[string]string{
		"aws-api-gateway": "there is no policy aws-api-gateway\n    did you mean presets/aws-api-gateway?",
		"nothing-like-it": "there is no policy nothing-like-it\n    aftermath policy list names those that there are",
	} {
		if got := (policyFile{}).unknown(name).Error(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
