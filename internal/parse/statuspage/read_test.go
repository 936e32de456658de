package statuspage

import (
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
)

// Read reads either of the package's formats.
func Read(file string, data []byte, zone *time.Location) ([]incident.Record, error) {
	read := Text
	if parse.NewSample(file, data).JSON() {
		read = JSON
	}
	d, err := read(file, data, parse.Options{Zone: zone})
	return d.Records, err
}
