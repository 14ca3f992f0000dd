package coop

// The bodies of all kinds, version 1, and of a close also version 2. Field numbers are CBOR map keys: frozen, append
// only. Zero fields are not written. Text is UTF-8 without NUL.

// Role is what a person may do in the cooperative (domain §2).
type Role uint8

// Roles. Append only.
const (
	RoleNone       Role = 0
	RoleTreasurer  Role = 1 // bendahara
	RoleChair      Role = 2 // ketua
	RoleSupervisor Role = 3 // pengawas
	RoleSecretary  Role = 4 // sekretaris
	RoleManager    Role = 5 // manajer USP
	RoleClerk      Role = 6 // petugas gerai
	RoleOfficer    Role = 7 // petugas dinas; speaks only through a server's log
)

// Found is the first change of a cooperative's first log.
type Found struct {
	Cooperative ID         `cbor:"1,keyasint"`
	Name        string     `cbor:"2,keyasint"`
	Village     string     `cbor:"3,keyasint"` // area code, 10 digits (domain §5.2 kode_wilayah)
	Sign        [32]byte   `cbor:"4,keyasint"` // the first device's Ed25519 key
	Box         [32]byte   `cbor:"5,keyasint"` // the first device's X25519 key
	Letters     string     `cbor:"6,keyasint"` // "A"
	Recovery    [32]byte   `cbor:"7,keyasint"` // Ed25519 key of the recovery code
	People      []FoundOne `cbor:"8,keyasint"` // ids are HashID(hash, 1+index)
}

// FoundOne is a person named at the founding.
type FoundOne struct {
	_    struct{} `cbor:",toarray"`
	Name string
	Role Role
}

// Device introduces a log. In the log's own first change Proof is the invite's signature over JoinBytes; in another
// log it is empty and the author vouches.
type Device struct {
	Log     ID       `cbor:"1,keyasint"`
	Letters string   `cbor:"2,keyasint"`
	Name    string   `cbor:"3,keyasint,omitempty"`
	Sign    [32]byte `cbor:"4,keyasint"`
	Box     [32]byte `cbor:"5,keyasint"`
	Server  bool     `cbor:"6,keyasint,omitzero"` // a server's log: findings, receipts, enrolment only
	Invite  [32]byte `cbor:"7,keyasint,omitzero"` // the one-use public key of the invite
	Proof   []byte   `cbor:"8,keyasint,omitempty"`
	From    Head     `cbor:"9,keyasint"` // a restored device: the head of the log it was copied from; else zero
}

// Invite allows the holder of a one-use key to introduce one device.
type Invite struct {
	Key     [32]byte `cbor:"1,keyasint"`
	Letters string   `cbor:"2,keyasint"`
	User    ID       `cbor:"3,keyasint,omitzero"` // whom it is meant for
}

// Revoke ends a log at its last change that counts.
type Revoke struct {
	Log    ID     `cbor:"1,keyasint"`
	Seq    int64  `cbor:"2,keyasint,omitzero"` // 0: nothing of it counts
	Hash   Hash   `cbor:"3,keyasint,omitzero"`
	Reason string `cbor:"4,keyasint,omitempty"`
}

// Adopt lets changes of a revoked log count up to and including (Seq, Hash).
type Adopt struct {
	Log  ID    `cbor:"1,keyasint"`
	Seq  int64 `cbor:"2,keyasint"`
	Hash Hash  `cbor:"3,keyasint"`
}

// User adds a person; the id is HashID(hash, 0).
type User struct {
	Name string `cbor:"1,keyasint"`
	Role Role   `cbor:"2,keyasint"`
}

// RoleChange gives a person another role; RoleNone takes all rights away.
type RoleChange struct {
	User ID   `cbor:"1,keyasint"`
	Role Role `cbor:"2,keyasint,omitzero"`
}

// UserKey registers a person's signing key. The first of a person introduces itself; a later one needs the mark of
// an earlier key of the same person or of another board member (design §7).
type UserKey struct {
	User   ID       `cbor:"1,keyasint"`
	Public [32]byte `cbor:"2,keyasint"`
	Slot   []byte   `cbor:"3,keyasint,omitempty"` // the private key wrapped by the person's passphrase
}

