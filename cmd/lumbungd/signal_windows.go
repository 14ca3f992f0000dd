package main

import "os"

// stopSignals end the program in order, beside the interrupt key.
var stopSignals []os.Signal
