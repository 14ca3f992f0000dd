package ui

import (
	"errors"
	"io/fs"
	"runtime"
	"syscall"
)

// faultKeys are the keys of the sentences for what the system says of a disk: its numbers differ from system to system.
var faultKeys = map[string]map[syscall.Errno]string{
	"windows": {
		112: faultFull, 39: faultFull, 19: faultLocked, 21: faultGone, 3: faultGone, 15: faultGone, 433: faultGone,
		1167: faultGone, 1117: faultDisk, 23: faultDisk, 5: faultDenied, 32: faultBusy, 33: faultBusy,
	},
	"": {
		syscall.ENOSPC: faultFull, syscall.EROFS: faultLocked, syscall.ENXIO: faultGone, syscall.ENODEV: faultGone,
		syscall.EIO: faultDisk, syscall.EACCES: faultDenied, syscall.EPERM: faultDenied, syscall.EBUSY: faultBusy,
	},
}

const (
	faultFull   = "ui.fault.full"
	faultLocked = "ui.fault.locked" // it can only be read
	faultGone   = "ui.fault.gone"   // pulled out
	faultDisk   = "ui.fault.disk"
	faultDenied = "ui.fault.denied"
	faultBusy   = "ui.fault.busy" // another program has the file
	faultAbsent = "ui.fault.absent"
)

// bookFaults are what the book's database says of the same things.
var bookFaults = map[int]string{
	13: faultFull, 8: faultLocked, 10: faultDisk, 14: faultGone, 5: faultBusy, 6: faultBusy, 11: faultDisk,
}

// faultKey finds the key of the sentence for what a disk or the system did; empty where it is something else.
func faultKey(err error) string {
	var number syscall.Errno
	if errors.As(err, &number) {
		keys := faultKeys[runtime.GOOS]
		if keys == nil {
			keys = faultKeys[""]
		}
		if key := keys[number]; key != "" {
			return key
		}
	}
	var coded interface{ Code() int }
	if errors.As(err, &coded) {
		if key := bookFaults[coded.Code()&0xff]; key != "" {
			return key
		}
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return faultAbsent
	case errors.Is(err, fs.ErrPermission):
		return faultDenied
	}
	return ""
}
