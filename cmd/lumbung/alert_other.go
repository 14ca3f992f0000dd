//go:build !windows

package main

import (
	"fmt"
	"os"
)

// alert says a message where the program was started.
func alert(text string) { fmt.Fprintln(os.Stderr, "lumbung: "+text) }

// drawnBySoftware would start the program again with a software driver of its own; elsewhere than on Windows the system
// brings one.
func drawnBySoftware() bool { return false }
