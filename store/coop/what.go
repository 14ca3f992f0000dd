package coop

import "fmt"

// What says why something recorded is irregular. The numbers are stored: append only.
type What uint8

// What can be irregular. Those up to WhatCut make a change post nothing; the others count and are shown.
const (
	WhatNone        What = 0
	WhatUnknown     What = 1  // kind or version that this program does not know; read again after an update
	WhatMalformed   What = 2  // the body is not what its kind asks for
	WhatUnbalanced  What = 3  // debits and credits differ, also among memo accounts, or fewer than two lines
	WhatAccount     What = 4  // an account that is not in the chart in the change's past, or a heading
	WhatNotEntitled What = 5  // the author had no right to this in the change's own past
	WhatNoMark      What = 6  // the act needs a personal signature and has none that is valid
	WhatNoSubject   What = 7  // it speaks of something that is not in its past
	WhatCut         What = 8  // behind the end of a revoked log, and not adopted
	WhatOwnApproval What = 9  // somebody approved what they recorded
	WhatTwice       What = 10 // another entry with the same once-id counts, with the same content
	WhatTwiceOther  What = 11 // another entry with the same once-id counts, with other content
	WhatReversedOff What = 12 // a reversal of an entry that does not count
	WhatFigures     What = 13 // a counter-signature with other figures than the count it signs
	WhatCorrectsOff What = 14 // it stands in the place of an entry that gave way to another with its once-id
	WhatLate        What = 20 // recorded after its period was closed: posts in a later one
	WhatFork        What = 21 // two branches of one log
	WhatLostRight   What = 22 // concurrent with the loss of its author's right
	WhatOverdrawn   What = 23 // a member's saving is below zero
	WhatMonthTwice  What = 24 // a due of one month paid more than it was
	WhatNoDimension What = 25 // an account has lines without the subject it asks for
	WhatSameNIK     What = 26 // two members with one NIK
	WhatClash       What = 27 // one account code or member number made twice
	WhatKeyFrom     What = 28 // the author's key came from the recorder of what they decided on
	WhatDigest      What = 29 // a close whose trial balance is not the one it saw
	WhatRecovery    What = 30 // the recovery code was used
	WhatCountTwice  What = 31 // the difference of a count, which another count that it did not know of posts too
	WhatUnapproved  What = 32 // money lent, or given up, without the decision that this asks for in its past
	WhatBlocked     What = 33 // a member's saving holds less than is blocked of it
	WhatClosing     What = 34 // a year's closing entry that does not bring the result of what it contains to nothing
)

// Counts says whether something irregular in this way counts all the same.
func (w What) Counts() bool { return w == WhatNone || w >= WhatLate }

// Exception is something recorded but irregular.
type Exception struct {
	What    What
	Subject Hash   // the change, or the change that made the subject
	Kind    Kind   // of that change
	Entry   ID     // the entry, where there is one
	Member  ID     // the member, where there is one
	Account string // the account, where there is one
	Month   Month  // the month, where there is one
	Amount  Money
	Log     ID
	Seq     int64
	At      int64  // when the change was recorded, in minutes since 1970 UTC; 0: it is about no single change
	Author  ID     // of the change
	Seen    bool   // a board member has looked at it
	SeenBy  ID     // who
	Note    string // and what they wrote about it
}

var whatNames = map[What]string{
	WhatNone: "none", WhatUnknown: "unknown", WhatMalformed: "malformed", WhatUnbalanced: "unbalanced",
	WhatAccount: "account", WhatNotEntitled: "not-entitled", WhatNoMark: "no-mark", WhatNoSubject: "no-subject",
	WhatCut: "cut", WhatOwnApproval: "own-approval", WhatTwice: "twice", WhatTwiceOther: "twice-other",
	WhatReversedOff: "reversed-off", WhatLate: "late", WhatFork: "fork", WhatLostRight: "lost-right",
	WhatOverdrawn: "overdrawn", WhatMonthTwice: "month-twice", WhatNoDimension: "no-dimension",
	WhatSameNIK: "same-nik", WhatClash: "clash", WhatKeyFrom: "key-from", WhatDigest: "digest",
	WhatRecovery: "recovery", WhatFigures: "figures", WhatCorrectsOff: "corrects-off",
	WhatCountTwice: "count-twice", WhatUnapproved: "unapproved", WhatBlocked: "blocked",
	WhatClosing: "closing",
}

// Key is what translations know it by: exception.05.
func (w What) Key() string { return fmt.Sprintf("exception.%02d", uint8(w)) }

// String gives the name that JSON uses: not-entitled.
func (w What) String() string {
	if s, ok := whatNames[w]; ok {
		return s
	}
	return fmt.Sprintf("what-%d", uint8(w))
}
