package store

import (
	"bytes"
	"encoding/hex"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lumbung/store/coop"
)

// photo is a picture as a telephone makes it, of one colour.
func photo(t testing.TB, grey uint8) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 1200, 900))
	for y := range 900 {
		for x := range 1200 {
			m.SetGray(x, y, color.Gray{Y: grey ^ uint8(x*y)})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// pictured makes a book with one entry and a picture on it.
func pictured(t testing.TB) (*testBook, coop.EvidenceView) {
	t.Helper()
	b := newTestBook(t)
	done := b.record(t, "Siti", entry(20260105, "11101", "41109", 1000))
	if _, err := b.AddPicture(ctx, b.person(t, "Siti"), done.ID, photo(t, 9)); err != nil {
		t.Fatal(err)
	}
	return b, must(b.Evidence(ctx, done.ID))(t)[0]
}

// TestAddPicture: a photo becomes small, lies sealed, and can be seen; what is no photo is refused and leaves nothing.
func TestAddPicture(t *testing.T) {
	b, e := pictured(t)
	if !e.Here || e.Size > coop.MaxPictureBytes || e.Media != coop.MediaJPEG {
		t.Fatalf("%+v", e)
	}
	plain := must(b.Picture(ctx, e.Sum))(t)
	if m, err := jpeg.Decode(bytes.NewReader(plain)); err != nil || m.Bounds().Dx() < 560 {
		t.Errorf("the picture: %v", err)
	}
	box := must(os.ReadFile(b.pictureFile(e.Sum)))(t)
	if bytes.Contains(box, []byte("JFIF")) || bytes.Contains(box, plain[100:200]) {
		t.Error("the picture lies open on the disk")
	}
	siti := b.person(t, "Siti")
	var problem coop.Problem
	if _, err := b.AddPicture(ctx, siti, e.Entry, []byte("catatan")); !errors.As(err, &problem) {
		t.Errorf("a text as a photo: %v", err)
	}
	var refused *coop.Refusal
	if _, err := b.AddPicture(ctx, siti, coop.ID{1}, photo(t, 3)); !errors.As(err, &refused) {
		t.Errorf("on no entry: %v", err)
	}
	if files := must(b.albumFiles())(t); len(files) != 1 {
		t.Errorf("what was refused lies in the album: %v", files)
	}
	b.clean(t)
}

// TestPicture_damaged: a picture that the disk altered is found by verify, and asked for again; a picture that is not
// here is no damage.
func TestPicture_damaged(t *testing.T) {
	b, e := pictured(t)
	file := b.pictureFile(e.Sum)
	box := must(os.ReadFile(file))(t)
	bent := bytes.Clone(box)
	bent[len(bent)/2] ^= 4
	if err := os.WriteFile(file, bent, 0o600); err != nil {
		t.Fatal(err)
	}
	found := must(b.Verify(ctx, nil))(t)
	if len(found) != 1 || found[0].Name != "picture" || found[0].Why.Key != "verify.picture" {
		t.Errorf("verify finds %v", found)
	}
	if p := must(b.Pictures(ctx))(t); len(p) != 1 || p[0].Held != 0 {
		t.Errorf("it is not asked for again: %+v", p)
	}
	if _, err := b.Picture(ctx, e.Sum); !errors.Is(err, ErrNoPicture) {
		t.Errorf("it is shown: %v", err)
	}
	b.clean(t)
	last := 0
	for _, cut := range []int{1, 7000, len(box) - 1, len(box)} { // it comes again, in pieces that overlap
		from := max(0, last-500)
		last = cut
		held := must(b.TakePicture(ctx, e.Sum, int64(from), box[from:cut]))(t)
		if held != int64(cut) {
			t.Errorf("%d bytes are held of %d", held, cut)
		}
		if p := must(b.Pictures(ctx))(t); p[0].Held != int64(cut) {
			t.Errorf("%+v with %d bytes", p, cut)
		}
		b.reopen(t)
	}
	must(b.Picture(ctx, e.Sum))(t)
	b.clean(t)
}

// TestTakePicture_wrong: a gap changes nothing, wrong bytes leave nothing, and what the log does not name is not taken.
func TestTakePicture_wrong(t *testing.T) {
	b, e := pictured(t)
	box := must(os.ReadFile(b.pictureFile(e.Sum)))(t)
	if err := os.Remove(b.pictureFile(e.Sum)); err != nil {
		t.Fatal(err)
	}
	bent := bytes.Clone(box)
	bent[5] ^= 1
	for name, c := range map[string]struct {
		sum    coop.Hash
		offset int64
		data   []byte
	}{
		"gap": {e.Sum, 10, box[10:20]}, "bent": {e.Sum, 0, bent}, "stranger": {coop.Hash{7}, 0, box},
		"too long": {e.Sum, 0, append(bytes.Clone(box), 0)}, "before": {e.Sum, -1, box[:5]},
	} {
		if held := must(b.TakePicture(ctx, c.sum, c.offset, c.data))(t); held != 0 {
			t.Errorf("%s: %d bytes are held", name, held)
		}
	}
	if files := must(b.albumFiles())(t); len(files) != 0 {
		t.Errorf("left in the album: %v", files)
	}
}

// TestBackup_pictures: a copy brings its pictures along, and the next copy only what is new.
func TestBackup_pictures(t *testing.T) {
	b, e := pictured(t)
	folder := t.TempDir()
	to := must(b.Backup(ctx, folder))(t)
	album := filepath.Join(folder, strings.TrimSuffix(filepath.Base(b.at.File), filepath.Ext(b.at.File))+albumEnd)
	if _, err := os.Stat(filepath.Join(album, hex.EncodeToString(e.Sum[:]))); err != nil {
		t.Fatal(err)
	}
	code := b.recovery
	fresh := &testBook{Book: must(Restore(ctx, place(t, "new"), to, code, "laptop baru"))(t)}
	defer fresh.Book.Close()
	plain := must(b.Picture(ctx, e.Sum))(t)
	if got := must(fresh.Picture(ctx, e.Sum))(t); !bytes.Equal(got, plain) {
		t.Error("the restored picture is another one")
	}
	fresh.clean(t)
}

// TestAddPicture_afterRevocation: a supervisor revokes a laptop; whoever may hand keys begins a new one with their next
// recording, and seals the picture with it. It was sealed before that once, with a key that the revoked laptop has.
func TestAddPicture_afterRevocation(t *testing.T) {
	a := newTestBook(t)
	stolen := a.join(t, "stolen")
	a.exchange(t, stolen)
	done := a.record(t, "Siti", entry(20260105, "11101", "41109", 1000))
	a.exchange(t, stolen)
	a.revoke(t, "Wati", stolen)
	if _, err := a.AddPicture(ctx, a.person(t, "Siti"), done.ID, photo(t, 9)); err != nil {
		t.Fatal(err)
	}
	e := must(a.Evidence(ctx, done.ID))(t)[0]
	box := must(a.boxOf(e.Sum))(t)
	if _, err := a.open(box); err != nil {
		t.Errorf("the own picture: %v", err)
	}
	if _, err := stolen.open(box); !errors.Is(err, ErrSealed) {
		t.Errorf("the revoked laptop opens a picture of after its revocation: %v", err)
	}
	a.clean(t)
}

// TestTakePicture_otherSizes: a picture that was also named with sizes that are not its own arrives all the same. The
// size that was read first once decided, and the picture was never whole.
func TestTakePicture_otherSizes(t *testing.T) {
	for name, sizes := range map[string][]int64{"shorter": {1}, "longer": {59_000}, "both": {59_000, 1}} {
		t.Run(name, func(t *testing.T) {
			b, e := pictured(t)
			for _, size := range sizes {
				b.record(t, "Siti", coop.Evidence{Entry: e.Entry, Sum: e.Sum, Size: size, Media: coop.MediaJPEG})
			}
			if p := must(b.Pictures(ctx))(t); len(p) != 1 || p[0].Held != e.Size || p[0].Size != e.Size {
				t.Errorf("a whole picture: %+v", p)
			}
			box := must(os.ReadFile(b.pictureFile(e.Sum)))(t)
			if err := os.Remove(b.pictureFile(e.Sum)); err != nil {
				t.Fatal(err)
			}
			half := b.pictureFile(e.Sum) + halfEnd
			if err := os.WriteFile(half, make([]byte, coop.MaxPictureBytes), 0o600); err != nil {
				t.Fatal(err)
			}
			for at := 0; at < len(box); at += 7000 {
				end := min(at+7000, len(box))
				if held := must(b.TakePicture(ctx, e.Sum, int64(at), box[at:end]))(t); held != int64(end) {
					t.Fatalf("%d bytes are held of %d", held, end)
				}
				if p := must(b.Pictures(ctx))(t)[0]; p.Held != int64(end) || (p.Held == p.Size) != (end == len(box)) {
					t.Errorf("%d bytes: %+v", end, p)
				}
			}
			must(b.Picture(ctx, e.Sum))(t)
		})
	}
}
