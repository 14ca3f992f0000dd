package wire

import (
	_ "embed" // the sample
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"

	"lumbung/store/coop"
)

// base is what a pack is made against: what both sides remember, and a dictionary of the same changes' columns.
type base struct {
	memory     *memory
	dictionary []byte
}

// baseOf goes through the history as if it were packed. Its hashes stand in the changes that follow.
func baseOf(history []coop.Change) base {
	start := formatBase()
	if len(history) == 0 {
		return start
	}
	k := newCodec(start.memory.clone(), newColumns())
	k.begin(history[0].Log)
	for i, c := range history {
		k.change(&c)
		if i+1 < len(history) {
			k.learn(&c, history[i+1].Prev)
		} else {
			k.learn(&c, c.Hash())
		}
	}
	dictionary := k.cols.content()
	if len(history) < enoughHistory {
		dictionary = append(start.dictionary[:len(start.dictionary):len(start.dictionary)], dictionary...)
	}
	return base{memory: k.memory, dictionary: dictionary}
}

// enoughHistory is from how many changes on the format's own dictionary says nothing new.
const enoughHistory = 256

// formatSample holds the changes that every memory of pack format 1 begins with, one after the other with their
// lengths in front, squeezed. It is frozen: another sample is another pack format.
//
//go:embed format1.bin
var formatSample []byte

// formatBase is what packs are made against where the receiver holds nothing. The sample's ids and hashes are
// forgotten: nothing of theirs is met again.
var formatBase = sync.OnceValue(func() base {
	all, err := stretch(nil, formatSample, 1<<20)
	if err != nil {
		panic(err) // the program's own data is broken
	}
	k := newCodec(newMemory(), newColumns())
	for r := (reader{b: all}); len(r.b) > 0; {
		c, err := coop.DecodeChange(r.bytes())
		if err != nil {
			panic(err)
		}
		k.change(&c)
		k.learn(&c, coop.Hash{})
	}
	k.ids, k.seqs, k.hashes, k.author = map[domain]*recent[coop.ID]{}, map[coop.ID]uint64{}, nil, coop.ID{}
	return base{memory: k.memory, dictionary: k.cols.content()}
})

// magic begins every zstd frame and is not sent.
const magic = "\x28\xb5\x2f\xfd"

// squeeze compresses columns against a dictionary.
func squeeze(dictionary, plain []byte) []byte {
	options := []zstd.EOption{
		zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false), zstd.WithSingleSegment(true),
		zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithAllLitEntropyCompression(true),
	}
	if len(dictionary) > 0 {
		options = append(options, zstd.WithEncoderDictRaw(0, dictionary))
	}
	e, err := zstd.NewWriter(nil, options...)
	if err != nil {
		panic(err) // an option is wrong: no input can cause this
	}
	return e.EncodeAll(plain, nil)[len(magic):]
}

// stretch is the reverse of squeeze; it stops at most bytes.
func stretch(dictionary, squeezed []byte, most int) ([]byte, error) {
	options := []zstd.DOption{
		zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(uint64(most)), zstd.WithDecodeAllCapLimit(true),
	}
	if len(dictionary) > 0 {
		options = append(options, zstd.WithDecoderDictRaw(0, dictionary))
	}
	d, err := zstd.NewReader(nil, options...)
	if err != nil {
		return nil, fmt.Errorf("wire: %w", err)
	}
	defer d.Close()
	var head zstd.Header
	frame := append([]byte(magic), squeezed...)
	if err := head.Decode(frame); err != nil || !head.HasFCS || head.Skippable {
		return nil, ErrMalformed
	}
	if head.FrameContentSize > uint64(most) {
		return nil, ErrTooLarge
	}
	plain, err := d.DecodeAll(frame, make([]byte, 0, head.FrameContentSize))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return plain, nil
}