// Field numbers a member's profile field. Append only.
type Field uint8

// Member fields. Those from FieldNIK on are sealed: they lie in a box, never as text.
const (
	FieldNumber    Field = 1
	FieldName      Field = 2
	FieldHamlet    Field = 3
	FieldGroup     Field = 4
	FieldStatus    Field = 5 // calon, aktif, keluar …: domain §5.1
	FieldJoined    Field = 6 // ISO date
	FieldLeft      Field = 7 // ISO date
	FieldSex       Field = 8 // L or P
	FieldLeaving   Field = 9 // LeaveAsk: why, since when and in which words somebody leaves
	FieldNIK       Field = 32
	FieldPhone     Field = 33
	FieldAddress   Field = 34
	FieldBirthDate Field = 35
	FieldPhoto     Field = 36
	FieldHeirs     Field = 37 // HeirsText
)

// Sealed says whether the field may only lie in a box.
func (f Field) Sealed() bool { return f >= FieldNIK }

// Member registers a person as member; the id is HashID(hash, 0).
type Member struct {
	Fields map[Field]string `cbor:"1,keyasint"`
	Sealed []Field          `cbor:"2,keyasint,omitempty"` // which fields the box holds, ascending
	Box    []byte           `cbor:"3,keyasint,omitempty"` // one box a change (design §7)
	NIKKey Hash             `cbor:"4,keyasint,omitzero"`  // keyed hash of the NIK, for finding duplicates
}

// MemberEdit changes fields of a member, each the last writer's by (lamport, hash).
type MemberEdit struct {
	Member ID               `cbor:"1,keyasint"`
	Fields map[Field]string `cbor:"2,keyasint,omitempty"`
	Sealed []Field          `cbor:"3,keyasint,omitempty"`
	Box    []byte           `cbor:"4,keyasint,omitempty"`
	NIKKey Hash             `cbor:"5,keyasint,omitzero"`
}

// MemberSame says that two registrations are one person, or that they are not after all.
type MemberSame struct {
	A     ID   `cbor:"1,keyasint"` // the smaller of the two
	B     ID   `cbor:"2,keyasint"`
	Apart bool `cbor:"3,keyasint,omitzero"`
}

// Accounts adds accounts: the standard chart at the founding, own accounts later.
type Accounts struct {
	Add []AccountAdd `cbor:"1,keyasint"`
}

// AccountAdd is one new account. Its type is fixed by the change that made it.
type AccountAdd struct {
	_       struct{} `cbor:",toarray"`
	Code    string
	NameID  string
	NameEN  string
	Type    AccountType
	Heading bool
	Credit  bool   // normal balance on the credit side
	Sub     string // required dimensions: letters of domain §4
}

// AccountEdit changes names or use of an account, never its type; last writer.
type AccountEdit struct {
	Code   string `cbor:"1,keyasint"`
	NameID string `cbor:"2,keyasint"`
	NameEN string `cbor:"3,keyasint,omitempty"`
	Closed bool   `cbor:"4,keyasint,omitzero"` // no longer offered
}

// OccasionText adds or replaces an own occasion; last writer by its name.
type OccasionText struct {
	Name string `cbor:"1,keyasint"`
	Text string `cbor:"2,keyasint,omitempty"` // in the format of the occasions' data; empty hides it
}

// Outlet adds or renames a business unit; last writer by code.
type Outlet struct {
	Code   string `cbor:"1,keyasint"`
	NameID string `cbor:"2,keyasint"`
	NameEN string `cbor:"3,keyasint,omitempty"`
	Closed bool   `cbor:"4,keyasint,omitzero"`
}

// Setting sets a value of the cooperative from a date on: rates are dated, last writer by (key, date).
type Setting struct {
	Key   string `cbor:"1,keyasint"`
	From  Date   `cbor:"2,keyasint,omitzero"` // 0: always
	Value string `cbor:"3,keyasint,omitempty"`
}

