package client

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"time"

	"lumbung/store/coop"
	"lumbung/sync/wire"
)

// Album is what the client needs of a book that keeps pictures of evidence. A Book that is no Album exchanges changes
// alone. All of it is durable when it returns, and safe to call at any time.
type Album interface {
	// Pictures lists the pictures that the log names, the latest first, with how much of each is here.
	Pictures(ctx context.Context) ([]coop.PictureView, error)
	// PictureBytes gives the sealed bytes of a picture that is whole here.
	PictureBytes(ctx context.Context, sum coop.Hash) ([]byte, error)
	// TakePicture takes in bytes from an offset on and says how many are here from the beginning.
	TakePicture(ctx context.Context, sum coop.Hash, offset int64, data []byte) (held int64, err error)
}

// gallery is what this device knows of the pictures at its server.
type gallery struct {
	Server coop.ID     `cbor:"1,keyasint"`
	There  []coop.Hash `cbor:"2,keyasint,omitempty"` // whole at the server
	Parts  []kept      `cbor:"3,keyasint,omitempty"` // begun there
	Misses int         `cbor:"4,keyasint,omitzero"`  // how often in a row it had nothing of what is wanted
	Missed int64       `cbor:"5,keyasint,omitzero"`  // when it last had nothing, seconds since 1970 UTC
	Since  int64       `cbor:"6,keyasint,omitzero"`  // since when this is believed: servers are put back from copies
	Full   int64       `cbor:"7,keyasint,omitzero"`  // when it last said that it has no room, seconds since 1970 UTC
}

const keptGallery = "gallery"

// How long a device waits before it asks again for a picture that the server had not: doubled each time. Changes that
// arrive end the wait, because pictures follow them.
const (
	missFirst = 10 * time.Minute
	missLast  = 6 * time.Hour
	fullWait  = 24 * time.Hour      // what had no room goes up again after that
	believed  = 30 * 24 * time.Hour // what the server once had is asked about again after that
)

// pictures sends the pictures that the server lacks and fetches those that this book lacks, until neither is left or
// nothing moves any more. It is the last thing of all: no change waits for it.
func (s *session) pictures(ctx context.Context) error {
	album, is := s.book.(Album)
	if !is {
		return nil
	}
	g, _, err := recall[gallery](s.book, keptGallery)
	if err != nil {
		return err
	}
	age := s.now().Sub(time.Unix(g.Since, 0))
	if g.Server != s.server.Log || age > believed || age < 0 {
		g = gallery{Server: s.server.Log, Since: s.now().Unix()}
	}
	for {
		views, err := album.Pictures(ctx)
		if err != nil {
			return err
		}
		ask, err := s.askPictures(ctx, album, &g, views)
		if err != nil || len(ask.Have)+len(ask.Want)+len(ask.Parts) == 0 {
			return err
		}
		moved, err := s.roundPictures(ctx, album, &g, ask)
		if errors.Is(err, errNoPath) {
			return nil // a server of before there were pictures: they wait for its update
		}
		if err = errors.Join(err, keep(s.book, keptGallery, g)); err != nil || !moved {
			return err
		}
	}
}

// askPictures makes the next request: of the pictures here, those that the server is not known to have are named, and
// ranges sent of those it said it lacks.
func (s *session) askPictures(
	ctx context.Context, album Album, g *gallery, views []coop.PictureView,
) (*wire.PictureRequest, error) {
	ask := &wire.PictureRequest{Cooperative: s.cooperative, Device: s.log, Room: s.room}
	if _, err := rand.Read(ask.Nonce[:]); err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	there := make(map[coop.Hash]bool, len(g.There))
	for _, sum := range g.There {
		there[sum] = true
	}
	left, full := s.room, s.isFull(g)
	for _, v := range views {
		if v.Held < v.Size {
			if len(ask.Want) < wire.MaxPictures && s.mayWant(g) && !s.bent[v.Sum] {
				ask.Want = append(ask.Want, wire.Kept{Sum: v.Sum, Bytes: int(v.Held)})
			}
			continue
		}
		if there[v.Sum] {
			continue
		}
		i := slices.IndexFunc(g.Parts, func(k kept) bool { return k.Sum == v.Sum })
		switch {
		case i < 0 && len(ask.Have) < wire.MaxPictures:
			ask.Have = append(ask.Have, wire.Kept{Sum: v.Sum, Bytes: int(v.Size)})
		case i >= 0 && full:
			s.total.PicturesFull = true
		case i >= 0 && left > 0:
			box, err := album.PictureBytes(ctx, v.Sum)
			if err != nil {
				continue // damaged on this disk: the book asks for it again, and the others go meanwhile
			}
			left -= addRanges(ask, box, g.Parts[i].Bytes, left)
		}
	}
	return ask, nil
}

// addRanges adds ranges of a picture behind what the server keeps of it, up to left bytes, and gives how many.
func addRanges(ask *wire.PictureRequest, box []byte, from, left int) (used int) {
	for used < left && len(ask.Parts) < wire.MaxPictures/2 {
		part, more := wire.NextPart(box, from+used)
		if !more {
			break
		}
		part.Bytes = part.Bytes[:min(len(part.Bytes), left-used)]
		ask.Parts = append(ask.Parts, part)
		used += len(part.Bytes)
	}
	return used
}

