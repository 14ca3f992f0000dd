package main

import (
	"errors"
	"io/fs"
	"syscall"
)

// What Windows says when nothing more can be written.
const (
	errWriteProtect   = syscall.Errno(19)
	errHandleDiskFull = syscall.Errno(39)
	errDiskFull       = syscall.Errno(112)
)

// isFull tells whether there was no room left.
func isFull(err error) bool {
	return errors.Is(err, errDiskFull) || errors.Is(err, errHandleDiskFull)
}

// isReadOnly tells whether the place may not be written to.
func isReadOnly(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, errWriteProtect)
}
