package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

func (p *program) demoCommand() *cobra.Command {
	return p.command(order{use: "demo DIR", key: "demo", least: 1, most: 1, run: func(args []string) (answer, error) {
		return p.demo(args[0])
	}})
}

// story is the whole tale on one machine: a village with two laptops, a district with a server, and the line between.
type story struct {
	*program
	folder    string
	treasurer *laptop
	chair     *laptop
	district  *district
	line      *villageLine
	log       *os.File // every command as it was typed
	steps     []demoStep
	now       *demoStep
	month     monthOfStory
}

// demoStep is one line of the table: figures as measured, never as expected.
type demoStep struct {
	Text     string  `json:"text"`
	Entries  int     `json:"entries"`
	Up       int64   `json:"bytes_up"`
	Down     int64   `json:"bytes_down"`
	Requests int64   `json:"requests"`
	Seconds  float64 `json:"seconds"`
	Notes    string  `json:"notes"`
}

// demo plays the story in a folder that is new or empty, and keeps everything there.
func (p *program) demo(folder string) (_ answer, err error) {
	inside, err := os.ReadDir(folder)
	switch {
	case err == nil && len(inside) > 0:
		return answer{}, refuse("ctl.demo.not-empty", folder)
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return answer{}, refuse("ctl.demo.not-folder", folder)
	}
	s := &story{program: p, month: monthBefore(p.today())}
	if s.folder, err = filepath.Abs(folder); err != nil {
		return answer{}, fmt.Errorf("find the folder: %w", err)
	}
	for _, name := range []string{"bendahara", "ketua", "kabupaten", "usb"} {
		if err := os.MkdirAll(filepath.Join(s.folder, name), 0o700); err != nil {
			return answer{}, fmt.Errorf("make the folder: %w", err)
		}
	}
	if s.log, err = os.Create(filepath.Join(s.folder, "perintah.txt")); err != nil {
		return answer{}, fmt.Errorf("keep the commands: %w", err)
	}
	s.treasurer = &laptop{story: s, place: "bendahara", person: "Siti Aminah"}
	s.chair = &laptop{story: s, place: "ketua", person: "Budi Santoso"}
	began := time.Now()
	err = s.play()
	if err = errors.Join(err, s.end()); err != nil {
		return answer{}, err
	}
	return s.table(time.Since(began)), nil
}

// play goes through the story, step by step.
func (s *story) play() error {
	for _, step := range []struct {
		key string
		do  func() error
	}{
		{"found", s.found},
		{"enrol", s.enrol},
		{"join", s.join},
		{"month", s.recordMonth},
		{"cut", s.cutLine},
		{"whole", s.sendWhole},
		{"fetch", s.fetch},
		{"usb", s.carryFile},
		{"close", s.closeMonth},
		{"finding", s.finding},
		{"check", s.check},
	} {
		text := s.say.text("ctl.demo.step." + step.key)
		fmt.Fprintln(s.errs, "· "+text)
		fmt.Fprintln(s.log, "\n# "+text)
		s.steps = append(s.steps, demoStep{Text: text})
		s.now = &s.steps[len(s.steps)-1]
		up, down, calls := s.line.counts()
		began := time.Now()
		if err := step.do(); err != nil {
			return fmt.Errorf("%s: %w", text, err)
		}
		s.now.Seconds = seconds(time.Since(began))
		upNow, downNow, callsNow := s.line.counts()
		s.now.Up, s.now.Down, s.now.Requests = upNow-up, downNow-down, callsNow-calls
	}
	return nil
}

// end closes what the story opened.
func (s *story) end() error {
	err := s.log.Close()
	if s.line != nil {
		err = errors.Join(err, s.line.close())
	}
	if s.district != nil {
		err = errors.Join(err, s.district.close())
	}
	return err
}

// note adds something to be said beside the figures of this step.
func (s *story) noted(key string, args ...any) {
	s.now.Notes = strings.TrimPrefix(s.now.Notes+"; "+s.say.text("ctl.demo."+key, args...), "; ")
}

// table shows what happened.
func (s *story) table(whole time.Duration) answer {
	return answer{
		object: map[string]any{"folder": s.folder, "steps": s.steps, "seconds": seconds(whole)},
		people: func(w *bufio.Writer) error {
			title := func(key string) string { return s.say.text("ctl.demo.col." + key) }
			g := newGrid(right, left, right, right, right, right, right, left)
			g.head("", title("what"), title("entries"), title("up"), title("down"), title("calls"),
				title("seconds"), "")
			for i, step := range s.steps {
				g.row(fmt.Sprint(i+1), step.Text, unlessZero(int64(step.Entries)), unlessZero(step.Up),
					unlessZero(step.Down), unlessZero(step.Requests), fmt.Sprintf("%.2f", step.Seconds), step.Notes)
			}
			g.write(w)
			w.WriteString("\n" + s.say.text("ctl.demo.done", fmt.Sprintf("%.1f", whole.Seconds()), s.folder) + "\n")
			return nil
		},
	}
}

func unlessZero(n int64) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}
