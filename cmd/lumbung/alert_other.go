//go:build !windows

package main

import (
	"fmt"
	"os"
)

// alert says a message where the program was started.
func alert(text string) { fmt.Fprintln(os.Stderr, "lumbung: "+text) }
