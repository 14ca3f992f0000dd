package wire

import (
	"bytes"
	"errors"
	"reflect"
	"testing"
)

func testPictureRequest() *PictureRequest {
	part, _ := NextPart(bytes.Repeat([]byte("sealed "), 30), 7)
	return &PictureRequest{
		Cooperative: testID("coop"), Device: testID("A"), Nonce: [8]byte{4, 5, 6}, Room: 65536,
		Have:  []Kept{{Sum: testHash("one"), Bytes: 59_000}, {Sum: testHash("two"), Bytes: 300}},
		Want:  []Kept{{Sum: testHash("three")}},
		Parts: []Part{part},
	}
}

func testPictureResponse() *PictureResponse {
	part, _ := NextPart(bytes.Repeat([]byte("boxes "), 20), 0)
	return &PictureResponse{
		Code: CodeTooLarge, Kept: []Kept{{Sum: testHash("one"), Bytes: 32768}}, Parts: []Part{part},
	}
}

// TestPictures_RoundTrip: what is read is what was written, a bit that fell over is noticed, and a message about
// changes is never taken for one about pictures.
func TestPictures_RoundTrip(t *testing.T) {
	ask := testPictureRequest()
	data := ask.Encode(testKey)
	got, err := DecodePictureRequest(data, testKey)
	if err != nil || !reflect.DeepEqual(got, ask) {
		t.Fatalf("%v: the request came back as %+v", err, got)
	}
	answer := testPictureResponse()
	reply := answer.Encode(testKey, ask)
	back, err := DecodePictureResponse(reply, testKey, ask)
	if err != nil || !reflect.DeepEqual(back, answer) {
		t.Fatalf("%v: the answer came back as %+v", err, back)
	}
	for i := range data {
		bent := bytes.Clone(data)
		bent[i] ^= 16
		if _, err := DecodePictureRequest(bent, testKey); err == nil {
			t.Errorf("byte %d of a request fell over unnoticed", i)
		}
	}
	for i := range reply {
		bent := bytes.Clone(reply)
		bent[i] ^= 1
		if _, err := DecodePictureResponse(bent, testKey, ask); err == nil {
			t.Errorf("byte %d of an answer fell over unnoticed", i)
		}
	}
	if _, err := DecodePictureRequest(testRequest().Encode(testKey), testKey); !errors.Is(err, ErrProof) {
		t.Errorf("a request for changes is taken for one for pictures: %v", err)
	}
	other := testPictureRequest()
	other.Nonce[0]++
	other.Encode(testKey)
	if _, err := DecodePictureResponse(reply, testKey, other); !errors.Is(err, ErrProof) {
		t.Errorf("the answer to another request fits: %v", err)
	}
}

// TestPictures_bounds: what is beyond the bounds of a message is refused, though somebody proved it.
func TestPictures_bounds(t *testing.T) {
	many := testPictureRequest()
	many.Want = make([]Kept, MaxPictures+1)
	if _, err := DecodePictureRequest(many.Encode(testKey), testKey); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too many wanted: %v", err)
	}
	odd := testPictureRequest()
	odd.Parts[0].Size = odd.Parts[0].Offset
	if _, err := DecodePictureRequest(odd.Encode(testKey), testKey); !errors.Is(err, ErrMalformed) {
		t.Errorf("a range beyond its end: %v", err)
	}
}

// TestGolden_Pictures holds every byte of these messages too.
func TestGolden_Pictures(t *testing.T) {
	ask := testPictureRequest()
	for what, data := range map[string][]byte{
		"picture-request": ask.Encode(testKey), "picture-response": testPictureResponse().Encode(testKey, ask),
	} {
		if want := golden(t, what, data); !bytes.Equal(data, want) {
			t.Errorf("%s is\n%x, not\n%x", what, data, want)
		}
	}
}

func FuzzDecodePictures(f *testing.F) {
	ask := testPictureRequest()
	data := ask.Encode(testKey)
	f.Add(data[:len(data)-macBytes])
	reply := testPictureResponse().Encode(testKey, ask)
	f.Add(reply[:len(reply)-macBytes])
	f.Fuzz(func(t *testing.T, body []byte) {
		up := append(bytes.Clone(body), testKey.prove(pictureUp, nil, body)...)
		if m, err := DecodePictureRequest(up, testKey); err == nil && !bytes.Equal(m.Encode(testKey), up) {
			t.Fatalf("%x is read, but written otherwise", body)
		}
		down := append(bytes.Clone(body), testKey.prove(pictureDown, ask.mac, body)...)
		m, err := DecodePictureResponse(down, testKey, ask)
		if err == nil && !bytes.Equal(m.Encode(testKey, ask), down) {
			t.Fatalf("%x is read, but written otherwise", body)
		}
	})
}
