package store

import (
	"crypto/rand"
	"encoding/binary"
	"maps"
	"slices"

	"lumbung/store/coop"
)

// An epoch is the time of one sealing key. It ends when a device is revoked: what is sealed afterwards that device must
// not read, also where it holds the bytes. Whoever may hand sealing keys makes the next key and hands it to every other
// device, in the transaction of the revocation, or with their next recording where it was made by somebody else. What
// was sealed before stays readable: devices keep every key, and new ones are given all.
//
// Two devices without a line may each begin an epoch. So an epoch's number is no mere count: below the count stand 32
// random bits, and both keys live on side by side.

// lastCount bounds the count in an epoch's number.
const lastCount = 1<<30 - 1

// sound says whether the epoch can stand in a box and be followed by another.
func (s *sealed) sound() bool { return s.Epoch > 0 && s.Epoch>>32 <= lastCount }

// turn makes the key of the next epoch.
func (v *vault) turn() {
	newest := slices.Max(slices.Collect(maps.Keys(v.keys)))
	var random [4]byte
	fillRandom(random[:])
	s := sealed{
		Epoch: min(newest>>32+1, lastCount)<<32 | int64(binary.BigEndian.Uint32(random[:])), NIK: v.nik,
	}
	fillRandom(s.Key[:])
	v.add(s)
}

func (v *vault) epochs() []int64 { return slices.Sorted(maps.Keys(v.keys)) }

// revoked lists the devices whose logs have ended. A server never has a key.
func (b *Book) revoked() map[coop.ID]bool {
	ended := map[coop.ID]bool{}
	b.over.Scan(&coop.LogRow{}, 0, func(r coop.Record) bool {
		if log := r.(*coop.LogRow); !log.Server && coop.Ended(b.over, log.Log) {
			ended[log.Log] = true
		}
		return true
	})
	return ended
}

// chooseEpoch decides what to seal with: the newest key that no revoked device has, and where each has been given
// away, the newest. It says whether nobody revoked has it.
func (b *Book) chooseEpoch() bool {
	revoked := b.revoked()
	epochs := b.vault.epochs()
	for _, epoch := range slices.Backward(epochs) {
		if !b.leaked(revoked, epoch) {
			b.vault.epoch = epoch
			return true
		}
	}
	if len(epochs) > 0 {
		b.vault.epoch = epochs[len(epochs)-1]
	}
	return false
}

// leaked says whether a revoked device has the key of an epoch, or may have it.
func (b *Book) leaked(revoked map[coop.ID]bool, epoch int64) bool {
	for log := range revoked {
		if b.handed(log, epoch) || !b.handedAny(log) {
			return true
		}
	}
	return false
}

// handed says whether somebody handed the key of an epoch to the device.
func (b *Book) handed(log coop.ID, epoch int64) bool {
	return b.any(&coop.VaultRow{Log: log, Epoch: epoch}, 2)
}

// handedAny says whether it stands in the book which keys the device has. An invite's guest has all keys of that day
// before it does.
func (b *Book) handedAny(log coop.ID) bool { return b.any(&coop.VaultRow{Log: log}, 1) }

// any says whether there is a row with the first n columns of from's key.
func (b *Book) any(from coop.Record, n int) bool {
	found := false
	b.over.Scan(from, n, func(coop.Record) bool {
		found = true
		return false
	})
	return found
}

// handVaults gives the sealing keys to devices that were introduced and lack them, and begins a new epoch where a
// revoked device has the present one, when somebody records who may.
func (b *Book) handVaults(who coop.Session, at int64) error {
	if b.vault.epoch == 0 || !mayHandVault(b.fold.RoleOf(who.User)) {
		return nil
	}
	revoked := b.revoked()
	if revoked[b.own.Log] {
		return nil // nothing that this device records counts
	}
	if err := b.handEpochs(who.User, revoked, at); err != nil || b.chooseEpoch() {
		return err
	}
	if err := b.markKnown(who.User, revoked, at); err != nil {
		return err
	}
	b.vault.turn()
	b.chooseEpoch()
	return b.handEpochs(who.User, revoked, at)
}

// handEpochs hands every key held here to every device that lacks it, and to the holder of the recovery code.
func (b *Book) handEpochs(author coop.ID, revoked map[coop.ID]bool, at int64) error {
	var to []coop.LogRow
	b.over.Scan(&coop.LogRow{}, 0, func(r coop.Record) bool {
		log := *r.(*coop.LogRow)
		if !log.Server && log.Box != [32]byte{} && !revoked[log.Log] {
			to = append(to, log)
		}
		return true
	})
	for _, epoch := range b.vault.epochs() {
		for _, log := range to {
			if b.handed(log.Log, epoch) {
				continue
			}
			if err := b.handVault(author, log.Log, log.Box, epoch, at); err != nil {
				return err
			}
		}
		if b.handed(coop.ID{}, epoch) {
			continue
		}
		if box, ok := montgomery(b.fold.RecoveryKey()); ok {
			if err := b.handVault(author, coop.ID{}, box, epoch, at); err != nil {
				return err
			}
		}
	}
	return nil
}

// markKnown writes down that a revoked device may have the keys of so far, where nothing says which it has: it came by
// an invite, and was revoked before anybody could say so. It gets none by this: the change carries chance in place of a
// key.
func (b *Book) markKnown(author coop.ID, revoked map[coop.ID]bool, at int64) error {
	for _, log := range slices.SortedFunc(maps.Keys(revoked), func(x, y coop.ID) int {
		return slices.Compare(x[:], y[:])
	}) {
		if b.handedAny(log) {
			continue
		}
		for _, epoch := range b.vault.epochs() {
			nothing := make([]byte, 32)
			fillRandom(nothing)
			if err := b.recordVault(author, coop.Vault{Log: log, Epoch: epoch, Key: nothing}, at); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *Book) handVault(author, log coop.ID, box [32]byte, epoch, at int64) error {
	key, err := wrap(box, coop.EncodeBody(b.vault.sealed(epoch)))
	if err != nil {
		return err
	}
	return b.recordVault(author, coop.Vault{Log: log, Epoch: epoch, Key: key}, at)
}

func (b *Book) recordVault(author coop.ID, body coop.Vault, at int64) error {
	what, _ := b.append(b.next(author, coop.KindVault, coop.EncodeBody(body), 0, at))
	if !what.Counts() {
		return &coop.Refusal{Index: -1, What: what}
	}
	return nil
}

func mayHandVault(r coop.Role) bool {
	return r == coop.RoleTreasurer || r == coop.RoleChair || r == coop.RoleSecretary
}

func fillRandom(p []byte) {
	if _, err := rand.Read(p); err != nil {
		panic(err) // the system has no randomness: nothing can be made safely
	}
}
