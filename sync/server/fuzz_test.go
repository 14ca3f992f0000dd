package server

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"lumbung/store/coop"
	"lumbung/sync/wire"
)

// FuzzExchange sends whatever bytes come to the door of devices: nothing is stored that was not proven, and nothing
// brings the server down.
func FuzzExchange(f *testing.F) {
	s, url := place{folder: f.TempDir(), now: hurried()}.serve(f)
	v, e := enrolledBy(f, s, url, "KDMP Acak")
	v.exchange(f, "A", server{url, e}, false)
	key := v.devices["A"].key(f, v.coop, e)
	v.due(f, "A", v.member(f, "A", "Ani"), 20260105)
	good := v.request(f, "A", server{url, e}, false)
	f.Add(good.Encode(key), false)
	f.Add([]byte{}, false)
	f.Add([]byte{1, 0}, false)
	f.Add(good.Packs[0], true)
	f.Fuzz(func(t *testing.T, data []byte, proven bool) {
		before := held(t, s)
		if proven { // as if a device's program were wrong: the proof is right, the pack is anything
			if len(data) < 16 {
				return
			}
			request := &wire.Request{Cooperative: v.coop, Device: v.devices["A"].log, Packs: [][]byte{data}}
			data = request.Encode(key)
		}
		for _, path := range []string{"/exchange", "/enrol", "/picture"} {
			w := httptest.NewRecorder()
			s.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodPost, path, bytes.NewReader(data)))
			if w.Code >= http.StatusInternalServerError {
				t.Fatalf("%s: status %d", path, w.Code)
			}
		}
		if after := held(t, s); after != before && !proven && !bytes.Equal(data, good.Encode(key)) {
			t.Fatal("something was stored")
		}
	})
}

// hurried is a clock by which an hour passes between any two looks: no rate keeps a fuzzer waiting.
func hurried() func() time.Time {
	var hours atomic.Int64
	return func() time.Time { return testNow.Add(time.Duration(hours.Add(1)) * time.Hour) }
}

// FuzzReadFile sends whatever bytes come as a file.
func FuzzReadFile(f *testing.F) {
	s, url := place{folder: f.TempDir()}.serve(f)
	v, e := enrolledBy(f, s, url, "KDMP Acak")
	v.due(f, "A", v.member(f, "A", "Ani"), 20260105)
	good := v.file(f, "A", e)
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add([]byte("age-encryption.org/v1\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		before := held(t, s)
		_, err := s.ReadFile(context.Background(), "", data)
		if bytes.Equal(data, good) {
			return
		}
		if _, wrong := err.(coop.Problem); !wrong || held(t, s) != before {
			t.Fatal("taken: ", err)
		}
	})
}

// held counts what the server stores of anybody: cheap enough to ask after each try.
func held(t testing.TB, s *Server) int64 {
	t.Helper()
	var n int64
	err := s.db.read.QueryRow(`SELECT (SELECT count(*) FROM "change") + (SELECT count(*) FROM "waiting") +
		(SELECT count(*) FROM "aside") + (SELECT count(*) FROM part) + (SELECT count(*) FROM receipt_file)`).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
