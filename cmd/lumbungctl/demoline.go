package main

import (
	"errors"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// villageLine is the telephone line between a laptop and the district: a relay on this machine that counts every byte
// in both directions, can be as slow as a village's line, breaks in the middle of a message and stays dead for a while.
type villageLine struct {
	listener net.Listener
	target   string
	up, down atomic.Int64 // bytes that went through
	left     atomic.Int64 // bytes until the line breaks; negative: it does not
	dead     atomic.Bool
	rate     atomic.Int64 // bytes a second in each direction; 0: as fast as it can
	calls    atomic.Int64 // connections

	mu    sync.Mutex
	open  map[net.Conn]bool
	ended sync.WaitGroup
}

// newLine lays a line to the target address.
func newLine(target string) (*villageLine, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	l := &villageLine{listener: listener, target: target, open: map[net.Conn]bool{}}
	l.left.Store(-1)
	l.ended.Add(1)
	go l.accept()
	return l, nil
}

// url is where a laptop finds the district through this line.
func (l *villageLine) url() string { return "http://" + l.listener.Addr().String() }

// breakAfter lets n more bytes through and then breaks every connection.
func (l *villageLine) breakAfter(n int64) { l.left.Store(n) }

// mend lets everything through again.
func (l *villageLine) mend() {
	l.left.Store(-1)
	l.dead.Store(false)
}

func (l *villageLine) accept() {
	defer l.ended.Done()
	for {
		near, err := l.listener.Accept()
		if err != nil {
			return // closed
		}
		if l.dead.Load() {
			near.Close()
			continue
		}
		far, err := net.Dial("tcp", l.target)
		if err != nil {
			near.Close()
			continue
		}
		l.calls.Add(1)
		l.keep(near, far)
		l.ended.Add(2)
		go l.carry(near, far, &l.up)
		go l.carry(far, near, &l.down)
	}
}

func (l *villageLine) keep(both ...net.Conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range both {
		l.open[c] = true
	}
}

// carry moves bytes one way until one end closes or the line breaks, and then closes both.
func (l *villageLine) carry(from, to net.Conn, count *atomic.Int64) {
	defer l.ended.Done()
	defer l.hangUp(from, to)
	buffer := make([]byte, 2048)
	for {
		n, err := from.Read(buffer)
		allowed := l.spend(n)
		if rate := l.rate.Load(); rate > 0 && n > 0 {
			time.Sleep(time.Duration(n) * time.Second / time.Duration(rate))
		}
		if allowed > 0 {
			if _, failed := to.Write(buffer[:allowed]); failed != nil {
				return
			}
			count.Add(int64(allowed))
		}
		if allowed < n {
			l.dead.Store(true)
			return
		}
		if errors.Is(err, io.EOF) || err != nil {
			return
		}
	}
}

// spend takes n bytes from what the line still carries and gives how many of them go through.
func (l *villageLine) spend(n int) int {
	for {
		left := l.left.Load()
		if left < 0 {
			return n
		}
		allowed := min(int64(n), left)
		if l.left.CompareAndSwap(left, left-allowed) {
			return int(allowed)
		}
	}
}

func (l *villageLine) hangUp(both ...net.Conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range both {
		c.Close()
		delete(l.open, c)
	}
}

// close ends the line and waits for what it was doing.
func (l *villageLine) close() error {
	err := l.listener.Close()
	l.mu.Lock()
	for c := range l.open {
		c.Close()
	}
	l.mu.Unlock()
	l.ended.Wait()
	return err
}

// counts gives the bytes up and down and the connections so far; a line that is not laid has carried nothing.
func (l *villageLine) counts() (up, down, calls int64) {
	if l == nil {
		return 0, 0, 0
	}
	return l.up.Load(), l.down.Load(), l.calls.Load()
}
