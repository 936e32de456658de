package json

import (
	"strings"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/statement"
)

// figures is the stable shape of figures.json; a field may be added, none
// renamed or removed without a new Schema.
type figures struct {
	Schema       string       `json:"schema"`
	Version      string       `json:"version"`
	Organisation string       `json:"organisation"`
	Sample       string       `json:"sample,omitempty"`
	Period       period       `json:"period"`
	Incidents    []Incident   `json:"incidents"`
	Statements   []figure     `json:"statements"`
	Reliability  reliability  `json:"reliability"`
	Undeclared   []spell      `json:"undeclared"`
	Gaps         []gap        `json:"gaps"`
	Unassigned   []unassigned `json:"unassigned"`
	Inputs       []input      `json:"inputs"`
	Warnings     []string     `json:"warnings"`
}

type period struct {
	Name    string `json:"name"`
	Zone    string `json:"zone"`
	Start   string `json:"start"`
	End     string `json:"end"`
	Minutes int64  `json:"minutes"`
}

type minutes struct {
	Period   int64 `json:"period"`
	Up       int64 `json:"up"`
	Degraded int64 `json:"degraded"`
	Down     int64 `json:"down"`
	Excluded int64 `json:"excluded"`
	Unknown  int64 `json:"unknown"`
}

func minutesOf(t contract.Tally) minutes {
	return minutes{t.Period, t.Up, t.Degraded, t.Down, t.Excluded, t.Unknown}
}

type requests struct {
	Total  uint64 `json:"total"`
	Valid  uint64 `json:"valid"`
	Failed uint64 `json:"failed"`
	Slow   uint64 `json:"slow"`
}

func requestsOf(r statement.Requests) requests { return requests(r) }

type amount struct {
	Amount   string `json:"amount"`
	Currency string `json:"currency"`
}

func amountOf(a money.Amount) amount { return amount{a.Decimal(), a.Currency} }

type credit struct {
	Percent string `json:"percent"`
	amount
	Tier   *string `json:"tier"`
	Reason string  `json:"reason,omitempty"` // the row or rule that it rests on
}

type figure struct {
	Customer            string   `json:"customer"`
	Service             string   `json:"service"`
	Policy              string   `json:"policy"`
	Zone                string   `json:"zone"`
	Start               string   `json:"start"`
	End                 string   `json:"end"`
	Minutes             minutes  `json:"minutes"`
	Requests            requests `json:"requests"`
	Thin                thin     `json:"thin"`
	Availability        *string  `json:"availability"`
	AvailabilityPlain   *string  `json:"availability_without_exclusions"`
	AvailabilityLowest  *string  `json:"availability_lowest"`
	AvailabilityHighest *string  `json:"availability_highest"`
	Coverage            *string  `json:"coverage"`
	Target              string   `json:"target"`
	Met                 *bool    `json:"met"`
	Lost                string   `json:"lost_minutes"`    // exact, a fraction where it is none
	Allowed             string   `json:"allowed_minutes"` // exact
	Fee                 amount   `json:"fee"`
	Credit              credit   `json:"credit"`
	Outages             []outage `json:"outages"`
	Other               []outage `json:"not_judged"`
	Maintenance         []work   `json:"maintenance"`
	Impacts             []impact `json:"impacts"`
	Samples             []sample `json:"samples"`

	Counts     string      `json:"counts"`    // what the policy counts, in a line
	LossUnit   string      `json:"loss_unit"` // of lost_minutes and allowed_minutes, where a contract counts something else
	RunsUntil  string      `json:"runs_until,omitempty"`
	Measures   []measure   `json:"measures"`
	Arithmetic []step      `json:"arithmetic"`
	OtherRules []otherRule `json:"other_rules"`
	Terminate  string      `json:"right_to_terminate,omitempty"`
	Missing    []string    `json:"not_known,omitempty"`
}

// thin is minutes with requests, but too few for the log to decide.
type thin struct {
	Minutes  int64    `json:"minutes"`
	Decided  int64    `json:"decided_minutes"`
	Requests requests `json:"requests"`
}

type sample struct {
	At        string `json:"at"`
	Failed    bool   `json:"failed"` // else slow
	Status    int    `json:"status"`
	Latency   int64  `json:"latency_ms"` // 0 where the log does not say
	Method    string `json:"method"`
	Path      string `json:"path"`
	RequestID string `json:"request_id"`
	File      string `json:"file"`
	Line      int    `json:"line"`
}

type outage struct {
	Start     string   `json:"start"`
	End       string   `json:"end"`
	State     string   `json:"state"`
	Evidence  string   `json:"evidence"`
	Incidents []string `json:"incidents"`
	Reason    string   `json:"reason,omitempty"`
	Requests  requests `json:"requests"`
}

type work struct {
	ID       string `json:"id"`
	Start    string `json:"start"`
	End      string `json:"end"`
	Accepted bool   `json:"accepted"`
	Why      string `json:"why"`
	Excluded int64  `json:"excluded"`
	Overrun  int64  `json:"overrun"`
	Source   string `json:"source,omitempty"` // the incident file that announces it
}

type impact struct {
	Incident string   `json:"incident"`
	Start    *string  `json:"start"`
	End      *string  `json:"end"`
	Down     int64    `json:"down"`
	Degraded int64    `json:"degraded"`
	Requests requests `json:"requests"`
}

type reliability struct {
	MTTD  duration `json:"mttd"`
	MTTR  duration `json:"mttr"`
	Alike int      `json:"likely_duplicates,omitempty"` // pairs of incidents that are likely one and count as two
}

// duration is in minutes; interval is the 95 % bootstrap interval of the mean.
type duration struct {
	Median   *float64    `json:"median"`
	Mean     *float64    `json:"mean"`
	Interval *[2]float64 `json:"interval"`
	N        int         `json:"n"`
	Missing  int         `json:"missing"`
	Open     int         `json:"open"`
}

type spell struct {
	Service   string   `json:"service"`
	Start     string   `json:"start"`
	End       string   `json:"end"`
	State     string   `json:"state"`
	Requests  requests `json:"requests"`
	Customers []string `json:"customers"`
}

type gap struct {
	Service  string `json:"service"`
	Start    string `json:"start"`
	End      string `json:"end"`
	Declared bool   `json:"declared"`
}

type unassigned struct {
	Service  string   `json:"service"`
	Customer string   `json:"customer"`
	Requests requests `json:"requests"`
}

type input struct {
	Path     string `json:"path"`
	Kind     string `json:"kind"`
	Digest   string `json:"digest"` // algorithm:hex
	SHA256   string `json:"sha256"` // where it is one, else empty
	Bytes    int64  `json:"bytes"`
	Lines    int64  `json:"lines"`
	Requests int64  `json:"requests"`
	Rejected int64  `json:"rejected"`
}

func newInput(in statement.Input) input {
	sha256, _ := strings.CutPrefix(in.Digest, "sha256:")
	if sha256 == in.Digest {
		sha256 = ""
	}
	return input{in.Path, in.Kind, in.Digest, sha256, in.Bytes, in.Lines, in.Requests, in.Rejected}
}
