package wire

import (
	"bytes"
	"encoding/hex"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var makeGolden = flag.Bool("make-golden", false, "write testdata anew: only before a format is first used")

// golden compares bytes with the file of that name, which holds them as hexadecimal.
func golden(t *testing.T, name string, got []byte) []byte {
	t.Helper()
	file := filepath.Join("testdata", name+".hex")
	if *makeGolden {
		if err := os.WriteFile(file, append([]byte(hex.EncodeToString(got)), '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want, err := hex.DecodeString(string(bytes.TrimSpace(text)))
	if err != nil {
		t.Fatal(err)
	}
	return want
}

// TestGolden_Messages holds every byte of the messages to what older programs send and understand.
func TestGolden_Messages(t *testing.T) {
	ask := testRequest()
	name, key := Activation("7K2M-09QX-TB4D")
	enrol := &Enrol{Activation: name, Cooperative: testID("coop"), Packs: [][]byte{testPack("A", 1)}}
	for what, data := range map[string][]byte{
		"request": ask.Encode(testKey), "response": testResponse().Encode(testKey, ask), "enrol": enrol.Encode(key),
		"enrolled": (&Enrolled{Log: testID("S"), Box: testHash("b"), Name: "Dinas", Time: 5}).Encode(key, enrol),
		"refusal":  Refuse(CodeBusy),
	} {
		if want := golden(t, what, data); !bytes.Equal(data, want) {
			t.Errorf("%s is\n%x, not\n%x", what, data, want)
		}
	}
}

// TestGolden_Packs unpacks what older programs packed. How well a pack is squeezed may change; what comes out may not.
func TestGolden_Packs(t *testing.T) {
	m := newMarket("A", 21)
	m.register(3)
	m.record(30)
	for what, from := range map[string]int{"pack-first": 1, "pack-follows": 24} {
		history := m.all[:from-1]
		pack, err := Pack(m.coop, history, m.run(from))
		if err != nil {
			t.Fatal(err)
		}
		back, err := Unpack(m.coop, history, golden(t, what, pack))
		if err != nil {
			t.Fatal(err)
		}
		equalRuns(t, back, m.run(from))
	}
}

// TestGolden_File reads a file that an older program wrote.
func TestGolden_File(t *testing.T) {
	m := newMarket("A", 22)
	m.register(3)
	f, err := ReadFile(golden(t, "file", testFile(t, m, "S")), boxKey(t, "S"))
	if err != nil {
		t.Fatal(err)
	}
	u := NewUnpacker(f.Cooperative, nil)
	for _, pack := range f.Packs {
		if _, err := u.Unpack(pack); err != nil {
			t.Fatal(err)
		}
	}
}