// Line is one debit or credit of an entry with the dimensions its account asks for.
type Line struct {
	Account  string `cbor:"1,keyasint"`
	Amount   Money  `cbor:"2,keyasint"` // sen; debit positive, credit negative, never 0
	Member   ID     `cbor:"3,keyasint,omitzero"`
	Month    Month  `cbor:"4,keyasint,omitzero"` // the month a due is for
	Outlet   string `cbor:"5,keyasint,omitempty"`
	Loan     ID     `cbor:"6,keyasint,omitzero"`
	Supplier ID     `cbor:"7,keyasint,omitzero"`
	Item     ID     `cbor:"8,keyasint,omitzero"`
	Quantity int64  `cbor:"9,keyasint,omitzero"` // thousandths of the item's unit
	Asset    ID     `cbor:"10,keyasint,omitzero"`
}

// Once names the rule, subject and period of something that may exist only once (design §4).
type Once struct {
	Rule    string `cbor:"1,keyasint"`
	Subject string `cbor:"2,keyasint,omitempty"`
	Period  string `cbor:"3,keyasint,omitempty"`
}

// IsZero says whether the entry may be recorded any number of times. CBOR's omitzero uses it.
func (o Once) IsZero() bool { return o.Rule == "" }

// ID derives the once-id.
func (o Once) ID() ID { return OnceID(o.Rule, o.Subject, o.Period) }

// Entry is one balanced journal entry; its id is HashID(hash, 0).
type Entry struct {
	Date     Date   `cbor:"1,keyasint"`
	Occasion string `cbor:"2,keyasint,omitempty"`
	Remark   string `cbor:"3,keyasint,omitempty"`
	Lines    []Line `cbor:"4,keyasint"`
	Evidence string `cbor:"5,keyasint,omitempty"` // "bukti kertas no. …"
	Once     Once   `cbor:"6,keyasint,omitzero"`
	Corrects ID     `cbor:"7,keyasint,omitzero"`  // the reversed entry this one puts right
	Sealed   []byte `cbor:"8,keyasint,omitempty"` // remark holding NIK or phone numbers
}

// Reversal mirrors an entry; of several reversals of one entry one counts.
type Reversal struct {
	Entry  ID     `cbor:"1,keyasint"`
	Date   Date   `cbor:"2,keyasint"`
	Reason string `cbor:"3,keyasint"`
}

// Opening is one opening balance against 31901; of several for one subject one counts.
type Opening struct {
	Date    Date   `cbor:"1,keyasint"`
	Account string `cbor:"2,keyasint"`
	Amount  Money  `cbor:"3,keyasint"` // debit positive
	Member  ID     `cbor:"4,keyasint,omitzero"`
	Outlet  string `cbor:"5,keyasint,omitempty"`
}

// Close is a board member's signed statement of exactly what a period contains.
type Close struct {
	Period   Month  `cbor:"1,keyasint"` // the last month of the period
	Year     bool   `cbor:"2,keyasint,omitzero"`
	Prev     Hash   `cbor:"3,keyasint,omitzero"`  // the close before it
	Contains []Head `cbor:"4,keyasint"`           // per log the last change contained, ascending by (log, seq, hash)
	Digest   Hash   `cbor:"5,keyasint"`           // of the trial balance seen: TrialDigest
	Lines    []Line `cbor:"6,keyasint,omitempty"` // version 2: the closing entry of a year, ClosingLines
}

// Reopen voids a close and every later one.
type Reopen struct {
	Close  Hash   `cbor:"1,keyasint"`
	Reason string `cbor:"2,keyasint"`
}

// Approval decides on a recorded act by its hash and carries the figures decided.
type Approval struct {
	Subject Head     `cbor:"1,keyasint"` // the change approved: log, seq and hash
	Granted bool     `cbor:"2,keyasint,omitzero"`
	Figures []Figure `cbor:"3,keyasint,omitempty"`
	Reason  string   `cbor:"4,keyasint,omitempty"`
	Cites   Hash     `cbor:"5,keyasint,omitzero"` // the minutes of the meeting that decided it
}

