package terms

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/money"
)

// length is a duration that is not negative, with its unit: 500ms, 2s, 5m, 72h.
func length(s string) (time.Duration, error) {
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return 0, advice{fmt.Sprintf("duration %q has no unit", s), fmt.Sprintf("write %sm for minutes, %ss for seconds", s, s)}
	}
	if strings.HasSuffix(s, "d") || strings.HasSuffix(s, "w") {
		return 0, advice{fmt.Sprintf("duration %q: days and weeks differ in length", s), "write hours, like 72h"}
	}
	v, err := time.ParseDuration(s)
	if err != nil || v < 0 {
		return 0, advice{fmt.Sprintf("%q is not a duration", s), "write a number and a unit: 500ms, 2s, 5m, 72h"}
	}
	return v, nil
}

// positive is a length that is not zero.
func positive(s string) (time.Duration, error) {
	v, err := length(s)
	if err == nil && v == 0 {
		return 0, advice{fmt.Sprintf("duration %q is zero", s), "write how long, or remove the key"}
	}
	return v, err
}

// minutes is a length in whole minutes.
func minutes(s string) (int64, error) {
	v, err := length(s)
	if err == nil && v%time.Minute != 0 {
		return 0, advice{fmt.Sprintf("%q is not a whole number of minutes", s), "the state of a minute is one of five, whole"}
	}
	return int64(v / time.Minute), err
}

// share is a percentage above zero.
func share(s string) (money.Percent, error) {
	p, err := money.ParsePercent(s)
	if err == nil && p.IsZero() {
		return p, advice{fmt.Sprintf("percentage %q is zero", s), "write a percentage above 0%"}
	}
	return p, err
}

// threshold is a comparison and a percentage: ">= 5%", "> 5%".
func threshold(s string) (contract.Threshold, error) {
	rest, atLeast := strings.CutPrefix(s, ">=")
	t := contract.Threshold{Strict: !atLeast}
	if !atLeast {
		var ok bool
		if rest, ok = strings.CutPrefix(s, ">"); !ok {
			return t, advice{fmt.Sprintf("threshold %q does not say how it compares", s), "write >= 5% for 5 % or more, > 5% for more than 5 %, between quotes"}
		}
	}
	var err error
	if t.Percent, err = money.ParsePercent(strings.TrimSpace(rest)); err != nil {
		return t, fmt.Errorf("threshold %q: %w", s, err)
	}
	if t.IsZero() {
		return t, advice{fmt.Sprintf("threshold %q: every minute reaches it", s), "write > 0% for any at all"}
	}
	if t.Strict && t.Percent.Cmp(money.MustPercent("100%")) == 0 {
		return t, advice{fmt.Sprintf("threshold %q: no minute reaches it", s), "write >= 100% for all"}
	}
	return t, nil
}

var statusForm = regexp.MustCompile(`^(?:(0|[1-9][0-9]{2})(?:-([1-9][0-9]{2}))?|([1-9])xx)$`)

// statuses is a status code, a range of them or a class: 404, 400-407, 4xx; 0
// means that the log has none.
func statuses(s string) (contract.StatusRange, error) {
	m := statusForm.FindStringSubmatch(s)
	if m == nil {
		return contract.StatusRange{}, advice{fmt.Sprintf("%q is not a range of status codes", s), "write 404, 400-407, 4xx, or 0 for none"}
	}
	if m[3] != "" {
		from := int(m[3][0]-'0') * 100
		return contract.StatusRange{From: from, To: from + 99}, nil
	}
	r := contract.StatusRange{}
	r.From, _ = strconv.Atoi(m[1])
	if r.To = r.From; m[2] != "" {
		r.To, _ = strconv.Atoi(m[2])
	}
	if r.To < r.From || r.From == 0 && r.To != 0 {
		return r, advice{fmt.Sprintf("%q is not a range of status codes", s), "write the lower code first: 400-407"}
	}
	return r, nil
}

// figure is an availability as reports print it, without its sign: four
// decimals, or "none".
func figure(s string) (string, error) {
	if s == "none" {
		return s, nil
	}
	p, err := money.ParsePercent(s)
	if err != nil {
		return "", err
	}
	const places = 4
	if _, decimals, _ := strings.Cut(p.String(), "."); len(decimals) > places {
		return "", advice{fmt.Sprintf("availability %q has more than %d decimals", s, places), "write it as reports print it: rounded down to 4 decimals"}
	}
	return money.FloorPercent(p.Share(), places), nil
}
