//go:build !windows

package main

import (
	"os"
	"syscall"
)

// stopSignals end the program in order, beside the interrupt key: what service managers send.
var stopSignals = []os.Signal{syscall.SIGTERM}
