package coop

// The derived tables: exactly what a fold of Apply over the set of changes gives. Their rows are plain structs; the
// map in memory, the book and the server keep the same ones.

// ChangeRow is the log itself.
type ChangeRow struct {
	Log     ID    `key`
	Seq     int64 `key`
	Hash    Hash  `key`
	Prev    Hash
	Lamport int64
	At      int64
	Author  ID
	Kind    Kind
	Bytes   []byte // canonical bytes
}

// HeadRow is a change that no other change of its log follows: one a log, more where it forked.
type HeadRow struct {
	Log     ID   `key`
	Hash    Hash `key`
	Seq     int64
	Lamport int64
}

// SightRow keeps what lies in a change's past beyond its own log, at each change where that grew.
type SightRow struct {
	Log    ID    `key`
	Seq    int64 `key`
	Hash   Hash  `key`
	Vector []byte // CBOR of []Head, ascending
}

// RightRow lists the changes that decide who may do what, and which logs count.
type RightRow struct {
	Lamport int64 `key`
	Hash    Hash  `key`
	Log     ID
	Seq     int64
	Kind    Kind
}

// LogRow is one log: a device or a server.
type LogRow struct {
	Log      ID `key`
	Letters  string
	Name     string
	Sign     [32]byte
	Box      [32]byte
	Server   bool
	Invite   [32]byte
	By       Hash // the change that introduced it
	Revoked  bool
	CutSeq   int64 // the last change that counts, when Revoked
	CutHash  Hash
	Village  string // what a server certified at enrolment
	Enrolled bool
}

// CoopRow is the cooperative itself: one row.
type CoopRow struct {
	Cooperative ID `key`
	Log         ID // the founding log
	Hash        Hash
	Name        string
	Village     string
	Recovery    [32]byte
}

// UserRow is a person with a role.
type UserRow struct {
	User    ID `key`
	Name    string
	Role    Role
	By      Hash
	Lamport int64
	Hash    Hash // of the change that gave the role
}

// UserKeyRow is a person's signing key.
type UserKeyRow struct {
	User   ID       `key`
	Public [32]byte `key`
	Slot   []byte
	Log    ID // where it was registered
	Hash   Hash
}

// MemberRow is one registration of a member.
type MemberRow struct {
	Member ID `key`
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
	Hash   Hash // the change that registered
	At     int64
}

// MemberFieldRow is one field with the stamp of its last writer.
type MemberFieldRow struct {
	Member  ID    `key`
	Field   Field `key`
	Lamport int64
	Hash    Hash
	Value   string
	Box     []byte
}

// MemberSameRow joins two registrations, or keeps them apart again.
type MemberSameRow struct {
	A       ID `key`
	B       ID `key`
	Apart   bool
	Lamport int64
	Hash    Hash
}

// AccountRow is an account of the chart.
type AccountRow struct {
	Code     string `key`
	NameID   string
	NameEN   string
	Type     AccountType
	Heading  bool
	Credit   bool
	Sub      string
	Closed   bool
	Own      bool // not of the founding's chart
	Log      ID   // the change that made it
	Seq      int64
	Lamport  int64
	Hash     Hash
	EditedAt int64 // lamport of the last edit
	EditHash Hash
}

// OccasionRow is an own occasion.
type OccasionRow struct {
	Name    string `key`
	Text    string
	Lamport int64
	Hash    Hash
}

// OutletRow is a business unit.
type OutletRow struct {
	Code    string `key`
	NameID  string
	NameEN  string
	Closed  bool
	Lamport int64
	Hash    Hash
}

// SettingRow is a value of the cooperative from a date on.
type SettingRow struct {
	Key     string `key`
	From    Date   `key`
	Value   string
	Lamport int64
	Hash    Hash
}

// EntryRow is one journal entry, also where it is a reversal or an opening balance.
type EntryRow struct {
	ID       ID `key`
	Kind     Kind // KindEntry, KindReversal or KindOpening
	Log      ID
	Seq      int64
	Hash     Hash
	Lamport  int64
	At       int64
	Author   ID
	Date     Date // the evidence date
	Posted   Date // the day it posts on; 0 when it posts nothing
	What     What // why it is irregular; 0 when it is not
	Voucher  string
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
	Entry    ID    `key`
	N        int64 `key`
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
	Once  ID `key`
	Entry ID `key`
}

// VoucherRow is the last serial of one device, voucher book and year.
type VoucherRow struct {
	Log    ID     `key`
	Book   string `key`
	Year   int64  `key`
	Serial int64
}

// BalanceRow is what one account of one outlet moved in one month.
type BalanceRow struct {
	Account string `key`
	Outlet  string `key`
	Month   Month  `key`
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
	Account string `key`
	Dim     Dim    `key`
	Subject ID     `key`
	Debit   Money
	Credit  Money
}

// DueRow is what a member paid on an account for a month.
type DueRow struct {
	Member  ID     `key`
	Account string `key`
	Month   Month  `key`
	Amount  Money  // credit positive
	Times   int64  // lines that add up to it
}

// CloseRow is one close, holding or not.
type CloseRow struct {
	Hash     Hash `key`
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
	Voided   bool
}

// ReopenRow voids a close.
type ReopenRow struct {
	Close  Hash `key`
	Hash   Hash `key`
	Author ID
	Reason string
}

// ApprovalRow is one decision on a recorded act.
type ApprovalRow struct {
	Subject Hash `key`
	Hash    Hash `key`
	Author  ID
	Granted bool
	Figures []byte // CBOR of []Figure
	Reason  string
	At      int64
}

