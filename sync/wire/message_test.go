package wire

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"testing"

	"lumbung/store/coop"
)

func testID(name string) coop.ID {
	sum := sha256.Sum256([]byte("id " + name))
	return coop.ID(sum[:16])
}

func testHash(name string) coop.Hash { return sha256.Sum256([]byte("hash " + name)) }

func testPack(log string, body ...byte) []byte {
	w := writer{}
	h := header{log: testID(log), first: 1, count: 1, size: 100, sign: make([]byte, 64)}
	h.write(&w, 0)
	return append(w.b, body...)
}

func testSighting(log string, seq int64) coop.Sighting {
	return coop.Sighting{Log: testID(log), Seq: seq, Hash: testHash(log).Short()}
}

func testVector(s ...coop.Sighting) Vector {
	heads := make([]coop.Head, 0, len(s))
	for _, x := range s {
		h := coop.Head{Log: x.Log, Seq: x.Seq}
		copy(h.Hash[:], x.Hash[:])
		heads = append(heads, h)
	}
	return VectorOf(heads)
}

func testRequest() *Request {
	long := bytes.Repeat([]byte("a change larger than a range "), 9)
	part, _ := NextPart(long, 200)
	return &Request{
		Cooperative: testID("coop"), Device: testID("A"), Box: testHash("box"), Nonce: [8]byte{1, 2, 3},
		Have:  testVector(testSighting("A", 541), testSighting("B", 12), testSighting("B", 13)),
		Room:  4096,
		Packs: [][]byte{testPack("A", 1, 2, 3), testPack("B", 4)},
		Parts: []Part{part},
		Kept:  []Kept{{Sum: testHash("kept"), Bytes: 77}},
	}
}

func testResponse() *Response {
	return &Response{
		Code: CodeBase, Time: 1_790_000_000, More: true,
		Have:  testVector(testSighting("A", 540), testSighting("B", 12), testSighting("B", 13), testSighting("S", 2)),
		Packs: [][]byte{testPack("S", 9)},
		Kept:  []Kept{{Sum: testHash("kept"), Bytes: 78}},
	}
}

var testKey = NewKey([32]byte{1}, testID("coop"), testID("A"), testID("S"))

func TestMessages_RoundTrip(t *testing.T) {
	ask := testRequest()
	data := ask.Encode(testKey)
	got, err := DecodeRequest(data, testKey)
	if err != nil {
		t.Fatal(err)
	}
	if again := got.Encode(testKey); !bytes.Equal(again, data) || !got.Have.Equal(ask.Have) || got.Room != 4096 {
		t.Fatalf("request came back as %+v", got)
	}
	answer := testResponse()
	reply := answer.Encode(testKey, got)
	back, err := DecodeResponse(reply, testKey, ask)
	if err != nil {
		t.Fatal(err)
	}
	if !back.Have.Equal(answer.Have) || back.Code != CodeBase || !back.More || back.Time != answer.Time {
		t.Fatalf("answer came back as %+v", back)
	}
}

// TestMessages_EveryBit flips every bit of a request, an answer, an enrolment and its answer: each must be refused.
func TestMessages_EveryBit(t *testing.T) {
	ask := testRequest()
	name, key := Activation("7K2M-09QX-TB4D")
	enrol := &Enrol{Activation: name, Cooperative: testID("coop"), Packs: [][]byte{testPack("A", 1)}}
	for what, m := range map[string]struct {
		data []byte
		read func([]byte) error
	}{
		"request": {ask.Encode(testKey), func(b []byte) error { _, err := DecodeRequest(b, testKey); return err }},
		"answer": {testResponse().Encode(testKey, ask), func(b []byte) error {
			_, err := DecodeResponse(b, testKey, ask)
			return err
		}},
		"enrolment": {enrol.Encode(key), func(b []byte) error { _, err := DecodeEnrol(b, key); return err }},
		"enrolled": {
			(&Enrolled{Log: testID("S"), Box: testHash("b"), Name: "Dinas", Time: 5}).Encode(key, enrol),
			func(b []byte) error { _, err := DecodeEnrolled(b, key, enrol); return err },
		},
	} {
		t.Run(what, func(t *testing.T) {
			if err := m.read(m.data); err != nil {
				t.Fatal(err)
			}
			for i := range len(m.data) * 8 {
				m.data[i/8] ^= 1 << (i % 8)
				if m.read(m.data) == nil {
					t.Fatalf("bit %d flipped and nobody noticed", i)
				}
				m.data[i/8] ^= 1 << (i % 8)
			}
			for n := range m.data {
				if m.read(m.data[:n]) == nil {
					t.Fatalf("cut to %d bytes and nobody noticed", n)
				}
			}
		})
	}
}

func TestAnswer_BelongsToItsRequest(t *testing.T) {
	first, second := testRequest(), testRequest()
	second.Nonce[7]++
	first.Encode(testKey)
	second.Encode(testKey)
	reply := testResponse().Encode(testKey, first)
	if _, err := DecodeResponse(reply, testKey, second); !errors.Is(err, ErrProof) {
		t.Errorf("an old answer was taken for a new one: %v", err)
	}
	if _, err := DecodeResponse(first.Encode(testKey), testKey, first); err == nil {
		t.Error("a request was taken for an answer")
	}
	other := NewKey([32]byte{1}, testID("coop"), testID("B"), testID("S"))
	if _, err := DecodeRequest(first.Encode(testKey), other); !errors.Is(err, ErrProof) {
		t.Errorf("another device's key opened it: %v", err)
	}
}

