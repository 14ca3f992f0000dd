package server

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"lumbung/store/coop"
	"lumbung/sync/wire"
)

// FileRead says what became of a file that a cooperative brought or sent.
type FileRead struct {
	Cooperative coop.ID
	Name        string
	Intake      coop.Intake
	Receipt     []byte // the file that travels back; nil while the cooperative has not introduced this server
	ReceiptName string // under which it is kept
}

// ReadFile takes in a file, whichever of the region's cooperatives it is from, and makes its receipt. The same file
// again changes nothing. A file that is damaged or not for this server is a coop.Problem.
func (s *Server) ReadFile(ctx context.Context, region string, data []byte) (FileRead, error) {
	select {
	case s.limits.files <- struct{}{}:
		defer func() { <-s.limits.files }()
	case <-ctx.Done():
		return FileRead{}, ctx.Err()
	}
	file, row, err := s.openFile(ctx, region, data)
	if err != nil {
		return FileRead{}, err
	}
	var read FileRead
	err = s.change(ctx, row.coop, func(b *book) error {
		read = FileRead{Cooperative: row.coop, Name: row.name}
		return b.readFile(file, &read)
	})
	if err != nil {
		return FileRead{}, err
	}
	s.surveySoon()
	return read, nil
}

// openFile finds the cooperative whose server log the file was encrypted to.
func (s *Server) openFile(ctx context.Context, region string, data []byte) (*wire.File, *cooperative, error) {
	all, err := s.everyone(ctx)
	if err != nil {
		return nil, nil, err
	}
	for i, c := range all {
		if !(Officer{Region: region}).sees(c.village) {
			continue
		}
		file, err := wire.ReadFile(data, s.secret.box(c.serverLog))
		switch {
		case errors.Is(err, wire.ErrNotForUs):
			continue
		case err != nil || file.Cooperative != c.coop:
			return nil, nil, coop.Problem{Key: "server.problem.file"}
		}
		return file, &all[i], nil
	}
	return nil, nil, coop.Problem{Key: "server.problem.file-other"}
}

// readFile takes the file's runs in and makes the receipt, in one transaction: a file is taken whole or not at all.
func (b *book) readFile(file *wire.File, read *FileRead) error {
	unpacker := wire.NewUnpacker(b.coop, nil)
	for _, pack := range file.Packs {
		run, err := unpacker.Unpack(pack)
		if err != nil {
			return coop.Problem{Key: "server.problem.file"}
		}
		in := b.receive([]coop.Run{run})
		if in.Damaged {
			return coop.Problem{Key: "server.problem.file"}
		}
		read.Intake.Applied += in.Applied
		read.Intake.Held += in.Held
		read.Intake.Waiting += in.Waiting
		read.Intake.Aside += in.Aside
		read.Intake.Counting += in.Counting
	}
	if err := b.takePictures(file.Pictures); err != nil {
		return err
	}
	writer, known := b.logOf(file.From)
	if known && !file.Proven(writer.Sign) {
		return coop.Problem{Key: "server.problem.file"}
	}
	if err := b.heard(heardFile, read.Intake); err != nil {
		return err
	}
	if !known || !b.introduced() || b.ended(file.From) {
		return b.below.err
	}
	return b.answerFile(file, read)
}

// answerFile records in the server's log what is held, once for each time that something new came, and writes the
// receipt: what the file's writer lacks, for every device of the cooperative.
func (b *book) answerFile(file *wire.File, read *FileRead) error {
	if err := b.certify(); err != nil {
		return err
	}
	if read.Intake.Applied > 0 {
		heads := slices.DeleteFunc(b.fold.Heads(), func(h coop.Head) bool { return h.Log == b.serverLog })
		if _, err := b.record(coop.KindReceipt, coop.Receipt{Heads: heads}); err != nil {
			return err
		}
	}
	answer := wire.File{
		Cooperative: b.coop, From: b.serverLog, Answers: file.Name, Time: b.server.minutes(),
	}
	if _, err := rand.Read(answer.Name[:]); err != nil {
		return fmt.Errorf("name a file: %w", err)
	}
	packer := wire.NewPacker(b.coop, nil, nil)
	have := file.Have.Heads(b.find)
	var sums []coop.Hash
	for more := true; more; {
		var runs []coop.Run
		var err error
		if runs, more, err = b.runs(have, wire.MaxUnpacked); err != nil {
			return err
		}
		for _, run := range runs {
			pack, err := packer.Pack(run)
			if err != nil {
				return err
			}
			answer.Packs = append(answer.Packs, pack)
			sums = append(sums, picturesOf(run)...)
			last := run.Changes[len(run.Changes)-1]
			have = append(have, coop.Head{Log: run.Log, Seq: last.Seq, Hash: last.Hash()})
		}
		more = more && len(runs) > 0
	}
	if err := b.addPictures(sums, &answer); err != nil {
		return err
	}
	answer.Have = wire.VectorOf(b.fold.Heads())
	key := b.server.secret.sign(b.serverLog)
	data, err := wire.WriteFile(b.receivers(), answer, func(m []byte) []byte { return ed25519.Sign(key, m) })
	if err != nil {
		return err
	}
	read.Receipt, read.ReceiptName = data, hex.EncodeToString(answer.Name[:])
	return b.keepReceipt(answer.Name[:], data)
}

// receivers are the keys of the cooperative's devices whose logs have not ended.
func (b *book) receivers() [][32]byte {
	var keys [][32]byte
	for _, row := range all(b.over, &coop.LogRow{}, 0) {
		if !row.Server && row.Box != [32]byte{} && !b.ended(row.Log) {
			keys = append(keys, row.Box)
		}
	}
	return keys
}

// keptReceipts is how many receipt files are kept of a cooperative.
const keptReceipts = 4

func (b *book) keepReceipt(name, data []byte) error {
	_, err := b.tx.ExecContext(b.tx.ctx, `INSERT INTO receipt_file (coop_id, name, made_at, bytes)
		VALUES ($1, $2, $3, $4)`, b.id, name, b.server.micros(), data)
	if err == nil {
		_, err = b.tx.ExecContext(b.tx.ctx, `DELETE FROM receipt_file WHERE coop_id = $1 AND name NOT IN (SELECT name
			FROM receipt_file WHERE coop_id = $1 ORDER BY made_at DESC, name LIMIT $2)`, b.id, int64(keptReceipts))
	}
	if err != nil {
		return fmt.Errorf("keep a receipt: %w", err)
	}
	return nil
}

// receipt reads a receipt file that is kept.
func (s *Server) receipt(ctx context.Context, c *cooperative, name []byte) ([]byte, error) {
	var data []byte
	err := s.db.look(ctx, func(t *transaction) error {
		return t.QueryRowContext(ctx, `SELECT bytes FROM receipt_file WHERE coop_id = $1 AND name = $2`, c.id, name).
			Scan(&data)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, coop.Problem{Key: "server.problem.receipt"}
	}
	return data, err
}
