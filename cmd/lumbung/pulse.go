package main

import (
	"context"
	"log"
	"time"

	"fyne.io/fyne/v2"
)

// A pulse measures how long the window stands still, as a person feels it: LUMBUNG_PULSE=1 asks for it, `make measure`
// uses it, and so can whoever looks for what is slow on an old laptop.
const (
	pulseBeat  = 10 * time.Millisecond
	pulsePause = 100 * time.Millisecond // what is longer is written down
)

// pulse beats until the program closes: each beat waits until the window has time for it. born is when the program
// began.
func (p *program) pulse(born time.Time) {
	p.work.keep(func(ctx context.Context) {
		var longest time.Duration
		beats := 0
		for ctx.Err() == nil {
			began, done := time.Now(), make(chan struct{})
			fyne.Do(func() { close(done) })
			select {
			case <-done:
			case <-ctx.Done():
			}
			waited := time.Since(began)
			switch {
			case beats == 0:
				log.Printf("pulse: the window lives after %d ms", time.Since(born).Milliseconds())
			case waited > pulsePause:
				log.Printf("pulse: a pause of %d ms", waited.Milliseconds())
			}
			if beats > 0 && ctx.Err() == nil {
				longest = max(longest, waited)
			}
			beats++
			time.Sleep(pulseBeat)
		}
		log.Printf("pulse: %d beats, the longest pause %d ms", beats, longest.Milliseconds())
	})
}
