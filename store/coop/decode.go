package coop

import (
	"encoding/hex"
	"strings"
	"unicode/utf8"
)

// decoders read the bodies of version 1, and check what can be said of a body alone.
var decoders = map[Kind]func([]byte) (any, bool){
	KindFound:       body(soundFound),
	KindDevice:      body(func(b *Device) bool { return !b.Log.IsZero() && letters(b.Letters) && plain(b.Name) }),
	KindInvite:      body(func(b *Invite) bool { return letters(b.Letters) }),
	KindRevoke:      body(func(b *Revoke) bool { return !b.Log.IsZero() && b.Seq >= 0 }),
	KindAdopt:       body(func(b *Adopt) bool { return !b.Log.IsZero() && b.Seq > 0 }),
	KindUser:        body(func(b *User) bool { return says(b.Name) && b.Role != RoleOfficer }),
	KindRole:        body(func(b *RoleChange) bool { return !b.User.IsZero() && b.Role != RoleOfficer }),
	KindUserKey:     body(func(b *UserKey) bool { return !b.User.IsZero() }),
	KindMember:      body(soundMember),
	KindMemberEdit:  body(func(b *MemberEdit) bool { return fields(b.Fields, b.Sealed, b.Box) }),
	KindMemberSame:  body(func(b *MemberSame) bool { return string(b.A[:]) < string(b.B[:]) }),
	KindAccounts:    body(soundAccounts),
	KindAccountEdit: body(func(b *AccountEdit) bool { return says(b.Code) && plain(b.NameID) && plain(b.NameEN) }),
	KindOccasion:    body(func(b *OccasionText) bool { return says(b.Name) && text(b.Text) }),
	KindOutlet:      body(func(b *Outlet) bool { return code(b.Code) && says(b.NameID) && plain(b.NameEN) }),
	KindSetting:     body(soundSetting),
	KindEntry: body(func(b *Entry) bool {
		return b.Date.Valid() && plain(b.Remark) && plain(b.Occasion) && plain(b.Evidence) && soundLines(b.Lines)
	}),
	KindReversal: body(func(b *Reversal) bool { return b.Date.Valid() && says(b.Reason) }),
	KindOpening:  body(soundOpening),
	KindClose:    body(soundClose),
	KindReopen:   body(func(b *Reopen) bool { return says(b.Reason) }),
	KindApproval: body(func(b *Approval) bool { return soundApproval(b) && b.Cites.IsZero() }),
	KindFinding:  body(func(b *Finding) bool { return says(b.Text) && plain(b.By) }),
	KindAnswer:   body(func(b *Answer) bool { return says(b.Text) }),
	KindReceipt:  body(func(b *Receipt) bool { return len(b.Heads) > 0 }),
	KindEnrol:    body(func(b *Enrol) bool { return !b.Log.IsZero() && plain(b.Village) }),
	KindLook:     body(func(b *Look) bool { return b.What != WhatNone && plain(b.Note) }),
	KindVault:    body(func(b *Vault) bool { return len(b.Key) > 0 }),
	KindCount:    body(soundCount),
	KindEvidence: body(soundEvidence),
	KindReview:   body(soundReview),

	KindLoan:      body(soundLoan),
	KindLoanAct:   body(soundLoanAct),
	KindTerm:      body(soundTerm),
	KindBlock:     body(soundBlock),
	KindAsset:     body(soundAsset),
	KindBorrowing: body(soundBorrowing),
	KindBudget:    body(soundBudget),
	KindMeeting:   body(soundMeeting),
	KindMinutes:   body(func(b *Minutes) bool { return soundMinutes(b) && len(b.People) == 0 }),
	KindNote:      body(soundNote),
	KindParty:     body(soundParty),
	KindStatement: body(soundStatement),
	KindReconcile: body(soundReconcile),
}

func body[T any](sound func(*T) bool) func([]byte) (any, bool) {
	return func(data []byte) (any, bool) {
		b, err := DecodeBody[T](data)
		if err != nil {
			return nil, false
		}
		return &b, sound(&b)
	}
}

// seconds read the bodies of version 2.
var seconds = map[Kind]func([]byte) (any, bool){
	KindClose:     body(soundClosing), // of a year, with its closing entry
	KindApproval:  body(soundCiting),
	KindReconcile: body(soundCancels), // with movements that cancel each other
	KindMinutes:   body(func(b *Minutes) bool { return soundMinutes(b) && len(b.People) > 0 }),
}

