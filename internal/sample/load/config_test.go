package load

import (
	"testing"
	"time"

	"aftermath/internal/parse/terms"
)

// TestConfigIsRead gives the configuration to the parser that will have it.
func TestConfigIsRead(t *testing.T) {
	for _, f := range []Format{Nginx, JSON} {
		text, err := Config(april(0), f, []string{"a.log", "b/*.log.gz"}, "a.db")
		if err != nil {
			t.Fatal(err)
		}
		c, err := terms.Parse("load.yaml", text)
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		if len(c.Book.Services) != len(services) || len(c.Book.Customers) != 300 || len(c.Logs) != 1 || len(c.Logs[0].Files) != 2 {
			t.Errorf("%s: %d services, %d customers, sources %+v", f, len(c.Book.Services), len(c.Book.Customers), c.Logs)
		}
		for _, s := range c.Book.Services {
			if s.Slow != 2*time.Second {
				t.Errorf("%s: service %s is slow above %s", f, s.ID, s.Slow)
			}
		}
		if f == Nginx && c.Logs[0].Format.Text != LogFormat {
			t.Errorf("the log_format is read as %s", c.Logs[0].Format.Text)
		}
	}
}

// TestConfigOfManyCustomers holds the configuration below the parser's limit.
func TestConfigOfManyCustomers(t *testing.T) {
	p := april(0)
	p.Customers = 10_000
	text, err := Config(p, Nginx, []string{"a.log"}, "a.db")
	if err != nil {
		t.Fatal(err)
	}
	c, err := terms.Parse("load.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(c.Book.Customers); n != 10_000 {
		t.Errorf("%d bytes name %d customers", len(text), n)
	}
}

func TestConfigOfNoFormat(t *testing.T) {
	if text, err := Config(april(0), "xml", nil, "a.db"); err == nil {
		t.Errorf("format xml gives %s", text)
	}
}
