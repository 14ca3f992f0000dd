// Command lumbungd is the server of a district or province: it takes in what cooperatives send and shows their
// books to officers. It is wiring only: what a server does stands in sync/server, and it must not know any rule of
// cooperatives.
package main

import (
	"context"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), append(stopSignals, os.Interrupt)...)
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}