// mayWant says whether it is time to ask again for what the server had not.
func (s *session) mayWant(g *gallery) bool {
	if g.Misses == 0 || s.total.ChangesDown > 0 {
		return true
	}
	wait := min(missLast, missFirst<<min(g.Misses-1, 10))
	since := s.now().Sub(time.Unix(g.Missed, 0))
	return since >= wait || since < 0
}

// isFull says whether the server said not long ago that it has no room for more pictures of this cooperative.
func (s *session) isFull(g *gallery) bool {
	since := s.now().Sub(time.Unix(g.Full, 0))
	return since >= 0 && since < fullWait
}

// roundPictures does one request and takes its answer in. It says whether anything moved.
func (s *session) roundPictures(
	ctx context.Context, album Album, g *gallery, ask *wire.PictureRequest,
) (moved bool, err error) {
	data := ask.Encode(s.key)
	s.total.Requests++
	body, err := s.line.post(ctx, "picture", data)
	if s.pace(err) != nil {
		return false, err
	}
	answer, err := wire.DecodePictureResponse(body, s.key, ask)
	if err != nil {
		return false, fmt.Errorf("%w: %w", ErrNotTheServer, err)
	}
	moved = s.noteHeld(g, ask, answer.Kept)
	came, err := s.takeRanges(ctx, album, g, answer.Parts)
	if err != nil {
		return moved, err
	}
	if moved = moved || came; came {
		g.Misses = 0
	} else if len(ask.Want) > 0 {
		g.Misses, g.Missed = g.Misses+1, s.now().Unix()
	}
	switch answer.Code {
	case wire.CodeOK:
	case wire.CodeTooLarge: // no room left there for this cooperative: what is here stays here
		s.total.PicturesFull, g.Full = true, s.now().Unix()
		return came, nil
	default:
		return moved, &Refused{Code: answer.Code, Proven: true}
	}
	return moved, nil
}

// takeRanges takes ranges of pictures in and says whether more of one is here than before. A picture that is wrong once
// it has arrived is not asked for again in this session: it would be fetched for ever.
func (s *session) takeRanges(ctx context.Context, album Album, g *gallery, parts []wire.Part) (came bool, err error) {
	for _, part := range parts {
		held, err := album.TakePicture(ctx, part.Sum, int64(part.Offset), part.Bytes)
		switch {
		case err != nil:
			return came, err
		case held == int64(part.Size):
			s.total.PicturesDown++
			g.There = append(g.There, part.Sum)
			came = true
		case held > int64(part.Offset):
			came = true
		default:
			if s.bent == nil {
				s.bent = map[coop.Hash]bool{}
			}
			s.bent[part.Sum] = true
		}
	}
	return came, nil
}

// noteHeld remembers how much the server has of the pictures that were named or sent.
func (s *session) noteHeld(g *gallery, ask *wire.PictureRequest, held []wire.Kept) (moved bool) {
	sizes := map[coop.Hash]int{}
	for _, k := range ask.Have {
		sizes[k.Sum] = k.Bytes
	}
	for _, p := range ask.Parts {
		sizes[p.Sum] = p.Size
	}
	for _, k := range held {
		i := slices.IndexFunc(g.Parts, func(p kept) bool { return p.Sum == k.Sum })
		before := -1
		if i >= 0 {
			before = g.Parts[i].Bytes
			g.Parts = slices.Delete(g.Parts, i, i+1)
		}
		if size, asked := sizes[k.Sum]; asked && k.Bytes == size {
			if before >= 0 {
				s.total.PicturesUp++
			}
			g.There = append(g.There, k.Sum)
			moved = true
			continue
		}
		if !slices.Contains(g.There, k.Sum) {
			g.Parts = append(g.Parts, kept{Sum: k.Sum, Bytes: k.Bytes})
		}
		moved = moved || k.Bytes > before
	}
	return moved
}

// addPictures puts the pictures that the server is not known to have into a file, the latest first, as many as it may
// carry.
func (c *Client) addPictures(ctx context.Context, f *wire.File, out *Written) error {
	album, is := c.book.(Album)
	if !is {
		return nil
	}
	views, err := album.Pictures(ctx)
	if err != nil {
		return err
	}
	g, _, err := recall[gallery](c.book, keptGallery)
	if err != nil {
		return err
	}
	left := int64(wire.MaxFilePictures)
	for _, v := range views {
		if v.Held < v.Size || slices.Contains(g.There, v.Sum) {
			continue
		}
		box, err := album.PictureBytes(ctx, v.Sum)
		if err != nil {
			continue // damaged on this disk: it will be asked for
		}
		if left < v.Size {
			out.Left++
			continue
		}
		left -= v.Size
		f.Pictures = append(f.Pictures, box)
		out.Pictures++
	}
	return nil
}

// takePictures takes in the pictures of a file that the log names, and says how many are whole here now.
func (c *Client) takePictures(ctx context.Context, boxes [][]byte) (whole int, err error) {
	album, is := c.book.(Album)
	if !is {
		return 0, nil
	}
	for _, box := range boxes {
		held, err := album.TakePicture(ctx, sha256.Sum256(box), 0, box)
		if err != nil {
			return whole, err
		}
		if held == int64(len(box)) {
			whole++
		}
	}
	return whole, nil
}
