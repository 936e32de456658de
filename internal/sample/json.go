package sample

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

// An eventLine is a line of the events service's log; the fields are in the
// order in which they are written.
type eventLine struct {
	Time   string          `json:"ts"`
	Level  string          `json:"level"`
	Tenant string          `json:"tenant"`
	HTTP   httpPart        `json:"http"`
	Took   json.RawMessage `json:"duration_ms"`
	Client string          `json:"client"`
	Agent  string          `json:"user_agent"`
	ID     string          `json:"id"`
}

type httpPart struct {
	Method string `json:"method"`
	Host   string `json:"host"`
	Path   string `json:"path"`
	Status int    `json:"status"`
	Bytes  int    `json:"bytes"`
}

// appendJSON appends r as a JSON line: times in UTC to the millisecond,
// latency in milliseconds with one decimal.
func appendJSON(b []byte, r request, id string) ([]byte, error) {
	level := "info"
	if r.status >= 500 {
		level = "error"
	}
	tenths := r.latency.Microseconds() / 100
	line := bytes.NewBuffer(b)
	enc := json.NewEncoder(line)
	enc.SetEscapeHTML(false)
	err := enc.Encode(eventLine{
		Time:   Begin.Add(r.at).UTC().Format("2006-01-02T15:04:05.000Z"),
		Level:  level,
		Tenant: r.tenant,
		HTTP:   httpPart{r.method, r.host, r.path, r.status, r.bytes},
		Took:   json.RawMessage(fmt.Sprintf("%d.%d", tenths/10, tenths%10)),
		Client: r.client,
		Agent:  r.agent,
		ID:     id,
	})
	if err != nil {
		return nil, fmt.Errorf("write event of %s: %w", Begin.Add(r.at).Format(time.RFC3339), err)
	}
	return line.Bytes(), nil
}
