package server

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"lumbung/store/coop"
	"lumbung/sync/wire"
)

// file writes everything unsent of a device into a file for the server and for itself.
func (v *village) file(t testing.TB, on string, s Enrolled) []byte {
	t.Helper()
	d := v.devices[on]
	f := wire.File{Cooperative: v.coop, From: d.log, Name: [8]byte{1, 2, 3}, Have: wire.VectorOf(d.fold.Heads())}
	if len(d.unsent) > 0 {
		pack, err := wire.NewPacker(v.coop, nil, nil).Pack(v.run(on))
		if err != nil {
			t.Fatal(err)
		}
		f.Packs = [][]byte{pack}
	}
	to := [][32]byte{s.Box, [32]byte(d.box.PublicKey().Bytes())}
	data, err := wire.WriteFile(to, f, func(m []byte) []byte { return ed25519.Sign(d.sign, m) })
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// readReceipt takes in a receipt file on a device.
func (v *village) readReceipt(t testing.TB, on string, s Enrolled, data []byte) *wire.File {
	t.Helper()
	d := v.devices[on]
	f, err := wire.ReadFile(data, d.box)
	if err != nil || !f.Proven(s.Sign) {
		t.Fatal("receipt:", err)
	}
	unpacker := wire.NewUnpacker(v.coop, nil)
	for _, pack := range f.Packs {
		run, err := unpacker.Unpack(pack)
		if err != nil {
			t.Fatal(err)
		}
		if in := d.fold.Receive(run); in.Damaged {
			t.Fatal(in)
		}
	}
	return f
}

// TestReadFile carries a month by stick and the receipt back.
func TestReadFile(t *testing.T) {
	onEach(t, func(t *testing.T, p place) {
		ctx, s := context.Background(), p.open(t)
		enrolled(t, s, "KDMP Lain")
		v, e := enrolled(t, s, "KDMP Stik")
		member := v.member(t, "A", "Ani")
		v.due(t, "A", member, 20260105)
		data := v.file(t, "A", e)
		read, err := s.ReadFile(ctx, "61", data)
		if err != nil || read.Cooperative != v.coop || read.Intake.Applied != 3 {
			t.Fatal(read, err)
		}
		receipt := v.readReceipt(t, "A", e, read.Receipt)
		a := v.devices["A"]
		held := coop.Sighting{Log: a.log, Seq: a.head.Seq, Hash: a.head.Hash.Short()}
		if receipt.Answers != [8]byte{1, 2, 3} || !receipt.Have.Holds(held) {
			t.Fatal("the receipt does not say what arrived")
		}
		row := coop.ReceiptRow{Server: e.Log, Log: a.log}
		if !a.state.Get(&row) || row.Hash != a.head.Hash {
			t.Fatal("the receipt is not in the book")
		}
		want := dump(a.state)
		if serverDump(t, s, v.coop) != want {
			t.Fatal("tables differ")
		}
		t.Run("again_changes_nothing", func(t *testing.T) {
			again, err := s.ReadFile(ctx, "61", data)
			if err != nil || again.Intake.Applied != 0 || serverDump(t, s, v.coop) != want {
				t.Fatal(again, err)
			}
		})
		t.Run("any_flipped_bit_is_refused", func(t *testing.T) {
			v.due(t, "A", member, 20260205)
			fresh := v.file(t, "A", e)
			for i := 0; i < len(fresh); i += 1 + i%3 {
				bad := bytes.Clone(fresh)
				bad[i] ^= 1 << (i % 8)
				var wrong coop.Problem
				if _, err := s.ReadFile(ctx, "61", bad); !errors.As(err, &wrong) {
					t.Fatalf("byte %d: %v", i, err)
				}
			}
			if serverDump(t, s, v.coop) != want {
				t.Fatal("something was stored")
			}
		})
		t.Run("another_region_cannot_read_it", func(t *testing.T) {
			if _, err := s.ReadFile(ctx, "62", data); err == nil {
				t.Fatal("read")
			}
		})
	})
}

// TestFilePage uploads a file as an officer and takes the receipt along.
func TestFilePage(t *testing.T) {
	onEach(t, func(t *testing.T, p place) {
		s, address := p.serve(t)
		v, e := enrolledBy(t, s, address, "KDMP Stik")
		v.due(t, "A", v.member(t, "A", "Ani"), 20260105)
		c, err := s.AddOfficer(context.Background(), "Bu Rini", "6112")
		if err != nil {
			t.Fatal(err)
		}
		b := newBrowser(t, address)
		b.login(t, s, "Bu Rini", c)
		_, page := b.get(t, "/file")
		token := regexp.MustCompile(`name="form" value="([^"]+)"`).FindStringSubmatch(page)
		upload := func(token string, data []byte) (int, string) {
			var body bytes.Buffer
			form := multipart.NewWriter(&body)
			form.WriteField("form", token)                  //nolint:errcheck // into memory
			part, _ := form.CreateFormFile("file", "x.bin") //nolint:errcheck // into memory
			part.Write(data)                                //nolint:errcheck // into memory
			form.Close()                                    //nolint:errcheck // into memory
			response, err := b.client.Post(address+"/file", form.FormDataContentType(), &body)
			if err != nil {
				t.Fatal(err)
			}
			return read(t, response)
		}
		if status, _ := upload("x", nil); status != http.StatusForbidden {
			t.Error("a form of another site:", status)
		}
		if status, page := upload(token[1], []byte("no file of ours")); status != http.StatusBadRequest {
			t.Error(status, page)
		}
		status, page := upload(token[1], v.file(t, "A", e))
		contains(t, page, "KDMP Stik", "sudah dibaca")
		link := regexp.MustCompile(`/coop/[^"]+/receipt/[^"]+`).FindString(page)
		if status != http.StatusOK || link == "" {
			t.Fatal(status, page)
		}
		_, receipt := b.get(t, link)
		v.readReceipt(t, "A", e, []byte(receipt))
		if _, page := b.get(t, "/district"); !strings.Contains(page, "lewat berkas") {
			t.Error("the list does not say how it was heard")
		}
	})
}
