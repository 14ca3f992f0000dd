package server

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"lumbung/store/coop"
	"lumbung/sync/wire"
)

// Pictures of evidence lie here as they came: sealed with a key that this server has not. It takes only those that the
// cooperative's log names, of the size that it names, and proves each by its sum.

// pictureQuota bounds what is kept of one cooperative, in bytes: a picture a day for ten years.
const pictureQuota = 256 << 20

// pictures answers one request about pictures.
func (s *Server) pictures(ctx context.Context, data []byte) ([]byte, error) {
	claim, key, request, err := proven(ctx, s, data, wire.DecodePictureRequest)
	if err != nil {
		return nil, err
	}
	var answer *wire.PictureResponse
	err = s.change(ctx, claim.Cooperative, func(b *book) error {
		answer = &wire.PictureResponse{}
		switch _, known := b.logOf(claim.Device); {
		case !known:
			answer.Code = wire.CodeUnknownDevice
		case b.ended(claim.Device):
			answer.Code = wire.CodeRevoked
		default:
			return b.exchangePictures(request, answer)
		}
		return b.below.err
	})
	if err != nil {
		return nil, err
	}
	return answer.Encode(key, request), nil
}

func (b *book) exchangePictures(request *wire.PictureRequest, answer *wire.PictureResponse) error {
	for _, offer := range request.Have {
		held, err := b.heldOf(offer.Sum)
		if err != nil {
			return err
		}
		answer.Kept = append(answer.Kept, wire.Kept{Sum: offer.Sum, Bytes: held})
	}
	for _, part := range request.Parts {
		held, err := b.takePicture(part)
		if errors.Is(err, wire.ErrTooLarge) {
			answer.Code, err = wire.CodeTooLarge, nil
		}
		if err != nil {
			return err
		}
		answer.Kept = append(answer.Kept, wire.Kept{Sum: part.Sum, Bytes: held})
	}
	if len(request.Parts) > 0 {
		if err := b.forget(); err != nil {
			return err
		}
	}
	return b.givePictures(request, answer)
}

// heldOf says how much of a picture is here from its beginning.
func (b *book) heldOf(sum coop.Hash) (int, error) {
	var size int
	err := b.tx.QueryRowContext(b.tx.ctx, `SELECT size FROM picture WHERE coop_id = $1 AND sum = $2`, b.id, sum[:]).
		Scan(&size)
	if errors.Is(err, sql.ErrNoRows) {
		kept, err := b.keptOf(sum)
		return len(kept), err
	}
	if err != nil {
		return 0, fmt.Errorf("find a picture: %w", err)
	}
	return size, nil
}

// takePicture takes a range in and says how much of its picture is here now. What the log does not name, or not with
// that size, is not taken; ErrTooLarge where the cooperative has no room left.
func (b *book) takePicture(part wire.Part) (int, error) {
	named, err := b.named(part.Sum, part.Size)
	if err != nil || !named {
		return 0, err
	}
	held, err := b.heldOf(part.Sum)
	if err != nil || held == part.Size {
		return held, err
	}
	if err := b.room(part.Size); err != nil {
		return held, err
	}
	kept, err := b.keptOf(part.Sum)
	if err != nil {
		return 0, err
	}
	now, whole := part.Join(kept)
	if !whole {
		return len(now), b.keep(part.Sum, now)
	}
	return part.Size, errors.Join(b.keepPicture(part.Sum, now), b.keep(part.Sum, nil))
}

// takePictures takes in the pictures of a file that the log names and that there is room for.
func (b *book) takePictures(boxes [][]byte) error {
	if len(boxes) == 0 {
		return nil
	}
	if err := b.settle(); err != nil { // what the file's changes name must be in the tables
		return err
	}
	for _, box := range boxes {
		part := wire.Part{Sum: sha256.Sum256(box), Size: len(box), Bytes: box}
		if _, err := b.takePicture(part); err != nil && !errors.Is(err, wire.ErrTooLarge) {
			return err
		}
	}
	return nil
}

