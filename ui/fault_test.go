package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// What the disk says comes in the person's language, and says what to do.
func TestSentence_faults(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the numbers are those of other systems")
	}
	_, absent := os.Open(filepath.Join(t.TempDir(), "nothing"))
	_, full := os.Create("/dev/full")
	if file, err := os.OpenFile("/dev/full", os.O_WRONLY, 0); err == nil {
		_, full = file.Write([]byte("x"))
		file.Close()
	}
	for _, language := range []string{"id", "en"} {
		text, err := NewText(language)
		if err != nil {
			t.Fatal(err)
		}
		for key, err := range map[string]error{
			faultFull: full, faultAbsent: absent, faultDisk: &os.PathError{Op: "write", Path: "/x", Err: syscall.EIO},
			faultGone: syscall.ENODEV, faultLocked: syscall.EROFS, faultDenied: os.ErrPermission, faultBusy: coded(5),
		} {
			got := text.Sentence(fmt.Errorf("store: %w", err))
			if got != text.T(key) || strings.Contains(got, "‹") {
				t.Errorf("%s: %v is said as %q", language, err, got)
			}
		}
		if got := text.Sentence(fmt.Errorf("store: %w", coded(13))); got != text.T(faultFull) {
			t.Errorf("%s: a full database is said as %q", language, got)
		}
	}
}

// coded is an error as the database gives them.
type coded int

func (c coded) Error() string { return "database or disk is full" }
func (c coded) Code() int     { return int(c) }
