package coop

// The derived tables: exactly what a fold of Apply over the set of changes gives. Their rows are plain structs; the
// map in memory, the book and the server keep the same ones.

// ChangeRow is the log itself.
type ChangeRow struct {
	Log     ID    `row:"key"`
	Seq     int64 `row:"key"`
	Hash    Hash  `row:"key"`
	Prev    Hash
	Lamport int64
	At      int64
	Author  ID
	Kind    Kind
	Bytes   []byte // canonical bytes
}

// HeadRow is a change that no other change of its log follows: one a log, more where it forked.
type HeadRow struct {
	Log     ID   `row:"key"`
	Hash    Hash `row:"key"`
	Seq     int64
	Lamport int64
}

// SightRow keeps what lies in a change's past beyond its own log, at each change where that grew.
type SightRow struct {
	Log    ID     `row:"key"`
	Seq    int64  `row:"key"`
	Hash   Hash   `row:"key"`
	Vector []byte // CBOR of []Head, ascending
}

// RightRow lists the changes that decide who may do what, and which logs count.
type RightRow struct {
	Lamport int64 `row:"key"`
	Hash    Hash  `row:"key"`
	Log     ID
	Seq     int64
	Kind    Kind
}

// LogRow is one log: a device or a server.
type LogRow struct {
	Log     ID `row:"key"`
	Letters string
	Name    string
	Sign    [32]byte
	Box     [32]byte
	Server  bool
	Invite  [32]byte
	By      Hash // the change that introduced it
}

// DeviceRow is one introduction of a log, whether it counts or lies behind an end: what its key signed stays proven.
type DeviceRow struct {
	Log     ID   `row:"key"`
	Hash    Hash `row:"key"`
	Lamport int64
	Sign    [32]byte
}

// EnrolRow is a server's certificate.
type EnrolRow struct {
	Log     ID   `row:"key"`
	Hash    Hash `row:"key"`
	Village string
	Server  ID
}

// CoopRow is the cooperative itself: one row.
type CoopRow struct {
	Cooperative ID `row:"key"`
	Log         ID // the founding log
	Hash        Hash
	Name        string
	Village     string
	Recovery    [32]byte
}

// UserRow is a person with a role.
type UserRow struct {
	User    ID `row:"key"`
	Name    string
	Role    Role
	By      Hash
	Lamport int64
	Hash    Hash // of the change that gave the role
}

// UserKeyRow is a person's signing key.
type UserKeyRow struct {
	User    ID       `row:"key"`
	Public  [32]byte `row:"key"`
	Slot    []byte
	Log     ID // where it was registered
	Author  ID // by whom
	Lamport int64
	Hash    Hash
}

// MemberRow is one registration of a member.
type MemberRow struct {
	Member ID `row:"key"`
	Same   ID // the registration that stands for this person; the member itself when alone
	Number string
	Name   string
	Hamlet string
	Group  string
	Status string
	Joined string
	Left   string
	Sex    string
	NIKKey Hash
	Log    ID // the change that registered
	Seq    int64
	Hash   Hash
	At     int64
}

// MemberFieldRow is one field with the stamp of its last writer.
type MemberFieldRow struct {
	Member  ID    `row:"key"`
	Field   Field `row:"key"`
	Lamport int64
	Hash    Hash
	Value   string
	Box     []byte
}

// MemberSameRow joins two registrations, or keeps them apart again.
type MemberSameRow struct {
	A       ID `row:"key"`
	B       ID `row:"key"`
	Apart   bool
	Lamport int64
	Hash    Hash
}

// AccountRow is an account of the chart.
type AccountRow struct {
	Code    string `row:"key"`
	NameID  string
	NameEN  string
	Type    AccountType
	Heading bool
	Credit  bool
	Sub     string
	Closed  bool
	Own     bool // not of the founding's chart
	Lamport int64
	Hash    Hash // the change that made it
}

// AccountMakeRow is one making of an account: of several with one code the least (lamport, hash) is the account.
type AccountMakeRow struct {
	Code    string `row:"key"`
	Hash    Hash   `row:"key"`
	Lamport int64
	Log     ID
	Seq     int64
	Body    []byte // CBOR of AccountAdd
}

// AccountEditRow is the last writer of an account's names and use.
type AccountEditRow struct {
	Code    string `row:"key"`
	NameID  string
	NameEN  string
	Closed  bool
	Lamport int64
	Hash    Hash
}

// OccasionRow is an own occasion.
type OccasionRow struct {
	Name    string `row:"key"`
	Text    string
	Lamport int64
	Hash    Hash
}

// OutletRow is a business unit.
type OutletRow struct {
	Code    string `row:"key"`
	NameID  string
	NameEN  string
	Closed  bool
	Lamport int64
	Hash    Hash
}

// SettingRow is a value of the cooperative from a date on.
type SettingRow struct {
	Key     string `row:"key"`
	From    Date   `row:"key"`
	Value   string
	Lamport int64
	Hash    Hash
}

