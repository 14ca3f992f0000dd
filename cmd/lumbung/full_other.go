//go:build !windows

package main

import (
	"errors"
	"io/fs"
	"syscall"
)

// isFull tells whether there was no room left.
func isFull(err error) bool { return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) }

// isReadOnly tells whether the place may not be written to.
func isReadOnly(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}
