package client

import (
	"context"
	"crypto/sha256"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"lumbung/store/coop"
	"lumbung/sync/wire"
)

// shower is a device with one picture, which is whole.
type shower struct {
	*holder
	box []byte
}

func (s shower) Pictures(context.Context) ([]coop.PictureView, error) {
	size := int64(len(s.box))
	return []coop.PictureView{{Sum: sha256.Sum256(s.box), Size: size, Held: size}}, nil
}

func (s shower) PictureBytes(context.Context, coop.Hash) ([]byte, error) { return s.box, nil }

func (s shower) TakePicture(context.Context, coop.Hash, int64, []byte) (int64, error) { return 0, nil }

// fullOffice has no room left for pictures, until it has.
type fullOffice struct {
	*office
	of    *holder
	room  bool
	bytes int // of pictures that came up
}

func (o *fullOffice) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/picture" {
		o.office.ServeHTTP(w, r)
		return
	}
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	key, err := agree(o.box, o.of.boxKey(), o.coop, o.of.log, o.log)
	if err != nil {
		return
	}
	ask, err := wire.DecodePictureRequest(data, key)
	if err != nil {
		return
	}
	answer := &wire.PictureResponse{}
	for _, k := range ask.Have {
		answer.Kept = append(answer.Kept, wire.Kept{Sum: k.Sum})
	}
	for _, p := range ask.Parts {
		o.bytes += len(p.Bytes)
		if o.room {
			answer.Kept = append(answer.Kept, wire.Kept{Sum: p.Sum, Bytes: p.Offset + len(p.Bytes)})
		} else {
			answer.Code = wire.CodeTooLarge
			answer.Kept = append(answer.Kept, wire.Kept{Sum: p.Sum})
		}
	}
	w.Write(answer.Encode(key, ask)) //nolint:errcheck // whoever asked asks again
}

// A server that has no room for pictures is asked again the next day, not with each exchange: every time the picture
// went up in vain, and the line is paid by the byte.
func TestPictures_ServerFull(t *testing.T) {
	a := found(t)
	full := &fullOffice{office: newOffice(t, a), of: a}
	listener := httptest.NewServer(full)
	t.Cleanup(listener.Close)
	now := time.Now()
	c := New(shower{a, make([]byte, 20_000)}, Options{Now: func() time.Time { return now }})
	if err := c.Enrol(t.Context(), treasurer, listener.URL, full.code); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		r, err := c.Sync(t.Context())
		if err != nil || !r.PicturesFull || full.bytes > 20_000 {
			t.Fatalf("%d bytes went up in vain: %+v, %v", full.bytes, r, err)
		}
		now = now.Add(time.Hour)
	}
	full.room = true
	now = now.Add(24 * time.Hour)
	if r, err := c.Sync(t.Context()); err != nil || r.PicturesUp != 1 || r.PicturesFull {
		t.Errorf("with room again: %+v, %v", r, err)
	}
}