func TestActivation_AsTyped(t *testing.T) {
	a, k := Activation("7K2M-09QX-TB4D")
	b, l := Activation(" 7k2m o9qx-tb4d")
	if a != b || k != l {
		t.Error("the same code typed in another way is another code")
	}
	if c, _ := Activation("7K2M-09QX-TB4E"); c == a {
		t.Error("two codes have one name")
	}
}

func TestRequest_RefusesTooMuch(t *testing.T) {
	m := testRequest()
	m.Packs = nil
	for range 3 {
		w := writer{}
		h := header{log: testID("A"), first: 1, count: 1, size: 400 << 10}
		h.write(&w, 0)
		m.Packs = append(m.Packs, w.b)
	}
	if _, err := DecodeRequest(m.Encode(testKey), testKey); !errors.Is(err, ErrTooLarge) {
		t.Errorf("got %v, want ErrTooLarge", err)
	}
	if _, err := DecodeRequest(make([]byte, MaxMessage+1), testKey); !errors.Is(err, ErrTooLarge) {
		t.Errorf("got %v, want ErrTooLarge", err)
	}
}

func TestPart_Joins(t *testing.T) {
	pack := bytes.Repeat([]byte("0123456789abcdef"), 5000)
	var kept []byte
	whole := false
	for rounds := 0; !whole; rounds++ {
		part, more := NextPart(pack, len(kept))
		if !more || rounds > 10 {
			t.Fatal("does not end")
		}
		if gap := (Part{Sum: part.Sum, Size: part.Size, Offset: len(kept) + 1, Bytes: part.Bytes[1:]}); !whole {
			if now, done := gap.Join(kept); done || len(now) != len(kept) {
				t.Fatal("a range behind a gap was taken")
			}
		}
		kept, whole = part.Join(kept)
		if again, done := part.Join(kept); done || len(again) != len(kept) {
			t.Fatal("the same range twice changed something")
		}
	}
	if !bytes.Equal(kept, pack) {
		t.Error("joined to something else")
	}
	last, _ := NextPart(pack, len(pack)-10)
	bad := bytes.Clone(pack[:len(pack)-10])
	bad[0] ^= 1
	if now, done := last.Join(bad); done || now != nil {
		t.Error("a whole pack with a wrong sum was kept")
	}
}

func FuzzDecodeRequest(f *testing.F) {
	data := testRequest().Encode(testKey)
	f.Add(data[:len(data)-macBytes])
	f.Fuzz(func(t *testing.T, message []byte) {
		data := append(message[:len(message):len(message)], testKey.prove(up, nil, message)...)
		m, err := DecodeRequest(data, testKey)
		if err == nil && !bytes.Equal(m.Encode(testKey), data) {
			t.Error("another form of the same request was taken")
		}
	})
}

func FuzzDecodeResponse(f *testing.F) {
	ask := testRequest()
	ask.Encode(testKey)
	data := testResponse().Encode(testKey, ask)
	f.Add(data[:len(data)-macBytes])
	f.Fuzz(func(t *testing.T, message []byte) {
		data := append(message[:len(message):len(message)], testKey.prove(down, ask.mac, message)...)
		m, err := DecodeResponse(data, testKey, ask)
		if err == nil && !bytes.Equal(m.Encode(testKey, ask), data) {
			t.Error("another form of the same answer was taken")
		}
	})
}

func FuzzDecodeEnrol(f *testing.F) {
	name, key := Activation("7K2M-09QX-TB4D")
	seed := &Enrol{Activation: name, Cooperative: testID("coop"), Packs: [][]byte{testPack("A", 1)}}
	data := seed.Encode(key)
	f.Add(data[:len(data)-macBytes])
	f.Fuzz(func(t *testing.T, message []byte) {
		if len(message) < 17 {
			return
		}
		data := append(message[:len(message):len(message)], key.prove(up, message[1:17], message)...)
		m, err := DecodeEnrol(data, key)
		if err == nil && !bytes.Equal(m.Encode(key), data) {
			t.Error("another form of the same enrolment was taken")
		}
	})
}

func FuzzDecodeEnrolled(f *testing.F) {
	name, key := Activation("7K2M-09QX-TB4D")
	ask := &Enrol{Activation: name, Cooperative: testID("coop")}
	ask.Encode(key)
	data := (&Enrolled{Log: testID("S"), Name: "Dinas", Time: 5}).Encode(key, ask)
	f.Add(data[:len(data)-macBytes])
	f.Fuzz(func(t *testing.T, message []byte) {
		data := append(message[:len(message):len(message)], key.prove(down, ask.mac, message)...)
		m, err := DecodeEnrolled(data, key, ask)
		if err == nil && !bytes.Equal(m.Encode(key, ask), data) {
			t.Error("another form of the same answer was taken")
		}
	})
}