// FindingRow is a reviewer's remark.
type FindingRow struct {
	Finding ID `key`
	Hash    Hash
	Log     ID
	Author  ID
	By      string
	Entry   ID
	Period  Month
	Text    string
	At      int64
}

// AnswerRow answers a finding.
type AnswerRow struct {
	Finding ID   `key`
	Hash    Hash `key`
	Author  ID
	Text    string
	At      int64
}

// ReceiptRow is what a server last said it holds of a log.
type ReceiptRow struct {
	Server ID `key`
	Log    ID `key`
	Seq    int64
	Hash   Hash
	At     int64
}

// LookRow says who has looked at an exception.
type LookRow struct {
	What    What `key`
	Subject Hash `key`
	Hash    Hash `key`
	Author  ID
	Note    string
}

// VaultRow is a wrapped sealing key.
type VaultRow struct {
	Log   ID    `key`
	Epoch int64 `key`
	Hash  Hash  `key`
	Key   []byte
}

// IrregularRow is a recorded change that is irregular by itself: kept and shown, never dropped.
type IrregularRow struct {
	Hash Hash `key`
	What What `key`
	Log  ID
	Seq  int64
	Kind Kind
}

var (
	tableChange      = define[ChangeRow]("change")
	tableHead        = define[HeadRow]("head")
	tableSight       = define[SightRow]("sight")
	tableRight       = define[RightRow]("right_change")
	tableLog         = define[LogRow]("log")
	tableCoop        = define[CoopRow]("coop")
	tableUser        = define[UserRow]("user_account")
	tableUserKey     = define[UserKeyRow]("user_key")
	tableMember      = define[MemberRow]("member")
	tableMemberField = define[MemberFieldRow]("member_field")
	tableMemberSame  = define[MemberSameRow]("member_same")
	tableAccount     = define[AccountRow]("account")
	tableOccasion    = define[OccasionRow]("occasion")
	tableOutlet      = define[OutletRow]("outlet")
	tableSetting     = define[SettingRow]("setting")
	tableEntry       = define[EntryRow]("entry")
	tableLine        = define[LineRow]("line")
	tableClaim       = define[ClaimRow]("claim")
	tableVoucher     = define[VoucherRow]("voucher")
	tableBalance     = define[BalanceRow]("balance")
	tableSub         = define[SubRow]("sub")
	tableDue         = define[DueRow]("due")
	tableClose       = define[CloseRow]("close")
	tableReopen      = define[ReopenRow]("reopen")
	tableApproval    = define[ApprovalRow]("approval")
	tableFinding     = define[FindingRow]("finding")
	tableAnswer      = define[AnswerRow]("answer")
	tableReceipt     = define[ReceiptRow]("receipt")
	tableLook        = define[LookRow]("look")
	tableVault       = define[VaultRow]("vault")
	tableIrregular   = define[IrregularRow]("irregular")
)

// Tables lists every derived table in the order they are dumped and compared.
var Tables = []*Table{
	tableChange, tableHead, tableSight, tableRight, tableLog, tableCoop, tableUser, tableUserKey, tableMember,
	tableMemberField, tableMemberSame, tableAccount, tableOccasion, tableOutlet, tableSetting, tableEntry, tableLine,
	tableClaim, tableVoucher, tableBalance, tableSub, tableDue, tableClose, tableReopen, tableApproval, tableFinding,
	tableAnswer, tableReceipt, tableLook, tableVault, tableIrregular,
}

func init() { tableChange.Log = true }

func (*ChangeRow) table() *Table      { return tableChange }
func (*HeadRow) table() *Table        { return tableHead }
func (*SightRow) table() *Table       { return tableSight }
func (*RightRow) table() *Table       { return tableRight }
func (*LogRow) table() *Table         { return tableLog }
func (*CoopRow) table() *Table        { return tableCoop }
func (*UserRow) table() *Table        { return tableUser }
func (*UserKeyRow) table() *Table     { return tableUserKey }
func (*MemberRow) table() *Table      { return tableMember }
func (*MemberFieldRow) table() *Table { return tableMemberField }
func (*MemberSameRow) table() *Table  { return tableMemberSame }
func (*AccountRow) table() *Table     { return tableAccount }
func (*OccasionRow) table() *Table    { return tableOccasion }
func (*OutletRow) table() *Table      { return tableOutlet }
func (*SettingRow) table() *Table     { return tableSetting }
func (*EntryRow) table() *Table       { return tableEntry }
func (*LineRow) table() *Table        { return tableLine }
func (*ClaimRow) table() *Table       { return tableClaim }
func (*VoucherRow) table() *Table     { return tableVoucher }
func (*BalanceRow) table() *Table     { return tableBalance }
func (*SubRow) table() *Table         { return tableSub }
func (*DueRow) table() *Table         { return tableDue }
func (*CloseRow) table() *Table       { return tableClose }
func (*ReopenRow) table() *Table      { return tableReopen }
func (*ApprovalRow) table() *Table    { return tableApproval }
func (*FindingRow) table() *Table     { return tableFinding }
func (*AnswerRow) table() *Table      { return tableAnswer }
func (*ReceiptRow) table() *Table     { return tableReceipt }
func (*LookRow) table() *Table        { return tableLook }
func (*VaultRow) table() *Table       { return tableVault }
func (*IrregularRow) table() *Table   { return tableIrregular }
