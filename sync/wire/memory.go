package wire

import (
	"maps"
	"slices"

	"lumbung/store/coop"
)

// recent is a list of values, the most recent last. A value is named by how many lie behind it.
type recent[T comparable] struct {
	list []T
	max  int
}

// rank gives how many values are more recent than v.
func (r *recent[T]) rank(v T) (int, bool) {
	for i := len(r.list) - 1; i >= 0; i-- {
		if r.list[i] == v {
			return len(r.list) - 1 - i, true
		}
	}
	return 0, false
}

func (r *recent[T]) at(rank int) (v T, ok bool) {
	if rank < 0 || rank >= len(r.list) {
		return v, false
	}
	return r.list[len(r.list)-1-rank], true
}

// use makes the value of this rank the most recent.
func (r *recent[T]) use(rank int) {
	i := len(r.list) - 1 - rank
	v := r.list[i]
	copy(r.list[i:], r.list[i+1:])
	r.list[len(r.list)-1] = v
}

// add puts a new value in front; the oldest is forgotten when there are too many.
func (r *recent[T]) add(v T) {
	if len(r.list) >= r.max {
		r.list = slices.Delete(r.list, 0, 1+r.max/8)
	}
	r.list = append(r.list, v)
}

// domain is a family of ids that refer to the same kind of thing.
type domain uint8

const (
	idOther domain = iota
	idMember
	idEntry
	idUser
	idLog
	idFinding
	idLoan
	idSupplier
	idItem
	idAsset
)

// domains says to which family an id in a body belongs.
var domains = map[place]domain{
	at(coop.KindEntry, 4, pathEach, 3):  idMember,
	at(coop.KindEntry, 4, pathEach, 6):  idLoan,
	at(coop.KindEntry, 4, pathEach, 7):  idSupplier,
	at(coop.KindEntry, 4, pathEach, 8):  idItem,
	at(coop.KindEntry, 4, pathEach, 10): idAsset,
	at(coop.KindEntry, 7):               idEntry,
	at(coop.KindReversal, 1):            idEntry,
	at(coop.KindOpening, 4):             idMember,
	at(coop.KindMemberEdit, 1):          idMember,
	at(coop.KindMemberSame, 1):          idMember,
	at(coop.KindMemberSame, 2):          idMember,
	at(coop.KindRole, 1):                idUser,
	at(coop.KindUserKey, 1):             idUser,
	at(coop.KindInvite, 3):              idUser,
	at(coop.KindDevice, 1):              idLog,
	at(coop.KindDevice, 9, pathPlace):   idLog,
	at(coop.KindRevoke, 1):              idLog,
	at(coop.KindAdopt, 1):               idLog,
	at(coop.KindVault, 1):               idLog,
	at(coop.KindEnrol, 2):               idLog,
	at(coop.KindApproval, 1, pathPlace): idLog,
	at(coop.KindFinding, 1):             idEntry,
	at(coop.KindAnswer, 1):              idFinding,

	at(coop.KindClose, 4, pathEach, pathPlace):   idLog,
	at(coop.KindReceipt, 1, pathEach, pathPlace): idLog,
}

// How many values of one sort are remembered.
const (
	maxShapes  = 1024
	maxIDs     = 4096
	maxTexts   = 64
	maxAmounts = 12
)

// slot is one hole of one shape.
type slot struct {
	shape string
	hole  int
}

// memory is what both sides know after the same changes: what has been, most recent first, and the last of everything.
type memory struct {
	shapes  recent[string]
	ids     map[domain]*recent[coop.ID]
	texts   map[place]*recent[string]
	amounts map[slot]*recent[uint64]
	last    map[place]uint64
	seqs    map[coop.ID]uint64
	hashes  []coop.Hash
	at      int64
	author  coop.ID
}

func newMemory() *memory {
	return &memory{
		shapes: recent[string]{max: maxShapes}, ids: map[domain]*recent[coop.ID]{},
		texts: map[place]*recent[string]{}, amounts: map[slot]*recent[uint64]{}, last: map[place]uint64{},
		seqs: map[coop.ID]uint64{},
	}
}

func (m *memory) clone() *memory {
	c := *m
	c.shapes.list = slices.Clone(m.shapes.list)
	c.ids = cloneRecents(m.ids)
	c.texts = cloneRecents(m.texts)
	c.amounts = cloneRecents(m.amounts)
	c.last, c.seqs = maps.Clone(m.last), maps.Clone(m.seqs)
	c.hashes = slices.Clone(m.hashes)
	return &c
}

func cloneRecents[K, V comparable](from map[K]*recent[V]) map[K]*recent[V] {
	to := make(map[K]*recent[V], len(from))
	for k, r := range from {
		to[k] = &recent[V]{list: slices.Clone(r.list), max: r.max}
	}
	return to
}

func recentOf[K, V comparable](m map[K]*recent[V], k K, most int) *recent[V] {
	r := m[k]
	if r == nil {
		r = &recent[V]{max: most}
		m[k] = r
	}
	return r
}

func (m *memory) idsOf(d domain) *recent[coop.ID] { return recentOf(m.ids, d, maxIDs) }

// learn takes in what a change made: ids derived from its hash that later changes refer to.
func (m *memory) learn(c *coop.Change, hash coop.Hash) {
	m.at, m.author = c.At, c.Author
	m.hashes = append(m.hashes, hash)
	m.seqs[c.Log] = uint64(c.Seq)
	switch c.Kind {
	case coop.KindMember:
		m.idsOf(idMember).add(coop.HashID(hash, 0))
	case coop.KindEntry, coop.KindReversal, coop.KindOpening:
		m.idsOf(idEntry).add(coop.HashID(hash, 0))
	case coop.KindUser:
		m.idsOf(idUser).add(coop.HashID(hash, 0))
	case coop.KindFinding:
		m.idsOf(idFinding).add(coop.HashID(hash, 0))
	case coop.KindFound:
		for i := range 3 {
			m.idsOf(idUser).add(coop.HashID(hash, 3-i))
		}
	}
}

// begin makes a log known before its changes come.
func (m *memory) begin(log coop.ID) {
	if _, ok := m.idsOf(idLog).rank(log); !ok {
		m.idsOf(idLog).add(log)
	}
}
