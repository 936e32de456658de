// Make writes the example's request logs: go run ./internal/sample/make data/logs
package main

import (
	"fmt"
	"os"

	"aftermath/internal/sample"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "make:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("name the folder to write into: go run ./internal/sample/make data/logs")
	}
	if err := os.MkdirAll(args[0], 0o755); err != nil {
		return fmt.Errorf("make the folder of the logs: %w", err)
	}
	return sample.Write(args[0], sample.Seed)
}