// VersionOf is the version that a body is recorded as: 1, or 2 where it says what programs of the first version did not
// know (see seconds).
func VersionOf(body any) uint8 {
	if b, is := body.(interface{ version() uint8 }); is {
		return b.version()
	}
	return 1
}

// second gives version 2 for a body that says more than the first version could.
func second(more bool) uint8 {
	if more {
		return 2
	}
	return 1
}

// reads gives what reads a kind of change in that version of its body; nil: this program does not know it.
func reads(kind Kind, version uint8) func([]byte) (any, bool) {
	switch version {
	case 1:
		return decoders[kind]
	case 2:
		return seconds[kind]
	}
	return nil
}

// Knows says whether this program understands a kind of change in that version of its body.
func Knows(kind Kind, version uint8) bool { return reads(kind, version) != nil }

// decode reads a's body. A version from the future is WhatUnknown and read again after an update.
func (f *Fold) decode(a *arrival) What {
	if !Knows(a.Kind, a.Version) {
		return WhatUnknown
	}
	b, ok := reads(a.Kind, a.Version)(a.Change.Body)
	if !ok {
		return WhatMalformed
	}
	a.Body = b
	return WhatNone
}

// says tells whether s is usable text that says something; plain also allows the empty text.
func says(s string) bool { return s != "" && plain(s) }

func plain(s string) bool { return len(s) <= 2000 && text(s) }

// text is what any database can keep as text.
func text(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

// code is what stands in the key of a running sum: short, because two of them make one key.
func code(s string) bool { return s != "" && len(s) <= 100 && text(s) }

func soundFound(b *Found) bool {
	for _, p := range b.People {
		if !says(p.Name) {
			return false
		}
	}
	return says(b.Name) && !b.Cooperative.IsZero() && len(b.People) > 0 && plain(b.Village) && letters(b.Letters)
}

func letters(s string) bool {
	for _, r := range s {
		if r < 'A' || r > 'Z' {
			return false
		}
	}
	return s != "" && len(s) <= 12
}

func fields(open map[Field]string, sealed []Field, box []byte) bool {
	for f, v := range open {
		if f.Sealed() || f == 0 || !plain(v) {
			return false
		}
	}
	for i, f := range sealed {
		if !f.Sealed() || (i > 0 && sealed[i-1] >= f) {
			return false
		}
	}
	return (len(sealed) > 0) == (len(box) > 0)
}

func soundMember(b *Member) bool {
	return says(b.Fields[FieldName]) && fields(b.Fields, b.Sealed, b.Box)
}

func soundSetting(b *Setting) bool {
	if key, err := hex.DecodeString(b.Value); b.Key == SettingRecovery && (err != nil || len(key) != 32) {
		return false
	}
	return says(b.Key) && plain(b.Value) && (b.From == 0 || b.From.Valid())
}

func soundOpening(b *Opening) bool {
	return b.Date.Valid() && b.Amount != 0 && says(b.Account) && (b.Outlet == "" || code(b.Outlet))
}

func soundAccounts(b *Accounts) bool {
	for _, a := range b.Add {
		if !code(a.Code) || strings.ContainsAny(a.Code, " ~") || (!a.Heading && !a.Type.Valid()) {
			return false
		}
		if !says(a.NameID) || !plain(a.NameEN) || !plain(a.Sub) {
			return false
		}
	}
	return len(b.Add) > 0
}

func soundLines(lines []Line) bool {
	for _, l := range lines {
		if !says(l.Account) || (l.Outlet != "" && !code(l.Outlet)) || (l.Month != 0 && !l.Month.Valid()) {
			return false
		}
	}
	return true
}

func soundApproval(b *Approval) bool { return b.Subject.Seq > 0 && plain(b.Reason) }

// soundCiting reads the second version of an approval, which cites minutes.
func soundCiting(b *Approval) bool { return soundApproval(b) && !b.Cites.IsZero() }

func (b Approval) version() uint8 { return second(!b.Cites.IsZero()) }

func soundClose(b *Close) bool { return soundPeriod(b) && len(b.Lines) == 0 }

func soundPeriod(b *Close) bool {
	for i, h := range b.Contains {
		if h.Seq < 1 || (i > 0 && compareHeads(b.Contains[i-1], h) >= 0) {
			return false
		}
	}
	return b.Period.Valid() && len(b.Contains) > 0
}
