package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"lumbung/store/coop"
	"lumbung/store/picture"
)

// The album is a folder beside the book, NAME.pictures: each picture that the log names lies there as a file named by
// the SHA-256 of its sealed bytes. A folder and no second database: a picture is written once and never altered, so a
// rename makes it whole, a backup copies what is new, and a damaged sector costs one picture.

// ErrNoPicture is returned for a picture that has not arrived here yet.
var ErrNoPicture = errors.New("store: the picture has not arrived yet")

// problemNoPictureKey: nothing can be sealed before somebody hands this device a key.
const problemNoPictureKey = "picture.no-key"

const (
	albumEnd   = ".pictures"
	halfEnd    = ".part"
	damagedEnd = ".damaged"
)

// boxRoom is what a box takes beside what lies in it, at most.
const boxRoom = 64

func (b *Book) pictureFile(sum coop.Hash) string {
	return filepath.Join(b.at.File+albumEnd, hex.EncodeToString(sum[:]))
}

// AddPicture puts a photo or a scan, a JPEG or PNG as it came from a camera, on an entry: shrunk, sealed, and on the
// disk before the log names it. What is wrong with the photo is a coop.Problem.
func (b *Book) AddPicture(ctx context.Context, who coop.Session, entry coop.ID, photo []byte) (coop.Recorded, error) {
	small, err := picture.Shrink(photo, coop.MaxPictureBytes-boxRoom)
	if err != nil {
		return coop.Recorded{}, err
	}
	var sum coop.Hash
	made, err := b.recordAll(ctx, who, func() ([]coop.Act, error) {
		box, err := b.vault.seal(small) // with the key that holds now: whoever was revoked must not see it
		if problem := (coop.Problem{}); errors.As(err, &problem) {
			return nil, coop.Problem{Key: problemNoPictureKey}
		}
		if err != nil {
			return nil, err
		}
		sum = sha256.Sum256(box)
		return []coop.Act{{Kind: coop.KindEvidence, Body: coop.Evidence{
			Entry: entry, Sum: sum, Size: int64(len(box)), Media: coop.MediaJPEG,
		}}}, b.keepPicture(sum, box)
	}, nil)
	if err == nil {
		return made[0], nil
	}
	if gone := os.Remove(b.pictureFile(sum)); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return coop.Recorded{}, err
}

// Small gives what would be kept of a photo, so that a person sees it before it is: see AddPicture.
func (b *Book) Small(_ context.Context, photo []byte) ([]byte, error) {
	return picture.Shrink(photo, coop.MaxPictureBytes-boxRoom)
}

// keepPicture writes a whole picture, so that it lasts when this returns.
func (b *Book) keepPicture(sum coop.Hash, box []byte) error {
	if err := os.MkdirAll(b.at.File+albumEnd, 0o700); err != nil {
		return fmt.Errorf("store: album: %w", err)
	}
	if err := syncFolder(filepath.Dir(b.at.File)); err != nil {
		return err
	}
	return writeFile(b.pictureFile(sum), box)
}

// Picture opens a picture by its sum. ErrNoPicture: it has not arrived; ErrDamaged: the disk altered it, and it will be
// asked for again; ErrSealed: this device has no key for it.
func (b *Book) Picture(_ context.Context, sum coop.Hash) ([]byte, error) {
	box, err := b.boxOf(sum)
	if err != nil {
		return nil, err
	}
	return b.open(box)
}

// boxOf reads the sealed bytes of a picture. One that was altered is set aside.
func (b *Book) boxOf(sum coop.Hash) ([]byte, error) {
	file := b.pictureFile(sum)
	box, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoPicture
	}
	if err != nil {
		return nil, fmt.Errorf("store: picture: %w", err)
	}
	if sha256.Sum256(box) == sum {
		return box, nil
	}
	if err := os.Rename(file, file+damagedEnd); err != nil {
		return nil, fmt.Errorf("store: picture: %w", err)
	}
	return nil, fmt.Errorf("store: picture %x: %w", sum[:4], ErrDamaged)
}

// Pictures lists the pictures that the log names, the latest first, with how much of each is here.
func (b *Book) Pictures(ctx context.Context) ([]coop.PictureView, error) {
	held, err := b.albumFiles()
	if err != nil {
		return nil, err
	}
	var views []coop.PictureView
	err = b.look(ctx, func(q *sql.Tx) error {
		rows, err := rowsOf[*coop.EvidenceRow](ctx, q, "WHERE size > 0 ORDER BY lamport DESC, hash")
		place := make(map[coop.Hash]int, len(rows))
		for _, row := range rows {
			i, seen := place[row.Sum]
			if !seen {
				i = len(views)
				place[row.Sum], views = i, append(views, coop.PictureView{Sum: row.Sum})
			}
			name := hex.EncodeToString(row.Sum[:])
			switch size, whole := held[name]; {
			case whole && size == row.Size:
				views[i].Size, views[i].Held = size, size
			case views[i].Held == 0 || views[i].Held < views[i].Size: // the sum says which size is right
				views[i].Size = max(views[i].Size, row.Size)
				views[i].Held = min(held[name+halfEnd], views[i].Size-1)
			}
		}
		return err
	})
	return views, err
}

