package coop

var (
	tableChange      = define[ChangeRow]("change")
	tableHead        = define[HeadRow]("head")
	tableSight       = define[SightRow]("sight")
	tableRight       = define[RightRow]("right_change")
	tableLog         = define[LogRow]("log")
	tableDevice      = define[DeviceRow]("device")
	tableEnrol       = define[EnrolRow]("enrol")
	tableCoop        = define[CoopRow]("coop")
	tableUser        = define[UserRow]("user_account")
	tableUserKey     = define[UserKeyRow]("user_key")
	tableMember      = define[MemberRow]("member")
	tableMemberField = define[MemberFieldRow]("member_field")
	tableMemberSame  = define[MemberSameRow]("member_same")
	tableAccount     = define[AccountRow]("account")
	tableAccountMake = define[AccountMakeRow]("account_make")
	tableAccountEdit = define[AccountEditRow]("account_edit")
	tableOccasion    = define[OccasionRow]("occasion")
	tableOutlet      = define[OutletRow]("outlet")
	tableSetting     = define[SettingRow]("setting")
	tableEntry       = define[EntryRow]("entry")
	tableLine        = define[LineRow]("line")
	tableClaim       = define[ClaimRow]("claim")
	tableClaimed     = define[ClaimedRow]("claimed")
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
	tableCount       = define[CountRow]("counting")
	tableEvidence    = define[EvidenceRow]("evidence")
	tableReview      = define[ReviewRow]("review")
	tableRegister    = define[RegisterRow]("register")
)

// Tables lists every derived table in the order they are dumped, compared and written: what the guards of closed
// periods protect comes before the closes.
var Tables = []*Table{
	tableChange, tableHead, tableSight, tableRight, tableCut, tableLog, tableDevice, tableEnrol,
	tableCoop, tableUser, tableUserKey, tableMember, tableMemberField, tableMemberSame, tableAccount,
	tableAccountMake, tableAccountEdit, tableOccasion, tableOutlet, tableSetting, tableEntry,
	tableLine, tableClaim, tableClaimed, tableVoucher, tableBalance, tableSub, tableDue, tableFlow, tableClose,
	tableReopen, tableApproval, tableFinding, tableAnswer, tableReceipt, tableLook, tableVault,
	tableIrregular, tableCount, tableEvidence, tableReview, tableRegister,
}

func init() { tableChange.Log = true }

func (*ChangeRow) table() *Table      { return tableChange }
func (*HeadRow) table() *Table        { return tableHead }
func (*SightRow) table() *Table       { return tableSight }
func (*RightRow) table() *Table       { return tableRight }
func (*LogRow) table() *Table         { return tableLog }
func (*DeviceRow) table() *Table      { return tableDevice }
func (*EnrolRow) table() *Table       { return tableEnrol }
func (*CoopRow) table() *Table        { return tableCoop }
func (*UserRow) table() *Table        { return tableUser }
func (*UserKeyRow) table() *Table     { return tableUserKey }
func (*MemberRow) table() *Table      { return tableMember }
func (*MemberFieldRow) table() *Table { return tableMemberField }
func (*MemberSameRow) table() *Table  { return tableMemberSame }
func (*AccountRow) table() *Table     { return tableAccount }
func (*AccountMakeRow) table() *Table { return tableAccountMake }
func (*AccountEditRow) table() *Table { return tableAccountEdit }
func (*OccasionRow) table() *Table    { return tableOccasion }
func (*OutletRow) table() *Table      { return tableOutlet }
func (*SettingRow) table() *Table     { return tableSetting }
func (*EntryRow) table() *Table       { return tableEntry }
func (*LineRow) table() *Table        { return tableLine }
func (*ClaimRow) table() *Table       { return tableClaim }
func (*ClaimedRow) table() *Table     { return tableClaimed }
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
func (*CountRow) table() *Table       { return tableCount }
func (*EvidenceRow) table() *Table    { return tableEvidence }
func (*ReviewRow) table() *Table      { return tableReview }
func (*RegisterRow) table() *Table    { return tableRegister }