// picturesOf lists the pictures that a run names.
func picturesOf(run coop.Run) (sums []coop.Hash) {
	for _, c := range run.Changes {
		if c.Kind != coop.KindEvidence {
			continue
		}
		if e, err := coop.DecodeBody[coop.Evidence](c.Body); err == nil && e.Size > 0 {
			sums = append(sums, e.Sum)
		}
	}
	return sums
}

// addPictures puts pictures that are here into a receipt file, the latest first, as many as it may carry: a village
// without a line gets by stick what its other laptop sent.
func (b *book) addPictures(sums []coop.Hash, answer *wire.File) error {
	left := wire.MaxFilePictures / receiptShare
	for _, sum := range slices.Backward(sums) {
		box, err := b.picture(sum)
		if err != nil {
			return err
		}
		if left -= len(box); left < 0 {
			return nil
		}
		if len(box) > 0 {
			answer.Pictures = append(answer.Pictures, box)
		}
	}
	return nil
}

// receiptShare says what part of a file's room for pictures a receipt takes: it lies in the database until it is
// fetched.
const receiptShare = 4

// named says whether the log names a picture of this sum and size. Somebody may have named it with a size that is not
// its own, by mistake or to keep it from travelling: the sum decides in the end.
func (b *book) named(sum coop.Hash, size int) (bool, error) {
	var n int
	err := b.tx.QueryRowContext(b.tx.ctx, `SELECT count(*) FROM evidence WHERE coop_id = $1 AND sum = $2 AND size = $3`,
		b.id, sum[:], int64(size)).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("find evidence: %w", err)
	}
	return n > 0, nil
}

func (b *book) room(size int) error {
	var used int64
	err := b.tx.QueryRowContext(b.tx.ctx, `SELECT coalesce(CAST(sum(size) AS BIGINT), 0) FROM picture
		WHERE coop_id = $1`, b.id).Scan(&used)
	if err != nil {
		return fmt.Errorf("measure the pictures: %w", err)
	}
	if used+int64(size) > b.server.quota {
		return fmt.Errorf("%w: the cooperative's pictures", wire.ErrTooLarge)
	}
	return nil
}

func (b *book) keepPicture(sum coop.Hash, box []byte) error {
	_, err := b.tx.ExecContext(b.tx.ctx, `INSERT INTO picture (coop_id, sum, size, kept_at, bytes)
		VALUES ($1, $2, $3, $4, $5) ON CONFLICT (coop_id, sum) DO NOTHING`,
		b.id, sum[:], int64(len(box)), b.server.micros(), box)
	if err != nil {
		return fmt.Errorf("keep a picture: %w", err)
	}
	return nil
}

// picture reads a whole picture; nothing where it is not here. What the disk altered is forgotten, so that it can come
// again: no device would take it.
func (b *book) picture(sum coop.Hash) ([]byte, error) {
	var box []byte
	err := b.tx.QueryRowContext(b.tx.ctx, `SELECT bytes FROM picture WHERE coop_id = $1 AND sum = $2`, b.id, sum[:]).
		Scan(&box)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("read a picture: %w", err)
	}
	if len(box) == 0 || sha256.Sum256(box) == sum {
		return box, nil
	}
	_, err = b.tx.ExecContext(b.tx.ctx, `DELETE FROM picture WHERE coop_id = $1 AND sum = $2`, b.id, sum[:])
	if err != nil {
		return nil, fmt.Errorf("forget a picture: %w", err)
	}
	return nil, nil
}

// givePictures fills the answer with ranges of what the asker wants, as much as it has room for.
func (b *book) givePictures(request *wire.PictureRequest, answer *wire.PictureResponse) error {
	left := min(request.Room, wire.MaxMessage-answerOverhead)
	for _, want := range request.Want {
		if left <= 0 {
			return nil
		}
		box, err := b.picture(want.Sum)
		if err != nil {
			return err
		}
		for kept := want.Bytes; left > 0 && len(answer.Parts) < wire.MaxPictures; {
			part, more := wire.NextPart(box, kept)
			if !more {
				break
			}
			part.Bytes = part.Bytes[:min(len(part.Bytes), left)]
			answer.Parts = append(answer.Parts, part)
			kept += len(part.Bytes)
			left -= len(part.Bytes)
		}
	}
	return nil
}
