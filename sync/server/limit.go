package server

import (
	"context"
	"sync"
	"time"

	"lumbung/store/coop"
)

// limits keep one sender from taking what all need. They live in memory: a restart forgives.
type limits struct {
	mutex   sync.Mutex
	turns   map[coop.ID]*turn
	buckets map[string]*bucket
	swept   time.Time
	hashing chan struct{} // how many passphrases are hashed at one time
	files   chan struct{} // how many files are read at one time
}

// turn is the queue before one cooperative.
type turn struct {
	waiting int
	token   chan struct{}
}

// maxWaiting bounds the queue before one cooperative: a village has a handful of devices.
const maxWaiting = 32

// bucket lets tries through at a steady rate.
type bucket struct {
	left float64 // tries, not money
	at   time.Time
}

func newLimits() *limits {
	return &limits{
		turns: map[coop.ID]*turn{}, buckets: map[string]*bucket{}, hashing: make(chan struct{}, 2),
		files: make(chan struct{}, 2),
	}
}

// turn waits until nobody else works on the cooperative; ErrBusy when too many wait.
func (l *limits) turn(ctx context.Context, id coop.ID) (leave func(), err error) {
	l.mutex.Lock()
	t := l.turns[id]
	if t == nil {
		t = &turn{token: make(chan struct{}, 1)}
		l.turns[id] = t
	}
	if t.waiting >= maxWaiting {
		l.mutex.Unlock()
		return nil, ErrBusy
	}
	t.waiting++
	l.mutex.Unlock()
	gone := func() {
		l.mutex.Lock()
		defer l.mutex.Unlock()
		if t.waiting--; t.waiting == 0 {
			delete(l.turns, id)
		}
	}
	select {
	case t.token <- struct{}{}:
		return func() { <-t.token; gone() }, nil
	case <-ctx.Done():
		gone()
		return nil, ctx.Err()
	}
}

// allow takes one try out of the named bucket of that size, which fills again in refill; false when it is empty.
func (l *limits) allow(name string, size int, refill time.Duration, now time.Time) bool {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if now.Sub(l.swept) > refill {
		for name, b := range l.buckets {
			if now.Sub(b.at) > time.Hour {
				delete(l.buckets, name)
			}
		}
		l.swept = now
	}
	b := l.buckets[name]
	if b == nil {
		b = &bucket{left: float64(size), at: now}
		l.buckets[name] = b
	}
	b.left = min(float64(size), b.left+float64(size)*now.Sub(b.at).Seconds()/refill.Seconds())
	b.at = now
	if b.left < 1 {
		return false
	}
	b.left--
	return true
}

// forgive fills a bucket again: the right passphrase was given.
func (l *limits) forgive(name string) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	delete(l.buckets, name)
}
