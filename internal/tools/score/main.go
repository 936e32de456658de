// Command score compares what aftermath reads from labelled incident texts with
// their labels:
//
//	go run ./internal/tools/score [-v] [FOLDER]
//
// Right are the instants that are exact to the minute, or absent where the
// label has none; false are those with a value that the label does not have.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"aftermath/internal/tools/labels"
)

func main() {
	verbose := flag.Bool("v", false, "print each miss, with the words that were read")
	flag.Parse()
	dir := flag.Arg(0)
	if dir == "" {
		dir = filepath.Join("..", "shared", "corpus")
	}
	score, err := labels.Of(dir, nil)
	if err != nil {
		fmt.Fprintf(os.Stderr, "score: %v\n    name a folder with labels.jsonl and the texts that it lists\n", err)
		os.Exit(1)
	}
	if *verbose {
		for _, m := range score.Misses {
			fmt.Printf("%s %s: %s\n", m.File, m.Kind, m.Outcome)
		}
		for _, why := range score.Refused {
			fmt.Println("refused:", why)
		}
	}
	fmt.Print(score)
}
