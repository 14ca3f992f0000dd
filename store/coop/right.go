package coop

import (
	"crypto/ed25519"
	"encoding/hex"
	"slices"
	"sort"
)

// decides says whether a change takes part in who may do what, or which logs count.
func decides(a *arrival) bool {
	switch a.Kind {
	case KindSetting:
		return newRecovery(a) != nil || ceilingOf(a) != nil
	case KindFound, KindDevice, KindInvite, KindRevoke, KindAdopt, KindUser, KindRole, KindUserKey:
		return true
	}
	return false
}

// may lists who may record what (domain §2). A kind that is not here is allowed to nobody with a role.
var may = map[Kind][]Role{
	KindDevice:      {RoleTreasurer, RoleChair},
	KindInvite:      {RoleTreasurer, RoleChair, RoleSecretary},
	KindRevoke:      {RoleChair, RoleSupervisor},
	KindAdopt:       {RoleChair, RoleSupervisor},
	KindUser:        {RoleChair, RoleSecretary},
	KindRole:        {RoleChair},
	KindUserKey:     {RoleTreasurer, RoleChair, RoleSupervisor, RoleSecretary, RoleManager, RoleClerk},
	KindMember:      {RoleTreasurer, RoleSecretary, RoleChair, RoleClerk},
	KindMemberEdit:  {RoleTreasurer, RoleSecretary, RoleChair},
	KindMemberSame:  {RoleTreasurer, RoleSecretary, RoleChair},
	KindAccounts:    {RoleTreasurer, RoleChair},
	KindAccountEdit: {RoleTreasurer, RoleChair},
	KindOccasion:    {RoleTreasurer, RoleChair},
	KindOutlet:      {RoleTreasurer, RoleChair},
	KindSetting:     {RoleTreasurer, RoleChair},
	KindEntry:       {RoleTreasurer, RoleManager, RoleClerk},
	KindReversal:    {RoleTreasurer},
	KindOpening:     {RoleTreasurer},
	KindClose:       {RoleChair},
	KindReopen:      {RoleChair, RoleSupervisor},
	KindApproval:    {RoleChair, RoleSupervisor, RoleManager},
	KindFinding:     {RoleSupervisor, RoleChair},
	KindAnswer:      {RoleTreasurer, RoleChair, RoleSecretary},
	KindLook:        {RoleChair, RoleSupervisor},
	KindVault:       {RoleTreasurer, RoleChair, RoleSecretary},
	KindCount:       {RoleTreasurer, RoleManager, RoleClerk, RoleChair},
	KindEvidence:    {RoleTreasurer, RoleManager, RoleClerk},
	KindReview:      {RoleChair, RoleSupervisor, RoleSecretary},
	KindLoan:        {RoleTreasurer, RoleManager, RoleSecretary},
	KindLoanAct:     {RoleTreasurer, RoleManager, RoleChair},
	KindTerm:        {RoleTreasurer, RoleManager},
	KindBlock:       {RoleTreasurer, RoleManager},
	KindAsset:       {RoleTreasurer, RoleManager},
	KindBorrowing:   {RoleTreasurer, RoleManager},
	KindBudget:      {RoleTreasurer, RoleChair, RoleSecretary},
	KindMeeting:     {RoleChair, RoleSecretary, RoleTreasurer, RoleSupervisor},
	KindMinutes:     {RoleChair, RoleSecretary, RoleTreasurer, RoleSupervisor},
	KindNote:        {RoleTreasurer, RoleChair, RoleSecretary, RoleSupervisor, RoleManager, RoleClerk},
	KindParty:       {RoleTreasurer, RoleManager},
	KindStatement:   {RoleTreasurer, RoleManager},
	KindReconcile:   {RoleTreasurer, RoleManager},
}

// May says whether somebody in this role may record changes of a kind, as far as the role decides it.
func (r Role) May(k Kind) bool { return slices.Contains(may[k], r) }

// MaySet says whether somebody in this role may set a value of the cooperative. Those by which the board looks at the
// treasurer's work are not the treasurer's.
func (r Role) MaySet(key string) bool {
	switch key {
	case SettingReview, SettingRecovery, SettingLoanManager, SettingLoanChair:
		return r == RoleChair
	}
	return r.May(KindSetting)
}

// SignsMinutes says whether somebody in this role may sign minutes that another wrote (domain §2).
func (r Role) SignsMinutes() bool { return r == RoleChair || r == RoleSupervisor }

// DecidesLeaving says whether somebody in this role may grant a member's leaving and its refund (domain §2, §5.5).
func (r Role) DecidesLeaving() bool { return r == RoleChair }

// RoleThen gives the role that a person had in the past of a change of a register: what somebody signed as chair stays
// signed by the chair when another is elected.
func (f *Fold) RoleThen(row RegisterRow, user ID) Role {
	return f.rights(&arrival{Change: Change{Log: row.Log, Seq: row.Seq}, Hash: row.Hash}).roles[user]
}

