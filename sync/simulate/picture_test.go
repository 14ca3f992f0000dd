package simulate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
	"time"

	"lumbung/store"
	"lumbung/store/coop"
	"lumbung/sync/client"
)

// photo is what a telephone makes of a receipt.
func photo(t testing.TB, seed uint64) []byte {
	t.Helper()
	chance := random(seed, 77)
	m := image.NewRGBA(image.Rect(0, 0, 1000, 1400))
	for y := range 1400 {
		for x := range 1000 {
			grey := uint8(200 + chance.IntN(40))
			if y/14%3 == 0 && (x*7+y)%11 < 4 {
				grey = 50
			}
			m.SetRGBA(x, y, color.RGBA{grey, grey, grey - 5, 255})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// show puts a photo on a new entry of the laptop.
func (l *laptop) show(t testing.TB, seed uint64) coop.ID {
	t.Helper()
	who := l.as(coop.RoleTreasurer)
	made, err := l.book.Record(t.Context(), who, coop.Act{Kind: coop.KindEntry, Body: coop.Entry{
		Date: 20260105, Remark: fmt.Sprint("nota ", seed), Lines: []coop.Line{
			{Account: "11101", Amount: 500_00}, {Account: "41109", Amount: -500_00},
		},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.book.AddPicture(t.Context(), who, made[0].ID, photo(t, seed)); err != nil {
		t.Fatal(err)
	}
	return made[0].ID
}

// sees gives the pictures on an entry, opened; nothing where one has not arrived.
func (l *laptop) sees(t testing.TB, entry coop.ID) []byte {
	t.Helper()
	var all []byte
	views, err := l.book.Evidence(t.Context(), entry)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range views {
		if v.Here {
			plain, err := l.book.Picture(t.Context(), v.Sum)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, plain...)
		}
	}
	return all
}

// TestPicture_CutAnywhere: a picture put on an entry while there was no line is seen alike on the other laptop, though
// the line is cut at many bytes on its way up and down. The entry itself never waits for it.
func TestPicture_CutAnywhere(t *testing.T) {
	o := openOffice(t)
	a := found(t, 5)
	ca := o.enrol(t, a)
	syncAll(t, ca)
	b := a.guest("ketua", 5)
	syncAll(t, client.New(b.book, client.Options{}), ca)
	weak := openBrittle(t, o)
	ca = client.New(a.book, client.Options{Dial: weak.dial})
	cb := client.New(b.book, client.Options{Dial: weak.dial})
	entry := a.show(t, 1)
	want := a.sees(t, entry)
	broken := 0
	for _, side := range []struct {
		c      *client.Client
		stream string
	}{{ca, "upstream"}, {cb, "downstream"}} {
		for _, n := range []int{900, 3000, 9000, 20_000, 12_000, 31_000, 40_000} {
			weak.cut(t, side.stream, n)
			_, err := side.c.Sync(t.Context())
			if errors.Is(err, client.ErrInterrupted) {
				broken++
			} else if err != nil {
				t.Fatalf("%s cut after %d bytes: %v", side.stream, n, err)
			}
			weak.mend(t)
		}
		for range 3 {
			if _, err := side.c.Sync(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	if broken < 3 {
		t.Errorf("only %d cuts cut anything", broken)
	}
	if got := b.sees(t, entry); len(want) == 0 || !bytes.Equal(got, want) {
		t.Errorf("laptop B sees %d bytes, A %d", len(got), len(want))
	}
	r, err := cb.Sync(t.Context())
	if err != nil || r.Requests != 1 {
		t.Errorf("with every picture everywhere an exchange is one request: %+v, %v", r, err)
	}
	a.verify()
	b.verify()
}

// TestPicture_both: both laptops put pictures on entries; each gets the other's, the entries first.
func TestPicture_both(t *testing.T) {
	o := openOffice(t)
	a := found(t, 6)
	ca := o.enrol(t, a)
	syncAll(t, ca)
	b := a.guest("kasir", 6)
	cb := client.New(b.book, client.Options{})
	syncAll(t, cb, ca)
	entries := []coop.ID{a.show(t, 1), b.show(t, 2), a.show(t, 3)}
	first, err := ca.Exchange(t.Context())
	if err != nil || first.Requests != 1 || first.BytesUp > 6000 {
		t.Errorf("an exchange of changes carries pictures: %+v, %v", first, err)
	}
	r, err := ca.Sync(t.Context())
	if err != nil || r.PicturesUp != 2 {
		t.Errorf("%+v, %v", r, err)
	}
	syncAll(t, cb, ca)
	for _, id := range entries {
		mine, theirs := a.sees(t, id), b.sees(t, id)
		if len(mine) == 0 || !bytes.Equal(mine, theirs) {
			t.Errorf("A sees %d bytes, B %d", len(mine), len(theirs))
		}
	}
}

// TestPicture_file: where there is no line at all the pictures go by stick with the changes, to the other laptop and to
// the office, and back again with the office's receipt.
func TestPicture_file(t *testing.T) {
	o := openOffice(t)
	a := found(t, 7)
	ca := o.enrol(t, a)
	syncAll(t, ca)
	b := a.guest("ketua", 7)
	cb := client.New(b.book, client.Options{})
	syncAll(t, cb, ca)
	c := a.guest("kasir", 8)
	cc := client.New(c.book, client.Options{})
	entry := a.show(t, 1)
	since, err := ca.Known(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out, err := ca.WriteFile(t.Context(), since)
	if err != nil || out.Pictures != 1 || out.Left != 0 {
		t.Fatalf("%+v, %v", out, err)
	}
	read, err := cb.ReadFile(t.Context(), out.Data)
	if err != nil || read.Pictures != 1 || !bytes.Equal(b.sees(t, entry), a.sees(t, entry)) {
		t.Errorf("laptop B: %+v, %v", read, err)
	}
	if _, err := o.read(out.Data); err != nil {
		t.Fatal(err)
	}
	mine, err := cc.WriteFile(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	receipt, err := o.read(mine.Data)
	if err != nil {
		t.Fatal(err)
	}
	back, err := cc.ReadFile(t.Context(), receipt)
	if err != nil || back.Pictures != 1 || !bytes.Equal(c.sees(t, entry), a.sees(t, entry)) {
		t.Errorf("by the office's receipt: %+v, %v", back, err)
	}
	r, err := ca.Sync(t.Context())
	if err != nil || r.PicturesUp != 0 {
		t.Errorf("what went by stick goes by line again: %+v, %v", r, err)
	}
	bare, err := ca.WriteFile(t.Context(), since)
	if err != nil || bare.Pictures != 0 {
		t.Errorf("what the office has goes again: %+v, %v", bare, err)
	}
}

// oneRange is how much of a picture travels in one piece.
const oneRange = 32 << 10

// spoiler is a laptop whose disk alters the last bytes of every picture.
type spoiler struct {
	*store.Book
	tries int
}

// TakePicture bends what completes a picture.
func (s *spoiler) TakePicture(ctx context.Context, sum coop.Hash, from int64, data []byte) (int64, error) {
	if s.tries++; s.tries > 20 {
		return 0, errors.New("it is fetched again and again")
	}
	if len(data) < oneRange {
		data = bytes.Clone(data)
		data[len(data)-1] ^= 1
	}
	return s.Book.TakePicture(ctx, sum, from, data)
}

// TestPicture_neverWhole: a picture that is wrong whenever it has arrived is fetched once an exchange, not for ever:
// its first range counted as progress, and a line of 2G paid for it until somebody pulled it out.
func TestPicture_neverWhole(t *testing.T) {
	o := openOffice(t)
	a := found(t, 9)
	ca := o.enrol(t, a)
	syncAll(t, ca)
	b := a.guest("ketua", 9)
	syncAll(t, client.New(b.book, client.Options{}), ca)
	entry := a.show(t, 1)
	if len(a.sees(t, entry)) < oneRange+100 {
		t.Fatal("the picture goes in one range")
	}
	syncAll(t, ca)
	bent := &spoiler{Book: b.book}
	r, err := client.New(bent, client.Options{}).Sync(t.Context())
	if err != nil || r.PicturesDown != 0 || bent.tries != 2 {
		t.Errorf("%d tries: %+v, %v", bent.tries, r, err)
	}
	r, err = client.New(b.book, client.Options{Now: func() time.Time { return time.Now().Add(7 * time.Hour) }}).
		Sync(t.Context())
	if err != nil || r.PicturesDown != 1 || len(b.sees(t, entry)) == 0 {
		t.Errorf("with a sound disk: %+v, %v", r, err)
	}
}
