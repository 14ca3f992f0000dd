package server

import (
	"bytes"
	"crypto/sha256"
	"math/rand/v2"
	"net/http"
	"testing"

	"lumbung/store/coop"
	"lumbung/sync/wire"
)

// boxes are sealed bytes as far as a server can tell.
func boxes(seed uint64, size int) ([]byte, coop.Hash) {
	chance := rand.New(rand.NewPCG(seed, 3))
	box := make([]byte, size)
	for i := range box {
		box[i] = byte(chance.Uint32())
	}
	return box, sha256.Sum256(box)
}

// picture asks about pictures from a device.
func (v *village) picture(t testing.TB, on string, s server, m wire.PictureRequest) *wire.PictureResponse {
	t.Helper()
	d := v.devices[on]
	key := d.key(t, v.coop, s.Enrolled)
	m.Cooperative, m.Device = v.coop, d.log
	status, data := post(t, s.url+"/picture", m.Encode(key))
	if status != http.StatusOK {
		t.Fatalf("status %d: %x", status, data)
	}
	answer, err := wire.DecodePictureResponse(data, key, &m)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// shown records evidence with a picture on an entry of device A and brings it to the server.
func (v *village) shown(t testing.TB, s server, entry coop.Hash, sum coop.Hash, size int) {
	t.Helper()
	v.record(t, "A", "Siti", coop.KindEvidence, coop.Evidence{
		Entry: coop.HashID(entry, 0), Sum: sum, Size: int64(size), Media: coop.MediaJPEG,
	})
	v.exchange(t, "A", s, false)
}

// TestPictures sends a picture up in ranges and down again to another device.
func TestPictures(t *testing.T) {
	onEach(t, func(t *testing.T, p place) {
		s, url := p.serve(t)
		v, e := enrolledBy(t, s, url, "KDMP Foto")
		at := server{url, e}
		v.exchange(t, "A", at, false)
		entry := v.due(t, "A", v.member(t, "A", "Ani"), 20260105)
		box, sum := boxes(1, 50_000)
		part, _ := wire.NextPart(box, 0)
		if k := v.picture(t, "A", at, wire.PictureRequest{Parts: []wire.Part{part}}).Kept; k[0].Bytes != 0 {
			t.Error("a picture that nobody named is kept")
		}
		v.shown(t, at, entry, sum, len(box))
		ask := wire.PictureRequest{Have: []wire.Kept{{Sum: sum, Bytes: len(box)}}, Want: []wire.Kept{{Sum: sum}}}
		if a := v.picture(t, "A", at, ask); a.Kept[0].Bytes != 0 || len(a.Parts) > 0 {
			t.Errorf("before anything was sent: %+v", a)
		}
		wrong := part
		wrong.Size++
		if k := v.picture(t, "A", at, wire.PictureRequest{Parts: []wire.Part{wrong}}).Kept; k[0].Bytes != 0 {
			t.Error("of another size than the log says, and kept")
		}
		for kept := 0; ; {
			part, more := wire.NextPart(box, kept)
			if !more {
				break
			}
			part.Bytes = part.Bytes[:min(len(part.Bytes), 17_000)]
			kept += len(part.Bytes)
			k := v.picture(t, "A", at, wire.PictureRequest{Parts: []wire.Part{part}}).Kept
			if len(k) != 1 || k[0].Bytes != kept {
				t.Fatalf("%d bytes went up: %+v", kept, k)
			}
		}
		v.join(t, at)
		v.exchange(t, "B", at, true)
		var down []byte
		for range 9 {
			a := v.picture(t, "B", at, wire.PictureRequest{Room: 9000, Want: []wire.Kept{{Sum: sum, Bytes: len(down)}}})
			for _, part := range a.Parts {
				if len(part.Bytes) > 9000 {
					t.Errorf("%d bytes where 9000 had room", len(part.Bytes))
				}
				down, _ = part.Join(down)
			}
		}
		if !bytes.Equal(down, box) {
			t.Errorf("%d bytes came down", len(down))
		}
	})
}

// TestPictures_bounds: no more than the quota, nothing that was altered, nothing for a device that was revoked.
func TestPictures_bounds(t *testing.T) {
	onEach(t, func(t *testing.T, p place) {
		s, url := p.serve(t)
		v, e := enrolledBy(t, s, url, "KDMP Batas")
		at := server{url, e}
		v.exchange(t, "A", at, false)
		entry := v.due(t, "A", v.member(t, "A", "Ani"), 20260105)
		s.quota = 50_000
		first, firstSum := boxes(1, 30_000)
		second, secondSum := boxes(2, 30_000)
		v.shown(t, at, entry, firstSum, len(first))
		v.shown(t, at, entry, secondSum, len(second))
		bent, _ := wire.NextPart(first, 0)
		bent.Bytes = bytes.Clone(bent.Bytes)
		bent.Bytes[77] ^= 1
		if a := v.picture(t, "A", at, wire.PictureRequest{Parts: []wire.Part{bent}}); a.Kept[0].Bytes != 0 {
			t.Errorf("an altered picture: %+v", a)
		}
		whole, _ := wire.NextPart(first, 0)
		if a := v.picture(t, "A", at, wire.PictureRequest{Parts: []wire.Part{whole}}); a.Kept[0].Bytes != 30_000 {
			t.Errorf("a sound picture: %+v", a)
		}
		more, _ := wire.NextPart(second, 0)
		a := v.picture(t, "A", at, wire.PictureRequest{Parts: []wire.Part{more}})
		if a.Code != wire.CodeTooLarge || a.Kept[0].Bytes != 0 {
			t.Errorf("beyond the quota: %+v", a)
		}
		b := v.join(t, at)
		v.exchange(t, "B", at, true)
		want := wire.PictureRequest{Room: 64_000, Want: []wire.Kept{{Sum: firstSum}}}
		if a := v.picture(t, "B", at, want); len(a.Parts) != 1 {
			t.Errorf("%d ranges for device B", len(a.Parts))
		}
		err := s.change(t.Context(), v.coop, func(held *book) error {
			_, err := held.record(coop.KindRevoke, coop.Revoke{Log: b.log, Reason: "laptop dicuri"})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if a := v.picture(t, "B", at, want); a.Code != wire.CodeRevoked || len(a.Parts) > 0 {
			t.Errorf("after its revocation: %+v", a)
		}
	})
}

// TestPictures_wrongOnes: a picture that the disk altered is not given away, and comes again. One that was named twice,
// the first time with a size that is not its own, travels all the same.
func TestPictures_wrongOnes(t *testing.T) {
	onEach(t, func(t *testing.T, p place) {
		s, url := p.serve(t)
		v, e := enrolledBy(t, s, url, "KDMP Rusak")
		at := server{url, e}
		v.exchange(t, "A", at, false)
		box, sum := boxes(1, 30_000)
		whole, _ := wire.NextPart(box, 0)
		ask := wire.PictureRequest{Parts: []wire.Part{whole}}
		for _, size := range []int{1, 30_000, 59_000} {
			v.shown(t, at, v.due(t, "A", v.member(t, "A", "Ani"), 20260105), sum, size)
		}
		if a := v.picture(t, "A", at, ask); a.Kept[0].Bytes != 30_000 {
			t.Errorf("named with several sizes: %+v", a)
		}
		bent := bytes.Clone(box)
		bent[99] ^= 1
		err := s.change(t.Context(), v.coop, func(held *book) error {
			_, err := held.tx.ExecContext(t.Context(), `UPDATE picture SET bytes = $1 WHERE coop_id = $2 AND sum = $3`,
				bent, held.id, sum[:])
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		want := wire.PictureRequest{Room: 64_000, Want: []wire.Kept{{Sum: sum}}}
		if a := v.picture(t, "A", at, want); len(a.Parts) > 0 {
			t.Error("an altered picture is given away")
		}
		if a := v.picture(t, "A", at, ask); a.Kept[0].Bytes != 30_000 {
			t.Errorf("it does not come again: %+v", a)
		}
		if a := v.picture(t, "A", at, want); len(a.Parts) != 1 || !bytes.Equal(a.Parts[0].Bytes, box) {
			t.Errorf("after it came again: %d ranges", len(a.Parts))
		}
	})
}