// peopleKnown says whether somebody had entered all of these people when something was recorded.
func (f *Fold) peopleKnown(a *arrival, people []ID) bool {
	if len(people) == 0 {
		return true
	}
	roles := f.rights(a).roles
	return !slices.ContainsFunc(people, func(p ID) bool { _, known := roles[p]; return !known })
}

// serverMay is all that a server's log may record (design §8).
var serverMay = []Kind{KindEnrol, KindDevice, KindRevoke, KindAdopt, KindFinding, KindReceipt}

// needsMark says whether the act needs the person's own signature (design §7).
func needsMark(k Kind) bool {
	switch k {
	case KindClose, KindReopen, KindApproval, KindAdopt, KindRevoke:
		return true
	}
	return false
}

// view is who may do what, as one change's past has it.
type view struct {
	roles   map[ID]Role
	keys    map[ID][]personKey
	servers map[ID]bool
	recover [32]byte // the key of the recovery code; zero: none
	// ceilings say up to how much somebody lends alone; of one key and day the last counts.
	ceilings []SettingRow
	invites  map[[32]byte]Invite
	points   points
}

// personKey is a key of a person and who brought it in.
type personKey struct {
	public [32]byte
	by     ID
}

// viewKey names the last sight and the last deciding change on one branch: the same two, the same deciding changes
// in the past.
type viewKey struct{ sight, own Hash }

type rightCache struct {
	views  map[viewKey]*view
	own    map[ID][]Head // deciding changes by log, ascending
	points points
}

// rights gives the view in a's past. It never changes, so it is kept.
func (f *Fold) rights(a *arrival) *view {
	if f.right.own == nil {
		f.loadRights()
	}
	key := viewKey{}
	if s, ok := f.sightOf(a.head()); ok {
		key.sight = s.Hash
	}
	own := f.right.own[a.Log]
	for i := sort.Search(len(own), func(i int) bool { return own[i].Seq >= a.Seq }) - 1; i >= 0; i-- {
		if f.reaches(a.head(), own[i]) {
			key.own = own[i].Hash
			break
		}
	}
	if v := f.right.views[key]; v != nil {
		return v
	}
	v := f.viewOf(f.rightChanges(func(h Head) bool { return f.inPast(a, h) }))
	f.right.views[key] = v
	return v
}

func (f *Fold) loadRights() {
	f.right = rightCache{views: map[viewKey]*view{}, own: map[ID][]Head{}, points: f.readPoints()}
	f.state.Scan(&RightRow{}, 0, func(r Record) bool {
		row := r.(*RightRow)
		f.right.add(Head{Log: row.Log, Seq: row.Seq, Hash: row.Hash})
		return true
	})
}

func (c *rightCache) add(h Head) {
	own := c.own[h.Log]
	i := sort.Search(len(own), func(i int) bool { return own[i].Seq >= h.Seq })
	c.own[h.Log] = slices.Insert(own, i, h)
}

// rightChanges reads the deciding changes that keep lets through, in the order (lamport, hash).
func (f *Fold) rightChanges(keep func(Head) bool) []*arrival {
	var out []*arrival
	f.state.Scan(&RightRow{}, 0, func(r Record) bool {
		row := r.(*RightRow)
		if !keep(Head{Log: row.Log, Seq: row.Seq, Hash: row.Hash}) {
			return true
		}
		change := ChangeRow{Log: row.Log, Seq: row.Seq, Hash: row.Hash}
		if !f.state.Get(&change) {
			return true
		}
		if c, err := DecodeChange(change.Bytes); err == nil {
			c.Prev = change.Prev
			a := &arrival{Change: c, Hash: row.Hash, Lamport: row.Lamport}
			if f.decode(a) == WhatNone {
				out = append(out, a)
			}
		}
		return true
	})
	return out
}

// viewOf folds deciding changes into a view.
func (f *Fold) viewOf(changes []*arrival) *view {
	v := &view{
		roles: map[ID]Role{}, keys: map[ID][]personKey{}, servers: map[ID]bool{},
		invites: map[[32]byte]Invite{}, points: f.pointsOf(changes),
	}
	for _, a := range changes {
		if f.cutBy(v.points, a) {
			continue
		}
		switch b := a.Body.(type) {
		case *Found:
			for i, p := range b.People {
				v.roles[a.id(1+i)] = p.Role
			}
			v.recover = b.Recovery
		case *Setting:
			if ceiling := ceilingOf(a); ceiling != nil {
				v.setCeiling(ceiling)
			} else {
				v.recover = *newRecovery(a)
			}
		case *User:
			v.roles[a.id(0)] = b.Role
		case *RoleChange:
			v.roles[b.User] = b.Role
		case *UserKey:
			v.keys[b.User] = append(v.keys[b.User], personKey{b.Public, a.Author})
		case *Device:
			v.servers[b.Log] = b.Server
		case *Invite:
			v.invites[b.Key] = *b
		}
	}
	return v
}

