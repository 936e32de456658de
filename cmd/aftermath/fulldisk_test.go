package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ownDisk mounts a file system below dir, and can change its size in bytes. Where
// that is not allowed the test is skipped: only root may, and not in every
// container.
func ownDisk(t *testing.T, dir string) (mounted string, resize func(bytes int)) {
	t.Helper()
	mounted = filepath.Join(dir, "disk")
	if err := os.Mkdir(mounted, 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", mounted).CombinedOutput(); err != nil {
		t.Logf("mount: %v\n%s", err, out)
		missing(t, "a disk of its own")
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", mounted).CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	})
	return mounted, func(bytes int) {
		t.Helper()
		if out, err := exec.Command("mount", "-o", fmt.Sprintf("remount,size=%d", bytes), mounted).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
}

// TestFullDiskUnderTheStore: where the disk of the store is full the run says
// so and the store is as before; with room the next run completes.
func TestFullDiskUnderTheStore(t *testing.T) {
	dir := base(t, map[string][]byte{"a.log": requests(3, 200)})
	disk, resize := ownDisk(t, dir)
	config := filepath.Join(dir, "aftermath.yaml")
	write(t, config, "store: disk/facts.db\n"+string(read(t, config)))
	db := filepath.Join(disk, "facts.db")
	must(t, process(t, dir, "ingest"))
	before := read(t, db)
	resize(len(before) + 100_000)

	more := map[string][]byte{}
	for day := 4; day < 24; day++ {
		more["b"+string(rune('a'+day))+[]string{".log", ".log.gz", ".log.zst"}[day%3]] = requests(day, 1500)
	}
	putLogs(t, dir, more)
	full := func(args ...string) {
		t.Helper()
		said, err := process(t, dir, args...).CombinedOutput()
		if exitCode(t, err) != exitFailed || !strings.Contains(string(said), "the disk is full: free some space and run again, the store is as before") {
			t.Errorf("%v on a full disk: %v, says %s", args, err, said)
		}
	}
	full("ingest")
	full("run", "--quiet")
	if !bytes.Equal(read(t, db), before) {
		t.Error("the store is not as before")
	}
	if left, _ := filepath.Glob(db + "-*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := os.Remove(db); err != nil {
		t.Fatal(err)
	}
	full("ingest") // the first run
	if left, _ := filepath.Glob(filepath.Join(disk, "*")); len(left) > 0 {
		t.Errorf("a first run leaves behind %v", left)
	}
	write(t, db, string(before))
	resize(64 << 20)
	must(t, process(t, dir, "ingest"))
	roomy := base(t, map[string][]byte{"a.log": requests(3, 200)})
	putLogs(t, roomy, more)
	write(t, filepath.Join(roomy, "aftermath.yaml"), string(read(t, config)))
	if err := os.Mkdir(filepath.Join(roomy, "disk"), 0o755); err != nil {
		t.Fatal(err)
	}
	must(t, process(t, roomy, "ingest"))
	if diff := cmp.Diff(string(figuresText(t, roomy)), string(figuresText(t, dir))); diff != "" {
		t.Errorf("the run with room does not come to the figures of one that always had it:\n%.2000s", diff)
	}
}
