package client

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"
)

// Phase says what a Runner is doing.
type Phase uint8

// The phases.
const (
	PhaseIdle    Phase = iota // everything is where it should be, as far as known
	PhaseSoon                 // something was recorded and goes out in a moment
	PhaseWorking              // an exchange is under way
	PhaseWaiting              // it did not work; tried again at Next
	PhaseNone                 // no server is known
)

// Status is what a Runner reports at every turn.
type Status struct {
	Phase  Phase
	At     time.Time // of this turn
	Next   time.Time // when the next attempt is due
	Result Result    // of the last attempt
	Err    error     // of the last attempt
}

// Pace says how often a Runner works. The zero value is what a program wants.
type Pace struct {
	Quiet time.Duration // after recording, how long nothing more must be recorded before it goes out; 0: 20 s
	Most  time.Duration // …but no longer than this; 0: 3 min
	News  time.Duration // how often news is fetched when nothing goes out; 0: 15 min
	First time.Duration // first wait after a failure, doubled at each; 0: 10 s
	Last  time.Duration // longest wait where nothing could be reached, which costs no bytes; 0: 2 min
	Worst time.Duration // longest wait after a line broke or a server refused, which does; 0: 15 min
}

func (p Pace) orUsual() Pace {
	usual := func(d *time.Duration, is time.Duration) {
		if *d == 0 {
			*d = is
		}
	}
	usual(&p.Quiet, 20*time.Second)
	usual(&p.Most, 3*time.Minute)
	usual(&p.News, 15*time.Minute)
	usual(&p.First, 10*time.Second)
	usual(&p.Last, 2*time.Minute)
	usual(&p.Worst, 15*time.Minute)
	return p
}

// Runner synchronises by itself, in one goroutine: when the program starts, when something was recorded, for news, and
// again and again until the server is reachable. Its owner starts it with NewRunner and ends it with Stop.
type Runner struct {
	client *Client
	pace   Pace
	report func(Status)
	nudge  chan struct{}
	now    chan struct{}
	cancel context.CancelFunc
	done   sync.WaitGroup

	waits int // attempts in a row that failed
}

// NewRunner starts a runner. Report is called from the runner's goroutine and must not wait; it may be nil.
func NewRunner(ctx context.Context, c *Client, pace Pace, report func(Status)) *Runner {
	if report == nil {
		report = func(Status) {}
	}
	r := &Runner{
		client: c, pace: pace.orUsual(), report: report,
		nudge: make(chan struct{}, 1), now: make(chan struct{}, 1),
	}
	ctx, r.cancel = context.WithCancel(ctx)
	r.done.Go(func() { r.run(ctx) })
	return r
}

// Nudge says that something was recorded. It returns at once.
func (r *Runner) Nudge() { poke(r.nudge) }

// Now asks for an attempt at once. It returns at once.
func (r *Runner) Now() { poke(r.now) }

// Stop ends the runner, an exchange under way too, and returns when it has ended. What arrived is kept.
func (r *Runner) Stop() {
	r.cancel()
	r.done.Wait()
}

func poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default: // one is waiting already
	}
}

func (r *Runner) run(ctx context.Context) {
	status := r.attempt(ctx)
	timer := time.NewTimer(r.wait(&status))
	defer timer.Stop()
	var latest time.Time // by when what was recorded goes out
	for {
		r.report(status)
		select {
		case <-ctx.Done():
			return
		case <-r.nudge:
			if status.Phase != PhaseIdle && status.Phase != PhaseSoon {
				continue // the next attempt is due anyway
			}
			now := time.Now()
			if status.Phase == PhaseIdle {
				latest = now.Add(r.pace.Most)
			}
			due := min(r.pace.Quiet, latest.Sub(now))
			status.Phase, status.At, status.Next = PhaseSoon, now, now.Add(due)
			timer.Reset(due)
			continue
		case <-r.now:
			r.waits = 0
		case <-timer.C:
		}
		r.report(Status{Phase: PhaseWorking, At: time.Now(), Result: status.Result, Err: status.Err})
		status = r.attempt(ctx)
		timer.Reset(r.wait(&status))
	}
}

func (r *Runner) attempt(ctx context.Context) Status {
	result, err := r.client.Sync(ctx)
	s := Status{Phase: PhaseIdle, At: time.Now(), Result: result, Err: err}
	switch {
	case err == nil:
		r.waits = 0
	case errors.Is(err, ErrNoServer):
		s.Phase = PhaseNone
	default:
		s.Phase = PhaseWaiting
		r.waits++
	}
	return s
}

// wait says when the next attempt is due: later each time, and not at the same moment for all villages of a district
// whose line comes back.
func (r *Runner) wait(s *Status) time.Duration {
	d := r.pace.News
	if s.Phase == PhaseWaiting {
		most := r.pace.Worst
		if errors.Is(s.Err, ErrUnreachable) {
			most = r.pace.Last
		}
		d = min(most, r.pace.First<<min(r.waits-1, 16))
	}
	d = d*3/4 + rand.N(d/2+1)
	s.Next = s.At.Add(d)
	return d
}
