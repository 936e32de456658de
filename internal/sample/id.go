package sample

import (
	"fmt"
	"hash/fnv"
)

// serial numbers the requests of a file with ids that look like nginx's
// $request_id, 32 hexadecimal digits. They count up instead of being random:
// random ones would double the size of the example.
func serial(file string) func(n int) string {
	h := fnv.New64a()
	h.Write([]byte(file))
	prefix := fmt.Sprintf("%016x%08x", h.Sum64(), 0x5eed0000)
	return func(n int) string { return fmt.Sprintf("%s%08x", prefix, n) }
}
