package server

import (
	"bytes"
	"context"
	"crypto/ecdh"
	"crypto/ed25519"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"lumbung/store/coop"
	"lumbung/sync/wire"
)

// post sends bytes as a device does and gives status and answer.
func post(t testing.TB, url string, data []byte) (int, []byte) {
	t.Helper()
	response, err := http.Post(url, "", bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close() //nolint:errcheck // read to its end
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, answer
}

// server is what a device knows of a server.
type server struct {
	url string
	Enrolled
}

func (d *device) key(t testing.TB, id coop.ID, s Enrolled) wire.Key {
	t.Helper()
	public, err := ecdh.X25519().NewPublicKey(s.Box[:])
	if err != nil {
		t.Fatal(err)
	}
	shared, err := d.box.ECDH(public)
	if err != nil {
		t.Fatal(err)
	}
	return wire.NewKey([32]byte(shared), id, d.log, s.Log)
}

// tail reads the end of a log of the device.
func (d *device) tail(upTo coop.Sighting, n int) ([]coop.Change, error) {
	var changes []coop.Change
	d.state.Scan(&coop.ChangeRow{Log: upTo.Log}, 1, func(r coop.Record) bool {
		row := r.(*coop.ChangeRow)
		c, err := coop.DecodeChange(row.Bytes)
		if err != nil {
			panic(err)
		}
		c.Prev = row.Prev
		if row.Seq <= upTo.Seq && row.Seq > upTo.Seq-int64(n) {
			changes = append(changes, c)
		}
		return true
	})
	return changes, nil
}

// request makes the device's next request: all it has not sent yet.
func (v *village) request(t testing.TB, on string, s server, first bool) *wire.Request {
	t.Helper()
	d := v.devices[on]
	r := &wire.Request{Cooperative: v.coop, Device: d.log, Have: wire.VectorOf(d.fold.Heads())}
	if first {
		r.Box = [32]byte(d.box.PublicKey().Bytes())
	}
	for sum, bytes := range d.kept {
		r.Kept = append(r.Kept, wire.Kept{Sum: sum, Bytes: len(bytes)})
	}
	if len(d.unsent) > 0 {
		run := coop.Run{
			Log: d.log, Changes: d.unsent, Sign: ed25519.Sign(d.sign, coop.HeadBytes(v.coop, d.head)),
		}
		pack, err := wire.NewPacker(v.coop, nil, nil).Pack(run)
		if err != nil {
			t.Fatal(err)
		}
		if len(pack) <= wire.PartBytes {
			r.Packs = append(r.Packs, pack)
		}
		for kept := 0; len(pack) > wire.PartBytes; {
			part, more := wire.NextPart(pack, kept)
			if !more {
				break
			}
			r.Parts = append(r.Parts, part)
			kept += len(part.Bytes)
		}
	}
	return r
}

// exchange does one exchange as a device: sends, checks the answer and takes in what came down.
func (v *village) exchange(t testing.TB, on string, s server, first bool) *wire.Response {
	t.Helper()
	d := v.devices[on]
	key, r := d.key(t, v.coop, s.Enrolled), v.request(t, on, s, first)
	status, data := post(t, s.url+"/exchange", r.Encode(key))
	if status != http.StatusOK {
		code, _ := wire.Refusal(data)
		t.Fatalf("status %d, %v", status, code)
	}
	answer, err := wire.DecodeResponse(data, key, r)
	if err != nil {
		t.Fatal(err)
	}
	if answer.Code != wire.CodeOK {
		return answer
	}
	d.unsent = nil
	unpacker := wire.NewUnpacker(v.coop, d.tail)
	packs := answer.Packs
	for _, part := range answer.Parts {
		now, whole := part.Join(d.kept[part.Sum])
		if d.kept[part.Sum] = now; whole {
			packs = append(packs, now)
			delete(d.kept, part.Sum)
		}
	}
	for _, pack := range packs {
		run, err := unpacker.Unpack(pack)
		if err != nil {
			t.Fatal(err)
		}
		if in := d.fold.Receive(run); in.Damaged || in.Aside > 0 {
			t.Fatal(in)
		}
	}
	return answer
}

// serve opens a server behind a real HTTP listener.
func (p place) serve(t testing.TB) (*Server, string) {
	t.Helper()
	s := p.open(t)
	listener := httptest.NewServer(s.Handler())
	t.Cleanup(listener.Close)
	return s, listener.URL
}

// join invites device B on A, exchanges, and lets B introduce itself.
func (v *village) join(t testing.TB, s server) *device {
	t.Helper()
	invite := ed25519.NewKeyFromSeed(seed("invite " + v.name))
	v.record(t, "A", "Siti", coop.KindInvite, coop.Invite{Key: public(invite), Letters: "AA"})
	v.exchange(t, "A", s, false)
	b := v.device("B")
	for row := range rowsOf(v.devices["A"].state) { // the invite file carries what A holds
		c, err := coop.DecodeChange(row.Bytes)
		if err != nil {
			t.Fatal(err)
		}
		c.Prev = row.Prev
		b.fold.Apply(c)
	}
	intro := coop.Device{
		Log: b.log, Letters: "AA", Sign: public(b.sign), Box: [32]byte(b.box.PublicKey().Bytes()),
		Invite: public(invite),
	}
	intro.Proof = ed25519.Sign(invite, coop.JoinBytes(v.coop, intro))
	v.record(t, "B", "", coop.KindDevice, intro)
	return b
}

// rowsOf gives the changes of a state by lamport.
func rowsOf(m *coop.Map) func(yield func(coop.ChangeRow) bool) {
	return func(yield func(coop.ChangeRow) bool) {
		for lamport := int64(1); ; lamport++ {
			found := false
			m.Scan(&coop.ChangeRow{}, 0, func(r coop.Record) bool {
				row := *r.(*coop.ChangeRow)
				found = found || row.Lamport >= lamport
				return row.Lamport != lamport || yield(row)
			})
			if !found {
				return
			}
		}
	}
}

// TestExchange follows a village: enrolment over the line, both devices, a finding down, an answer up.
func TestExchange(t *testing.T) {
	onEach(t, func(t *testing.T, p place) {
		s, url := p.serve(t)
		v, e := enrolledBy(t, s, url, "KDMP Empat")
		at := server{url, e}
		v.exchange(t, "A", at, false) // introduces the server, is certified
		v.exchange(t, "A", at, false)
		a := v.devices["A"]
		if a.state.Len(coop.TableOf(&coop.EnrolRow{})) != 1 {
			t.Fatal("no certificate came down")
		}
		member := v.member(t, "A", "Ani")
		v.due(t, "A", member, 20260105)
		b := v.join(t, at)
		v.due(t, "B", member, 20260205)
		if got := v.exchange(t, "B", at, true); got.Code != wire.CodeOK {
			t.Fatal(got.Code)
		}
		asked := coop.Finding{Text: "Mana buktinya?"}
		if err := s.WriteFinding(context.Background(), v.coop, "Pak Dinas", asked); err != nil {
			t.Fatal(err)
		}
		v.exchange(t, "A", at, false)
		var finding coop.FindingRow
		a.state.Scan(&coop.FindingRow{}, 0, func(r coop.Record) bool { finding = *r.(*coop.FindingRow); return false })
		if finding.By != "Pak Dinas" || finding.Text != "Mana buktinya?" {
			t.Fatal(finding)
		}
		v.record(t, "A", "Siti", coop.KindAnswer, coop.Answer{Finding: finding.Finding, Text: "Ada di map biru."})
		v.exchange(t, "A", at, false)
		v.exchange(t, "B", at, false)
		want := dump(a.state)
		if serverDump(t, s, v.coop) != want || dump(b.state) != want {
			t.Fatal("the three do not hold the same")
		}
	})
}

// enrolledBy founds a cooperative, enrols it over the line and lets it introduce the server.
func enrolledBy(t testing.TB, s *Server, url, name string) (*village, Enrolled) {
	t.Helper()
	code, err := s.ActivationCode(context.Background(), name, "6112032001")
	if err != nil {
		t.Fatal(err)
	}
	v := newVillage(t, name)
	label, key := wire.Activation(code)
	pack, err := wire.Pack(v.coop, nil, v.run("A"))
	if err != nil {
		t.Fatal(err)
	}
	request := &wire.Enrol{Activation: label, Cooperative: v.coop, Packs: [][]byte{pack}}
	var first *wire.Enrolled
	for range 2 { // the first answer is lost
		status, data := post(t, url+"/enrol", request.Encode(key))
		answer, err := wire.DecodeEnrolled(data, key, request)
		if status != http.StatusOK || err != nil || answer.Code != wire.CodeOK {
			t.Fatal(status, answer, err)
		}
		if first != nil && answer.Log != first.Log {
			t.Fatal("another log the second time")
		}
		first = answer
	}
	e := Enrolled{Log: first.Log, Sign: first.Sign, Box: first.Box}
	v.record(t, "A", "Siti", coop.KindDevice, coop.Device{
		Log: e.Log, Letters: Letters, Name: first.Name, Sign: e.Sign, Box: e.Box, Server: true,
	})
	return v, e
}

// TestExchange_Refuses shows what an exchange does with what it should not believe: nothing is stored.
func TestExchange_Refuses(t *testing.T) {
	onEach(t, func(t *testing.T, p place) {
		s, url := p.serve(t)
		v, e := enrolledBy(t, s, url, "KDMP Lima")
		at := server{url, e}
		v.exchange(t, "A", at, false)
		v.due(t, "A", v.member(t, "A", "Ani"), 20260105)
		key := v.devices["A"].key(t, v.coop, e)
		good := v.request(t, "A", at, false).Encode(key)
		before := serverDump(t, s, v.coop)
		t.Run("any_flipped_bit", func(t *testing.T) {
			for i := range len(good) {
				bad := bytes.Clone(good)
				bad[i] ^= 1 << (i % 8)
				if _, err := s.exchange(context.Background(), bad); err == nil {
					t.Fatalf("bit of byte %d was not noticed", i)
				}
			}
			if status, _ := post(t, url+"/exchange", good[:len(good)-1]); status == http.StatusOK {
				t.Fatal("a cut request was taken")
			}
			if serverDump(t, s, v.coop) != before {
				t.Fatal("something was stored")
			}
		})
		t.Run("an_unknown_device_reads_nothing", func(t *testing.T) {
			stranger := v.device("X")
			r := &wire.Request{
				Cooperative: v.coop, Device: stranger.log, Box: [32]byte(stranger.box.PublicKey().Bytes()),
			}
			strange := stranger.key(t, v.coop, e)
			status, data := post(t, url+"/exchange", r.Encode(strange))
			answer, err := wire.DecodeResponse(data, strange, r)
			if status != http.StatusOK || err != nil || answer.Code != wire.CodeUnknownDevice ||
				len(answer.Packs)+len(answer.Have) > 0 {
				t.Fatal(status, answer, err)
			}
		})
		t.Run("another_box_for_a_known_device", func(t *testing.T) {
			thief := v.device("Y")
			r := &wire.Request{
				Cooperative: v.coop, Device: v.devices["A"].log, Box: [32]byte(thief.box.PublicKey().Bytes()),
			}
			thief.log = v.devices["A"].log
			status, data := post(t, url+"/exchange", r.Encode(thief.key(t, v.coop, e)))
			if code, ok := wire.Refusal(data); status != http.StatusForbidden || !ok || code != wire.CodeProof {
				t.Fatal(status, code)
			}
		})
		if status, _ := post(t, url+"/exchange", make([]byte, wire.MaxMessage+1)); status != 413 {
			t.Fatal(status)
		}
		t.Run("a_replay_changes_nothing", func(t *testing.T) {
			post(t, url+"/exchange", good)
			once := serverDump(t, s, v.coop)
			if once == before {
				t.Fatal("the good request was not taken")
			}
			for range 3 {
				if status, _ := post(t, url+"/exchange", good); status != http.StatusOK {
					t.Fatal(status)
				}
			}
			if serverDump(t, s, v.coop) != once {
				t.Fatal("a replay changed something")
			}
		})
	})
}

// TestExchange_Large sends and fetches a run that travels in ranges.
func TestExchange_Large(t *testing.T) {
	onEach(t, func(t *testing.T, p place) {
		s, url := p.serve(t)
		v, e := enrolledBy(t, s, url, "KDMP Enam")
		at := server{url, e}
		v.exchange(t, "A", at, false)
		v.exchange(t, "A", at, false)
		b := v.join(t, at)
		for i := range 60 {
			v.record(t, "A", "Siti", coop.KindVault, coop.Vault{
				Log: v.devices["A"].log, Epoch: int64(i), Key: bytes.Repeat(seed(fmt.Sprint("noise", i)), 60),
			})
		}
		for i := range 200 {
			noise := append(seed(fmt.Sprint("a", i)), seed(fmt.Sprint("b", i))...)
			v.record(t, "A", "Siti", coop.KindVault, coop.Vault{Log: b.log, Epoch: int64(i), Key: noise})
			v.record(t, "A", "Siti", coop.KindVault, coop.Vault{Log: e.Log, Epoch: int64(i), Key: noise[7:]})
		}
		r := v.request(t, "A", at, false)
		if len(r.Parts) < 2 {
			t.Fatalf("the run does not travel in ranges: %d parts", len(r.Parts))
		}
		v.exchange(t, "A", at, false)
		v.exchange(t, "B", at, true)
		rounds := 1
		for v.exchange(t, "B", at, false).More && rounds < 9 {
			rounds++
		}
		if rounds < 2 {
			t.Fatal("everything fitted into one answer")
		}
		v.exchange(t, "A", at, false)
		want := dump(v.devices["A"].state)
		if serverDump(t, s, v.coop) != want || dump(b.state) != want {
			t.Fatal("the three do not hold the same")
		}
	})
}

// TestExchange_Concurrent lets two devices of each of four villages exchange at one time.
func TestExchange_Concurrent(t *testing.T) {
	onEach(t, func(t *testing.T, p place) {
		s, url := p.serve(t)
		var group sync.WaitGroup
		villages := make([]*village, 4)
		for i := range villages {
			v, e := enrolledBy(t, s, url, fmt.Sprintf("KDMP Serentak %d", i))
			at := server{url, e}
			v.exchange(t, "A", at, false)
			member := v.member(t, "A", "Ani")
			v.join(t, at)
			v.exchange(t, "B", at, true)
			for n := range 30 {
				v.due(t, "A", member, coop.Date(20260101+n%28))
				v.due(t, "B", member, coop.Date(20260201+n%28))
			}
			for _, on := range []string{"A", "B"} {
				key := v.devices[on].key(t, v.coop, e)
				data := v.request(t, on, at, false).Encode(key)
				for range 3 {
					group.Go(func() {
						if _, err := s.exchange(context.Background(), data); err != nil {
							t.Error(err)
						}
					})
				}
			}
			villages[i] = v
		}
		group.Wait()
		for _, v := range villages {
			memory := coop.NewMap()
			fold := coop.NewFold(memory)
			for row := range rowsOf(stateOf(t, s, v.coop)) {
				c, err := coop.DecodeChange(row.Bytes)
				if err != nil {
					t.Fatal(err)
				}
				c.Prev = row.Prev
				fold.Apply(c)
			}
			if memory.Len(coop.TableOf(&coop.EntryRow{})) != 60 || dump(memory) != serverDump(t, s, v.coop) {
				t.Fatal("the server's tables are not the fold of its changes")
			}
		}
	})
}

// stateOf copies a cooperative's changes out of the server.
func stateOf(t testing.TB, s *Server, id coop.ID) *coop.Map {
	t.Helper()
	m := coop.NewMap()
	err := s.Look(context.Background(), id, func(state coop.State) error {
		state.Scan(&coop.ChangeRow{}, 0, func(r coop.Record) bool { m.Put(r); return true })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestExchange_RestoredServer puts a server back from a copy: it records nothing of its own while a device shows that
// it had gone further, takes its own changes back from there, and goes on without a second branch.
func TestExchange_RestoredServer(t *testing.T) {
	ctx := context.Background()
	p := place{folder: t.TempDir(), now: func() time.Time { return testNow }}
	s, url := p.serve(t)
	v, e := enrolledBy(t, s, url, "KDMP Pulih")
	copied := place{folder: t.TempDir(), now: p.now}
	if _, err := s.db.write.Exec(`VACUUM INTO $1`, filepath.Join(copied.folder, databaseFile)); err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile(filepath.Join(p.folder, secretFile))
	if err == nil {
		err = os.WriteFile(filepath.Join(copied.folder, secretFile), key, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	v.exchange(t, "A", server{url, e}, false) // introduces the server, which certifies
	v.exchange(t, "A", server{url, e}, false)
	a := v.devices["A"]
	restored, url := copied.serve(t)
	var own, all []coop.Change // as the client sends them: what the other side lacks, of every log
	for row := range rowsOf(a.state) {
		c, err := coop.DecodeChange(row.Bytes)
		if err != nil {
			t.Fatal(err)
		}
		c.Prev = row.Prev
		if all = append(all, c); row.Log == e.Log {
			own = append(own, c)
		}
	}
	a.unsent = all[:a.head.Seq]
	if answer := v.exchange(t, "A", server{url, e}, false); answer.Code != wire.CodeOK || len(answer.Packs) > 0 {
		t.Fatal("the server recorded although it is behind")
	}
	head := coop.SignedRow{Log: e.Log, Seq: 1, Hash: own[0].Hash()}
	if !a.state.Get(&head) || len(own) != 1 {
		t.Fatal("the certificate's signature is not held")
	}
	in, err := restored.Ingest(ctx, v.coop, coop.Run{Log: e.Log, Changes: own, Sign: head.Sign})
	if err != nil || in.Applied != 1 {
		t.Fatal(in, err)
	}
	if err := restored.WriteFinding(ctx, v.coop, "Bu Rini", coop.Finding{Text: "Masih ada?"}); err != nil {
		t.Fatal(err)
	}
	v.exchange(t, "A", server{url, e}, false)
	if want := dump(a.state); serverDump(t, restored, v.coop) != want ||
		a.state.Len(coop.TableOf(&coop.FindingRow{})) != 1 || len(a.fold.Exceptions()) > 0 {
		t.Fatal("a second branch, or not the same")
	}
}