// albumFiles gives the sizes of what lies in the album.
func (b *Book) albumFiles() (map[string]int64, error) {
	files, err := os.ReadDir(b.at.File + albumEnd)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("store: album: %w", err)
	}
	sizes := make(map[string]int64, len(files))
	for _, f := range files {
		if info, err := f.Info(); err == nil {
			sizes[f.Name()] = info.Size()
		}
	}
	return sizes, nil
}

// PictureBytes gives the sealed bytes of a picture that is whole here.
func (b *Book) PictureBytes(_ context.Context, sum coop.Hash) ([]byte, error) { return b.boxOf(sum) }

// TakePicture takes in bytes of a picture from an offset on, and says how many are here from its beginning. A picture
// that the log does not name is not taken; one whose bytes are wrong in the end is forgotten and asked for again.
func (b *Book) TakePicture(ctx context.Context, sum coop.Hash, offset int64, data []byte) (held int64, err error) {
	sizes, err := b.sizesOf(ctx, sum)
	if err != nil || len(sizes) == 0 {
		return 0, err
	}
	most := slices.Max(sizes)
	b.shelf.Lock()
	defer b.shelf.Unlock()
	if info, err := os.Stat(b.pictureFile(sum)); err == nil && slices.Contains(sizes, info.Size()) {
		return info.Size(), nil
	}
	half := b.pictureFile(sum) + halfEnd
	kept, err := os.ReadFile(half)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("store: picture: %w", err)
	}
	if int64(len(kept)) >= most {
		kept = nil // nothing can follow it: it would stand in the way for ever
	}
	end := offset + int64(len(data))
	if offset < 0 || offset > int64(len(kept)) || end <= int64(len(kept)) || end > most {
		return int64(len(kept)), nil
	}
	kept = append(kept, data[int64(len(kept))-offset:]...)
	whole := slices.Contains(sizes, end) && sha256.Sum256(kept) == sum
	if !whole && end < most {
		if err := os.MkdirAll(filepath.Dir(half), 0o700); err != nil {
			return 0, fmt.Errorf("store: album: %w", err)
		}
		return end, writeFile(half, kept)
	}
	if whole {
		if err := b.keepPicture(sum, kept); err != nil {
			return 0, err
		}
		held = end
	}
	if err := os.Remove(half); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return held, fmt.Errorf("store: picture: %w", err)
	}
	return held, nil
}

// sizesOf gives the sizes that the log names for a picture: one, unless somebody named one that is not its own, by
// mistake or to keep it from being shown.
func (b *Book) sizesOf(ctx context.Context, sum coop.Hash) (sizes []int64, err error) {
	err = b.look(ctx, func(q *sql.Tx) error {
		rows, err := rowsOf[*coop.EvidenceRow](ctx, q, "WHERE sum = ? AND size > 0", sum[:])
		for _, row := range rows {
			sizes = append(sizes, row.Size)
		}
		return err
	})
	return sizes, err
}

// checkPictures reads every picture that is here; one whose bytes are wrong is a finding, and is asked for again. One
// that has not arrived is none.
func (b *Book) checkPictures(ctx context.Context, v *verification) error {
	views, err := b.Pictures(ctx)
	for _, p := range views {
		if err := ctx.Err(); err != nil {
			return err
		}
		if p.Held < p.Size {
			continue
		}
		if _, err := b.boxOf(p.Sum); errors.Is(err, ErrDamaged) {
			v.find("picture", "evidence", hex.EncodeToString(p.Sum[:4]), "the picture is damaged")
		} else if err != nil {
			return err
		}
	}
	return err
}

// copyPictures brings what the log names and to lacks from an album into another one, each proven by its sum.
func (b *Book) copyPictures(ctx context.Context, from, to string) error {
	views, err := b.Pictures(ctx)
	if err != nil || len(views) == 0 {
		return err
	}
	if err := os.MkdirAll(to, 0o700); err != nil {
		return fmt.Errorf("store: album: %w", err)
	}
	for _, p := range views {
		name := hex.EncodeToString(p.Sum[:])
		if info, err := os.Stat(filepath.Join(to, name)); err == nil && info.Size() == p.Size {
			continue
		}
		box, err := os.ReadFile(filepath.Join(from, name))
		if err != nil || sha256.Sum256(box) != p.Sum {
			continue // not here, or damaged here: whoever reads the copy asks for it
		}
		if err := errors.Join(ctx.Err(), writeFile(filepath.Join(to, name), box)); err != nil {
			return err
		}
	}
	return nil
}

// albumBeside is where a backup in this folder keeps its pictures: one album for all copies of a book.
func (b *Book) albumBeside(folder string) string {
	base := filepath.Base(b.at.File)
	return filepath.Join(folder, strings.TrimSuffix(base, filepath.Ext(base))+albumEnd)
}

// findPictures looks beside a copy for the albums that came with it.
func (b *Book) findPictures(ctx context.Context, copied string) error {
	albums, err := filepath.Glob(filepath.Join(filepath.Dir(copied), "*"+albumEnd))
	if err != nil {
		return fmt.Errorf("store: album: %w", err)
	}
	for _, album := range albums {
		if err := b.copyPictures(ctx, album, b.at.File+albumEnd); err != nil {
			return err
		}
	}
	return nil
}
