package wire

import (
	"bytes"

	"lumbung/store/coop"
)

// MaxPictures is how many pictures one message may speak of in each of its lists.
const MaxPictures = maxParts

// PictureRequest asks for one exchange of pictures, sealed as they lie in the album. It is a message of its own, so
// that the exchange of changes carries not one byte more for them; it travels when no changes wait.
type PictureRequest struct {
	Cooperative coop.ID
	Device      coop.ID
	Nonce       [8]byte // drawn anew for each request, so that no old answer fits
	Room        int     // how many bytes of pictures the asker wants back at most
	Have        []Kept  // pictures that are whole at the asker, whole sizes: which of them does the server lack?
	Want        []Kept  // pictures that the asker lacks, and how much of each is there from its beginning
	Parts       []Part  // of pictures that the server lacks

	mac []byte
}

// PictureResponse answers one request.
type PictureResponse struct {
	Code  Code
	Kept  []Kept // how much the server has of each picture of Have, then of Parts; its whole size when it is whole
	Parts []Part // of pictures that the asker lacks
}

// The directions keep a message about pictures from being taken for one about changes.
const (
	pictureUp   direction = "lumbung picture up 1"
	pictureDown direction = "lumbung picture down 1"
)

const flagWant = 1 << 6

// Encode gives the request's bytes, proven under key. The request remembers its proof for the answer.
func (m *PictureRequest) Encode(key Key) []byte {
	w := writer{}
	w.byte(version)
	w.byte(flagIf(len(m.Parts) > 0, flagParts) | flagIf(len(m.Have) > 0, flagKept) | flagIf(len(m.Want) > 0, flagWant))
	w.raw(m.Cooperative[:])
	w.raw(m.Device[:])
	w.raw(m.Nonce[:])
	w.count(m.Room)
	w.kept(m.Have)
	w.kept(m.Want)
	w.parts(m.Parts)
	m.mac = key.prove(pictureUp, nil, w.b)
	return append(w.b, m.mac...)
}

// DecodePictureRequest proves and reads a request; ClaimOf says before whose key it needs. The error is one of
// ErrProof, ErrMalformed, ErrVersion, ErrTooLarge.
func DecodePictureRequest(data []byte, key Key) (*PictureRequest, error) {
	claim, err := ClaimOf(data)
	if err != nil {
		return nil, err
	}
	message, err := key.open(pictureUp, nil, data)
	if err != nil {
		return nil, err
	}
	m := &PictureRequest{Cooperative: claim.Cooperative, Device: claim.Device}
	r := reader{b: message}
	flags := r.open(message)
	r.take(32)
	r.into(m.Nonce[:])
	m.Room = int(min(r.uint(), MaxMessage))
	m.Have = r.kept(flags)
	if flags&flagWant != 0 {
		m.Want = r.kept(flagKept)
	}
	m.Parts = r.parts(flags)
	if err := r.end(); err != nil {
		return nil, err
	}
	if !bytes.Equal(m.Encode(key), data) {
		return nil, ErrMalformed // another form of the same: nobody writes it
	}
	return m, nil
}

// Encode gives the answer's bytes to a request, proven under the same key.
func (m *PictureResponse) Encode(key Key, to *PictureRequest) []byte {
	w := writer{}
	w.byte(version)
	w.byte(flagIf(m.Code != CodeOK, flagCode) | flagIf(len(m.Parts) > 0, flagParts) | flagIf(len(m.Kept) > 0, flagKept))
	if m.Code != CodeOK {
		w.byte(byte(m.Code))
	}
	w.kept(m.Kept)
	w.parts(m.Parts)
	return append(w.b, key.prove(pictureDown, to.mac, w.b)...)
}

// DecodePictureResponse proves and reads the answer to a request that was encoded or decoded before.
func DecodePictureResponse(data []byte, key Key, to *PictureRequest) (*PictureResponse, error) {
	r := reader{b: data}
	flags := r.open(data)
	if r.err != nil {
		return nil, r.err
	}
	message, err := key.open(pictureDown, to.mac, data)
	if err != nil {
		return nil, err
	}
	r = reader{b: message}
	r.take(2)
	m := &PictureResponse{}
	if flags&flagCode != 0 {
		m.Code = Code(r.byte())
	}
	m.Kept = r.kept(flags)
	m.Parts = r.parts(flags)
	if err := r.end(); err != nil {
		return nil, err
	}
	if !bytes.Equal(m.Encode(key, to), data) {
		return nil, ErrMalformed
	}
	return m, nil
}