// entitled judges a's log and author in a's own past (design §4): the answer never changes afterwards.
func (f *Fold) entitled(a *arrival) What {
	if a.Kind == KindFound {
		return f.mayFound(a)
	}
	if end, ok := endOf(a); ok && !f.names(a, end) {
		return WhatNoSubject
	}
	v := f.rights(a)
	if v.servers[a.Log] {
		if !slices.Contains(serverMay, a.Kind) {
			return WhatNotEntitled
		}
		return WhatNone
	}
	if d, ok := a.Body.(*Device); ok && d.Log == a.Log {
		return f.mayJoin(a, d, v)
	}
	role, known := v.roles[a.Author]
	if !known || !slices.Contains(may[a.Kind], role) {
		return WhatNotEntitled
	}
	if k, ok := a.Body.(*UserKey); ok {
		return f.mayAddKey(a, k, v)
	}
	if b, ok := a.Body.(*Setting); ok && !role.MaySet(b.Key) {
		return WhatNotEntitled
	}
	if needsMark(a.Kind) || newRecovery(a) != nil {
		if _, ok := f.markedBy(a, v); !ok {
			return WhatNoMark
		}
	}
	return WhatNone
}

// endOf gives the end that a revocation or adoption names, where it names one.
func endOf(a *arrival) (Head, bool) {
	switch b := a.Body.(type) {
	case *Revoke:
		return Head{Log: b.Log, Seq: b.Seq, Hash: b.Hash}, b.Seq > 0
	case *Adopt:
		return Head{Log: b.Log, Seq: b.Seq, Hash: b.Hash}, true
	}
	return Head{}, false
}

func (f *Fold) mayFound(a *arrival) What {
	b := a.Body.(*Found)
	if a.Seq != 1 || a.Prev != Genesis(b.Cooperative, a.Log) {
		return WhatNotEntitled
	}
	if f.coop.Log != (ID{}) && f.coop.Hash != a.Hash {
		return WhatNotEntitled
	}
	return WhatNone
}

// mayJoin judges a device that introduces itself: with an invite, or with the recovery code.
func (f *Fold) mayJoin(a *arrival, d *Device, v *view) What {
	invite, ok := v.invites[d.Invite]
	if a.Seq != 1 || d.Server || !(ok && invite.Letters == d.Letters || v.recovers(d)) {
		return WhatNotEntitled
	}
	if !ed25519.Verify(d.Invite[:], JoinBytes(f.coop.Cooperative, *d), d.Proof) {
		return WhatNotEntitled
	}
	return WhatNone
}

// recovers says whether the device names the key of the recovery code, which may be used more than once and is shown
// each time (WhatRecovery).
func (v *view) recovers(d *Device) bool { return d.Invite == v.recover && d.Invite != [32]byte{} }

// SettingRecovery replaces the recovery code named at the founding: its value is the new Ed25519 key in hexadecimal.
// Only the chair may set it, with a mark; it holds from its place in the log on, whatever its date.
const SettingRecovery = "recovery.key"

// newRecovery gives the key of a change that replaces the recovery code, else nil.
func newRecovery(a *arrival) *[32]byte {
	b, ok := a.Body.(*Setting)
	if !ok || b.Key != SettingRecovery {
		return nil
	}
	key := [32]byte{}
	if n, err := hex.Decode(key[:], []byte(b.Value)); err != nil || n != len(key) {
		return &[32]byte{} // soundSetting refuses it before
	}
	return &key
}

// RecoveryKey gives the key of the recovery code as it stands now.
func (f *Fold) RecoveryKey() [32]byte {
	return f.viewOf(f.rightChanges(func(Head) bool { return true })).recover
}

// JoinBytes is what the holder of an invite signs to introduce a device.
func JoinBytes(cooperative ID, d Device) []byte {
	d.Proof = nil
	return EncodeBody([]any{"lumbung join 1", cooperative, d})
}

func (f *Fold) mayAddKey(a *arrival, k *UserKey, v *view) What {
	switch {
	case k.User != a.Author && !isBoard(v.roles[a.Author]):
		return WhatNotEntitled
	case k.User == a.Author && len(v.keys[k.User]) == 0:
		return WhatNone
	}
	if _, ok := f.markedBy(a, v); !ok {
		return WhatNoMark
	}
	return WhatNone
}

func isBoard(r Role) bool {
	return r == RoleTreasurer || r == RoleChair || r == RoleSupervisor || r == RoleSecretary
}

// markedBy finds the key of a's author that signed a, among those in its past, and says who brought that key in.
func (f *Fold) markedBy(a *arrival, v *view) (by ID, ok bool) {
	message := MarkBytes(f.coop.Cooperative, a.Kind, a.Version, a.Change.Body)
	for _, key := range v.keys[a.Author] {
		if ed25519.Verify(key.public[:], message, a.Mark) {
			return key.by, true
		}
	}
	return ID{}, false
}

// RoleOf gives a person's role as it stands now.
func (f *Fold) RoleOf(user ID) Role {
	row := UserRow{User: user}
	f.state.Get(&row)
	return row.Role
}
