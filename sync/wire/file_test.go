package wire

import (
	"bytes"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"testing"

	"lumbung/store/coop"
)

func boxKey(t testing.TB, name string) *ecdh.PrivateKey {
	t.Helper()
	sum := sha256.Sum256([]byte("box " + name))
	key, err := ecdh.X25519().NewPrivateKey(sum[:])
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func testFile(t testing.TB, m *market, receivers ...string) []byte {
	t.Helper()
	p := NewPacker(m.coop, nil, nil)
	f := File{
		Cooperative: m.coop, From: m.log, Name: [8]byte{7}, Time: 29_500_000,
		Have: VectorOf([]coop.Head{{Log: m.log, Seq: int64(len(m.all)), Hash: m.prev}}),
	}
	half := m.run(1)
	half.Changes = half.Changes[:len(m.all)/2]
	for _, run := range []coop.Run{half, m.run(len(m.all)/2 + 1)} {
		pack, err := p.Pack(run)
		if err != nil {
			t.Fatal(err)
		}
		f.Packs = append(f.Packs, pack)
	}
	var keys [][32]byte
	for _, r := range receivers {
		keys = append(keys, [32]byte(boxKey(t, r).PublicKey().Bytes()))
	}
	data, err := WriteFile(keys, f, func(b []byte) []byte { return ed25519.Sign(m.key, b) })
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestFile_OnlyForItsReceivers(t *testing.T) {
	m := newMarket("A", 11)
	m.register(5)
	m.record(40)
	data := testFile(t, m, "S", "B")
	for _, who := range []string{"S", "B"} {
		f, err := ReadFile(data, boxKey(t, who))
		if err != nil {
			t.Fatalf("%s cannot read it: %v", who, err)
		}
		if !f.Proven([32]byte(m.key.Public().(ed25519.PublicKey))) || f.Proven([32]byte{1}) {
			t.Error("the writer is not proven, or anyone is")
		}
		var all []coop.Change
		u := NewUnpacker(f.Cooperative, nil)
		for _, pack := range f.Packs {
			run, err := u.Unpack(pack)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, run.Changes...)
		}
		equalRuns(t, coop.Run{Log: m.log, Changes: all}, coop.Run{Log: m.log, Changes: m.all})
	}
	if _, err := ReadFile(data, boxKey(t, "C")); !errors.Is(err, ErrNotForUs) {
		t.Errorf("a stranger reads it: %v", err)
	}
	if _, err := ReadFile([]byte("foto.jpg"), boxKey(t, "S")); !errors.Is(err, ErrNotForUs) {
		t.Errorf("another file: %v, want ErrNotForUs", err)
	}
}

// TestFile_EveryBit flips every bit of a file and cuts it everywhere.
func TestFile_EveryBit(t *testing.T) {
	m := newMarket("A", 12)
	m.register(2)
	data := testFile(t, m, "S")
	box := boxKey(t, "S")
	for i := range len(data) * 8 {
		data[i/8] ^= 1 << (i % 8)
		if _, err := ReadFile(data, box); err == nil {
			t.Fatalf("bit %d flipped and nobody noticed", i)
		}
		data[i/8] ^= 1 << (i % 8)
	}
	for n := range data {
		if _, err := ReadFile(data[:n], box); err == nil {
			t.Fatalf("cut to %d bytes and nobody noticed", n)
		}
	}
	if _, err := ReadFile(bytes.Clone(data), box); err != nil {
		t.Fatal(err)
	}
}

func FuzzDecodeFile(f *testing.F) {
	m := newMarket("A", 13)
	m.register(2)
	p := NewPacker(m.coop, nil, nil)
	pack, err := p.Pack(m.run(1))
	if err != nil {
		f.Fatal(err)
	}
	seed := File{Cooperative: m.coop, From: m.log, Packs: [][]byte{pack}}
	f.Add(append(seed.encode(), make([]byte, 64)...))
	seed.Pictures = [][]byte{[]byte("sealed"), []byte("boxes")}
	f.Add(append(seed.encode(), make([]byte, 64)...))
	f.Fuzz(func(t *testing.T, content []byte) {
		file, err := decodeFile(content)
		if err == nil && !bytes.Equal(file.encode(), content[:len(content)-64]) {
			t.Error("another form of the same file was taken")
		}
	})
}