// Figure is one named figure of an approval.
type Figure struct {
	_     struct{} `cbor:",toarray"`
	Name  string
	Value int64
}

// Finding is a reviewer's remark; the id is HashID(hash, 0).
type Finding struct {
	Entry  ID     `cbor:"1,keyasint,omitzero"`
	Period Month  `cbor:"2,keyasint,omitzero"`
	Text   string `cbor:"3,keyasint"`
	By     string `cbor:"4,keyasint,omitempty"` // the officer's name, in a server's log
}

// Answer answers a finding.
type Answer struct {
	Finding ID     `cbor:"1,keyasint"`
	Text    string `cbor:"2,keyasint"`
}

// Receipt says what a server holds.
type Receipt struct {
	Heads []Head `cbor:"1,keyasint"`
}

// Enrol is a server's certificate of a cooperative's first device.
type Enrol struct {
	Village string   `cbor:"1,keyasint"`
	Log     ID       `cbor:"2,keyasint"`
	Sign    [32]byte `cbor:"3,keyasint"`
}

// Look says that a board member has looked at an exception.
type Look struct {
	What    What   `cbor:"1,keyasint"`
	Subject Hash   `cbor:"2,keyasint"`
	Note    string `cbor:"3,keyasint,omitempty"`
}

// Vault hands the cooperative's sealing key of one epoch to one device, wrapped to its X25519 key.
type Vault struct {
	Log   ID     `cbor:"1,keyasint"`
	Epoch int64  `cbor:"2,keyasint"`
	Key   []byte `cbor:"3,keyasint"`
}

// Count says what somebody found when they counted the cash of an account or read the balance of a bank, and what the
// book said; the id is HashID(hash, 0). A difference is posted by an entry of CountOnce; the second person signs by an
// approval of the count that carries CountFigures.
type Count struct {
	Account string      `cbor:"1,keyasint"`
	Date    Date        `cbor:"2,keyasint"`
	Notes   []CountNote `cbor:"3,keyasint,omitempty"` // the largest first; a bank has none
	Counted Money       `cbor:"4,keyasint"`           // the sum of the notes, where there are some
	Booked  Money       `cbor:"5,keyasint"`           // debit positive
	Reason  string      `cbor:"6,keyasint,omitempty"` // of the difference
}

// CountNote is how many pieces of one banknote or coin were there.
type CountNote struct {
	_      struct{} `cbor:",toarray"`
	Value  Money
	Pieces int64
}

// Evidence puts a picture, or the number of a paper, on an entry that is recorded. The log holds the picture's hash:
// its bytes travel apart, and last.
type Evidence struct {
	Entry ID     `cbor:"1,keyasint"`
	Paper string `cbor:"2,keyasint,omitempty"` // "bukti kertas no. …"
	Sum   Hash   `cbor:"3,keyasint,omitzero"`  // SHA-256 of the picture's sealed bytes; zero: paper alone
	Size  int64  `cbor:"4,keyasint,omitzero"`  // of the sealed bytes; at most MaxPictureBytes
	Media Media  `cbor:"5,keyasint,omitzero"`  // what lies in them
}

// Media is the format of a picture.
type Media uint8

// Formats of pictures. Append only.
const (
	MediaJPEG Media = 1
	MediaPNG  Media = 2
)

// MaxPictureBytes bounds the sealed bytes of one picture.
const MaxPictureBytes = 60_000

// Review says that a chair, supervisor or secretary has looked at entries, and what they think of all of them. What
// wants an answer in words is a Finding.
type Review struct {
	Entries []ID    `cbor:"1,keyasint"` // each once, at most 4096
	Verdict Verdict `cbor:"2,keyasint"`
}

// Verdict is what a reviewer thinks of an entry.
type Verdict uint8

// Verdicts. Append only.
const (
	VerdictRead   Verdict = 1 // read, nothing to say
	VerdictAgreed Verdict = 2
	VerdictQuery  Verdict = 3 // something is not clear
)
