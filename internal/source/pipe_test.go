package source

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

// TestSilentPipe: a pipe to which nobody writes does not hold up a reading that
// is called off, neither before its first byte nor after.
func TestSilentPipe(t *testing.T) {
	for name, begin := range map[string]string{"before the first byte": "", "after some lines": strings.Repeat("a line\n", 300_000)} {
		ctx, cancel := context.WithCancel(t.Context())
		r, w := io.Pipe()
		defer w.Close()
		go io.WriteString(w, begin) // its reader may have gone
		time.AfterFunc(50*time.Millisecond, cancel)
		done := make(chan error, 1)
		go func() {
			f, err := Pipe(ctx, r)
			if err == nil {
				_, err = f.Hash(ctx, 0, 2, nil)
			}
			done <- err
		}()
		select {
		case err := <-done:
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v", name, err)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("%s: the reading goes on", name)
		}
	}
}