// EntryRow is one journal entry, also where it is a reversal, an opening balance or what a year close made.
type EntryRow struct {
	ID       ID   `row:"key"`
	Kind     Kind // KindEntry, KindReversal or KindOpening; KindClose: made by a year close
	Log      ID
	Seq      int64
	Hash     Hash
	Lamport  int64
	At       int64
	Author   ID
	Date     Date   // the evidence date
	Posted   Date   // the day it posts on; 0 when it posts nothing
	Fault    What   // what is against the change itself, whatever else is held
	What     What   // why it is irregular; 0 when it is not
	Book     string // voucher book: BKM, BKK, BBM, BBK or BM
	Serial   int64  // in its log, book and year of Date, without gaps: VoucherNumber
	Occasion string
	Remark   string
	Evidence string
	Once     ID
	Reverses ID // the entry this one mirrors
	Corrects ID
	Amount   Money // sum of the debits
	Sealed   []byte
}

// LineRow is one debit or credit. Posted repeats its entry's day, so that an account's page is one index range.
type LineRow struct {
	Entry    ID    `row:"key"`
	N        int64 `row:"key"`
	Account  string
	Amount   Money
	Posted   Date
	Member   ID
	Month    Month
	Outlet   string
	Loan     ID
	Supplier ID
	Item     ID
	Quantity int64
	Asset    ID
}

// ClaimRow says which entries claim one once-id.
type ClaimRow struct {
	Once  ID `row:"key"`
	Entry ID `row:"key"`
}

// ClaimedRow counts the claims of one once-id.
type ClaimedRow struct {
	Once  ID `row:"key"`
	Times int64
}

// VoucherRow is the last serial of one device, voucher book and year.
type VoucherRow struct {
	Log    ID     `row:"key"`
	Book   string `row:"key"`
	Year   int64  `row:"key"`
	Serial int64
}

// BalanceRow is what one account of one outlet moved in one month.
type BalanceRow struct {
	Account string `row:"key"`
	Outlet  string `row:"key"`
	Month   Month  `row:"key"`
	Debit   Money
	Credit  Money
}

// Dim names a dimension of a line. Append only.
type Dim uint8

// Dimensions.
const (
	DimMember   Dim = 1
	DimLoan     Dim = 2
	DimSupplier Dim = 3
	DimItem     Dim = 4
	DimAsset    Dim = 5
)

// SubRow is what one subject of one dimension has on an account. The zero subject is "belum dirinci".
type SubRow struct {
	Account string `row:"key"`
	Dim     Dim    `row:"key"`
	Subject ID     `row:"key"`
	Debit   Money
	Credit  Money
}

// DueRow is what a member paid on an account for a month.
type DueRow struct {
	Member  ID     `row:"key"`
	Account string `row:"key"`
	Month   Month  `row:"key"`
	Amount  Money  // credit positive
	Times   int64  // lines that add up to it
}

// CloseRow is one close, holding or not.
type CloseRow struct {
	Hash     Hash `row:"key"`
	Log      ID
	Seq      int64
	Lamport  int64
	Author   ID
	Period   Month
	Year     bool
	Prev     Hash
	Contains []byte // CBOR of []Head
	Digest   Hash
	Holds    bool
}

// ReopenRow voids a close.
type ReopenRow struct {
	Close  Hash `row:"key"`
	Hash   Hash `row:"key"`
	Author ID
	Reason string
}

// ApprovalRow is one decision on a recorded act.
type ApprovalRow struct {
	Subject Hash `row:"key"`
	Hash    Hash `row:"key"`
	Author  ID
	Granted bool
	Figures []byte // CBOR of []Figure
	Reason  string
	At      int64
}

// FindingRow is a reviewer's remark.
type FindingRow struct {
	Finding ID `row:"key"`
	Hash    Hash
	Log     ID
	Seq     int64
	Author  ID
	By      string
	Entry   ID
	Period  Month
	Text    string
	At      int64
}

// AnswerRow answers a finding.
type AnswerRow struct {
	Finding ID   `row:"key"`
	Hash    Hash `row:"key"`
	Author  ID
	Text    string
	At      int64
}

// ReceiptRow is what a server last said it holds of a log.
type ReceiptRow struct {
	Server ID `row:"key"`
	Log    ID `row:"key"`
	Seq    int64
	Hash   Hash
	At     int64
}

// LookRow says who has looked at an exception.
type LookRow struct {
	What    What `row:"key"`
	Subject Hash `row:"key"`
	Hash    Hash `row:"key"`
	Author  ID
	Note    string
}

// VaultRow is a wrapped sealing key.
type VaultRow struct {
	Log   ID    `row:"key"`
	Epoch int64 `row:"key"`
	Hash  Hash  `row:"key"`
	Key   []byte
}

// IrregularRow is a recorded change that is irregular by itself: kept and shown, never dropped.
type IrregularRow struct {
	Hash Hash `row:"key"`
	What What `row:"key"`
	Log  ID
	Seq  int64
	Kind Kind
}
