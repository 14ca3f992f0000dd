package main

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
)

// workers owns everything that runs beside the window, and waits for it before the book is closed. It is the one
// place where goroutines cross into the window.
type workers struct {
	ctx    context.Context
	cancel context.CancelFunc
	busy   sync.WaitGroup
	window func(func()) // goes on in the window
	waits  atomic.Int64 // how many pieces of work the window still waits for
	mu     sync.Mutex
	ended  bool
}

func newWorkers() *workers {
	ctx, cancel := context.WithCancel(context.Background())
	return &workers{ctx: ctx, cancel: cancel, window: fyne.Do}
}

// begin counts a piece of work, unless the program is closing.
func (w *workers) begin() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.ended {
		w.busy.Add(1)
	}
	return !w.ended
}

// run works beside the window and then goes on in it.
func (w *workers) run(work, then func()) {
	if !w.begin() {
		return
	}
	w.waits.Add(1)
	go func() {
		defer w.busy.Done()
		work()
		if w.ctx.Err() == nil {
			w.window(func() {
				defer w.waits.Add(-1)
				then()
			})
		}
	}()
}

// keep works until it is done or the program closes.
func (w *workers) keep(work func(ctx context.Context)) {
	if !w.begin() {
		return
	}
	go func() {
		defer w.busy.Done()
		work(w.ctx)
	}()
}

// later does something in the window after a while.
func (w *workers) later(after time.Duration, do func()) {
	time.AfterFunc(after, func() {
		if w.ctx.Err() == nil {
			w.window(do)
		}
	})
}

// stop ends what runs and waits for it.
func (w *workers) stop() {
	w.mu.Lock()
	w.ended = true
	w.mu.Unlock()
	w.cancel()
	w.busy.Wait()
}
