package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"lumbung/store/coop"
)

// queuePrefix, before a name, means a queue of the system's printers instead of a port.
const queuePrefix = "lpr:"

// Send writes bytes to a printer: a port (/dev/usb/lp0, LPT1), a shared printer (\\laptop\EPSON) or, on systems that
// have lpr, a queue by its name behind lpr:. A file that is there already is no printer and is never written over.
func (s *shelf) Send(ctx context.Context, device string, data []byte) error {
	if queue, is := strings.CutPrefix(device, queuePrefix); is && runtime.GOOS != "windows" {
		command := exec.CommandContext(ctx, "lpr", "-l", "-P", queue)
		command.Stdin = strings.NewReader(string(data))
		if err := command.Run(); err != nil {
			return coop.Problem{Key: "ui.slip.no-printer", Args: []any{device}}
		}
		return nil
	}
	if info, err := os.Stat(device); err == nil && (info.Mode().IsRegular() || info.IsDir()) {
		return coop.Problem{Key: "ui.slip.no-printer", Args: []any{device}}
	}
	port, err := os.OpenFile(device, os.O_WRONLY, 0)
	if err != nil {
		return coop.Problem{Key: "ui.slip.no-printer", Args: []any{device}}
	}
	_, err = port.Write(data)
	if closing := port.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("print: %w", err)
	}
	return nil
}
