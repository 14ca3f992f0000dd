package coop

// Bodies of what is agreed, owned, planned and decided: the registers beside the ledger. Money moves by entries alone;
// these say under which terms. An entry points at them by the id in its line: Line.Loan names a Loan, a Term or a
// Borrowing, Line.Asset an Asset, Line.Supplier a Party.

// Loan is a member's application for a loan, with the analysis of what they can carry; the id is HashID(hash, 0). It is
// granted by an Approval of this change that carries the Terms as figures. Source: domain §6.
type Loan struct {
	Member    ID         `cbor:"1,keyasint"`
	Product   string     `cbor:"2,keyasint"` // code of a product in the settings: loan.product.<code>
	Principal Money      `cbor:"3,keyasint"`
	Months    int64      `cbor:"4,keyasint"`
	Date      Date       `cbor:"5,keyasint"`
	Purpose   string     `cbor:"6,keyasint,omitempty"`
	Income    Money      `cbor:"7,keyasint,omitzero"`   // a month
	Spending  Money      `cbor:"8,keyasint,omitzero"`   // a month, without instalments
	Owed      Money      `cbor:"9,keyasint,omitzero"`   // instalments elsewhere, a month
	Note      string     `cbor:"10,keyasint,omitempty"` // the analyst's words
	Behind    []Security `cbor:"11,keyasint,omitempty"`
	Replaces  ID         `cbor:"12,keyasint,omitzero"` // a restructuring: the loan that this one takes the place of
	Related   bool       `cbor:"13,keyasint,omitzero"` // board, supervisor or family: chair and supervisor decide
}

// Security is something or somebody that stands behind a loan.
type Security struct {
	_       struct{} `cbor:",toarray"`
	Class   SecurityClass
	Member  ID     // whose saving, or who stands surety
	Account string // of the saving that is blocked
	Value   Money  // what it is worth, or how much of the saving is blocked
	Text    string // "BPKB Honda Supra 2019"
}

// SecurityClass says what stands behind a loan.
type SecurityClass uint8

// What can stand behind a loan. Append only.
const (
	SecurityGoods     SecurityClass = 1 // agunan: a vehicle, land, harvest
	SecuritySaving    SecurityClass = 2 // a member's saving, blocked as long as the loan runs
	SecurityGuarantor SecurityClass = 3 // penjamin
)

// LoanAct is a decision about a running loan, put forward for approval (domain §2: who proposes does not decide).
type LoanAct struct {
	Loan   ID        `cbor:"1,keyasint"`
	Class  LoanClass `cbor:"2,keyasint"`
	Date   Date      `cbor:"3,keyasint"`
	Amount Money     `cbor:"4,keyasint,omitzero"` // written off, waived, or the value of what was taken over
	Grade  Grade     `cbor:"5,keyasint,omitzero"` // of LoanGrade
	Reason string    `cbor:"6,keyasint"`
}

// LoanClass says what is to be done about a loan.
type LoanClass uint8

// Acts on a loan. Append only.
const (
	LoanWriteOff LoanClass = 1 // hapus buku
	LoanForgive  LoanClass = 2 // hapus tagih: the claim is given up
	LoanGrade    LoanClass = 3 // another grade than the days say
	LoanWaive    LoanClass = 4 // interest or penalty let off, as at an early settlement
	LoanSeize    LoanClass = 5 // collateral taken over
	LoanRelease  LoanClass = 6 // what stands behind the loan is given back before its end
)

// Grade is a loan's collectibility (kolektibilitas). Source: domain §6.3.
type Grade uint8

// Grades, from good to bad. Append only.
const (
	GradeGood        Grade = 1 // lancar
	GradeSubstandard Grade = 2 // kurang lancar
	GradeDoubtful    Grade = 3 // diragukan
	GradeLoss        Grade = 4 // macet
)

// Term is a member's term deposit (simpanan berjangka) with its certificate; the id is HashID(hash, 0). The money is an
// entry recorded with it whose line on the deposit's account names it as Line.Loan.
type Term struct {
	Member   ID       `cbor:"1,keyasint"`
	Number   string   `cbor:"2,keyasint,omitempty"` // of the certificate
	Amount   Money    `cbor:"3,keyasint"`
	Months   int64    `cbor:"4,keyasint"`
	Rate     int64    `cbor:"5,keyasint"` // basis points a year
	Date     Date     `cbor:"6,keyasint"`
	Roll     RollOver `cbor:"7,keyasint"`
	Replaces ID       `cbor:"8,keyasint,omitzero"` // the deposit that was rolled over into this one
}

// RollOver says what happens to a term deposit at its end.
type RollOver uint8

// Ends of a term deposit. Append only.
const (
	RollPay       RollOver = 1 // paid out
	RollPrincipal RollOver = 2 // renewed; the interest goes to the voluntary saving
	RollBoth      RollOver = 3 // renewed with its interest
)

// Block keeps a member's saving from being paid out, or lifts an earlier block.
type Block struct {
	Member  ID     `cbor:"1,keyasint"`
	Account string `cbor:"2,keyasint"`
	Amount  Money  `cbor:"3,keyasint,omitzero"`
	Date    Date   `cbor:"4,keyasint"`
	Reason  string `cbor:"5,keyasint"`
	Lifts   ID     `cbor:"6,keyasint,omitzero"` // the block that ends
}

// AssetCard is something whose worth moves into the result month by month in equal parts: a fixed asset, a
// prepayment, or money received ahead; the id is HashID(hash, 0). Each month's entry has the once-rule of asset and
// month.
type AssetCard struct {
	Class    AssetClass `cbor:"1,keyasint"`
	Name     string     `cbor:"2,keyasint"`
	Tag      string     `cbor:"3,keyasint,omitempty"` // inventory number
	Account  string     `cbor:"4,keyasint"`           // what it stands on: 16105, 14101, 23301
	Debit    string     `cbor:"5,keyasint,omitempty"` // of each month: 61404; empty: it loses nothing
	Credit   string     `cbor:"6,keyasint,omitempty"` // of each month's entry: 16205
	Amount   Money      `cbor:"7,keyasint"`           // cost, or what was paid or received ahead
	Residual Money      `cbor:"8,keyasint,omitzero"`
	Months   int64      `cbor:"9,keyasint,omitzero"`
	First    Month      `cbor:"10,keyasint,omitzero"` // the first month that bears a part
	Bought   Date       `cbor:"11,keyasint"`
	Outlet   string     `cbor:"12,keyasint,omitempty"`
	Place    string     `cbor:"13,keyasint,omitempty"`
	Borne    Money      `cbor:"14,keyasint,omitzero"` // parts borne before the book began
	Replaces ID         `cbor:"15,keyasint,omitzero"` // a registration that was wrong, or another life found
	// Condition is what it looks like: good, worn or broken (AssetConditions).
	Condition string `cbor:"16,keyasint,omitempty"`
}

// AssetClass says what kind of thing it is.
type AssetClass uint8

// Classes of assets. Append only.
const (
	AssetFixed    AssetClass = 1 // aset tetap
	AssetPrepaid  AssetClass = 2 // biaya dibayar di muka
	AssetUnearned AssetClass = 3 // pendapatan diterima di muka
)

// Borrowing is a loan to the cooperative; the id is HashID(hash, 0). Source: domain §9.4: all terms are data.
type Borrowing struct {
	Lender   string        `cbor:"1,keyasint"`
	Number   string        `cbor:"2,keyasint,omitempty"` // of the agreement
	Account  string        `cbor:"3,keyasint"`           // 251xx
	Ceiling  Money         `cbor:"4,keyasint"`
	Rate     int64         `cbor:"5,keyasint"` // basis points a year
	Method   LoanMethod    `cbor:"6,keyasint"`
	Months   int64         `cbor:"7,keyasint"`            // in all
	Grace    int64         `cbor:"8,keyasint,omitzero"`   // of them the first in which only interest is paid
	DueDay   int64         `cbor:"9,keyasint,omitzero"`   // of the month
	Date     Date          `cbor:"10,keyasint"`           // of the agreement
	Approver string        `cbor:"11,keyasint,omitempty"` // who agreed for the village or the supervisors
	Signers  string        `cbor:"12,keyasint,omitempty"`
	Plan     []BorrowedUse `cbor:"13,keyasint,omitempty"`
	Replaces ID            `cbor:"14,keyasint,omitzero"`
	Steps    []RateStep    `cbor:"15,keyasint,omitempty"` // a floating rate: the later ones, by day
}

// RateStep says which rate holds from a day on, in basis points a year.
type RateStep struct {
	_    struct{} `cbor:",toarray"`
	From Date
	Rate int64
}

// BorrowedUse is what a part of a borrowing is meant for.
type BorrowedUse struct {
	_      struct{} `cbor:",toarray"`
	Text   string
	Amount Money
}

// LoanMethod is how interest is reckoned. Source: domain §6.2.
type LoanMethod uint8

// Methods. Append only.
const (
	MethodFlat      LoanMethod = 1 // on the first principal, every month the same
	MethodDeclining LoanMethod = 2 // menurun: on what is still owed, equal parts of principal
	MethodAnnuity   LoanMethod = 3 // equal instalments
)

// Budget is the plan of revenue and cost for a year (RAPB). The last of a year counts, by (lamport, hash).
type Budget struct {
	Year  int64        `cbor:"1,keyasint"`
	Lines []BudgetLine `cbor:"2,keyasint"`
}

// BudgetLine plans one account of one outlet for the year.
type BudgetLine struct {
	_       struct{} `cbor:",toarray"`
	Account string
	Outlet  string
	Amount  Money // in the account's normal direction
}

// Meeting calls a meeting; the id is HashID(hash, 0). One that Replaces another changes its invitation.
type Meeting struct {
	Class    MeetingClass `cbor:"1,keyasint"`
	Year     int64        `cbor:"2,keyasint,omitzero"` // the book year that a RAT is about
	Date     Date         `cbor:"3,keyasint"`
	Time     string       `cbor:"4,keyasint,omitempty"` // "09.00 WIB"
	Place    string       `cbor:"5,keyasint,omitempty"`
	Agenda   []string     `cbor:"6,keyasint,omitempty"`
	Quorum   int64        `cbor:"7,keyasint,omitzero"` // basis points of the members who may vote
	Replaces ID           `cbor:"8,keyasint,omitzero"`
}

// MeetingClass says whose meeting it is.
type MeetingClass uint8

// Meetings. Append only.
const (
	MeetingAnnual        MeetingClass = 1 // RAT
	MeetingExtraordinary MeetingClass = 2 // RALB
	MeetingBoard         MeetingClass = 3
	MeetingSupervisors   MeetingClass = 4
)

// Minutes say who came to a meeting and what was decided. The last of a meeting count, by (lamport, hash).
type Minutes struct {
	Meeting   ID         `cbor:"1,keyasint"`
	Members   int64      `cbor:"2,keyasint"`           // who might vote that day
	Present   []ID       `cbor:"3,keyasint,omitempty"` // members, each once
	Proxies   int64      `cbor:"4,keyasint,omitzero"`  // votes carried for others, where the articles allow it
	Guests    string     `cbor:"5,keyasint,omitempty"`
	Decisions []Decision `cbor:"6,keyasint,omitempty"`
	Shares    []Share    `cbor:"7,keyasint,omitempty"` // how a RAT divides the surplus of its year: 10,000 in all
	Chair     string     `cbor:"8,keyasint,omitempty"` // who led the meeting
	Secretary string     `cbor:"9,keyasint,omitempty"`
	Text      string     `cbor:"10,keyasint,omitempty"`
	People    []ID       `cbor:"11,keyasint,omitempty"` // of board and supervisors, who need not be members, each once
}

// Decision is one decision of a meeting with its votes.
type Decision struct {
	_                     struct{} `cbor:",toarray"`
	Text                  string
	For, Against, Abstain int64
}

// Share is one part of the surplus.
type Share struct {
	_           struct{} `cbor:",toarray"`
	Account     string   // 31401, 24101 …
	BasisPoints int64
}

// Note is one line of one of the administration books that hold words (guests, letters, advice …), or words of a
// printed pack that are kept for next year. The last of a subject counts; one without fields takes it away.
type Note struct {
	Book    string            `cbor:"1,keyasint"`
	Subject ID                `cbor:"2,keyasint,omitzero"` // the note that it replaces; zero: a new line
	Year    int64             `cbor:"3,keyasint,omitzero"`
	Fields  map[string]string `cbor:"4,keyasint,omitempty"`
}

// Party is somebody who is no member and whom accounts are kept about: a supplier, a buyer, somebody on the staff.
type Party struct {
	Subject ID         `cbor:"1,keyasint,omitzero"` // the party that it changes; zero: a new one
	Class   PartyClass `cbor:"2,keyasint"`
	Name    string     `cbor:"3,keyasint"`
	Note    string     `cbor:"4,keyasint,omitempty"`
	Closed  bool       `cbor:"5,keyasint,omitzero"`
}

// PartyClass says what somebody is to the cooperative.
type PartyClass uint8

// Parties. Append only.
const (
	PartySupplier PartyClass = 1
	PartyBuyer    PartyClass = 2
	PartyStaff    PartyClass = 3
	PartyOther    PartyClass = 4
)

// Statement is a bank's statement that was read from a file, or a part of a long one.
type Statement struct {
	Account string         `cbor:"1,keyasint"`
	File    string         `cbor:"2,keyasint,omitempty"` // its name, without folders
	Opening Money          `cbor:"3,keyasint,omitzero"`
	Closing Money          `cbor:"4,keyasint,omitzero"`
	Rows    []StatementRow `cbor:"5,keyasint"`
}

// StatementRow is one movement as the bank tells it: what came in is positive.
type StatementRow struct {
	_      struct{} `cbor:",toarray"`
	Date   Date
	Amount Money
	Text   string
}

// Reconcile says which lines of the book stand in the bank's statement, by row or by ticking a paper; the last of an
// account and day counts.
type Reconcile struct {
	Account string          `cbor:"1,keyasint"`
	Until   Date            `cbor:"2,keyasint"`
	Balance Money           `cbor:"3,keyasint,omitzero"` // as the bank says it
	Ticks   []ReconcileTick `cbor:"4,keyasint,omitempty"`
	Reason  string          `cbor:"5,keyasint,omitempty"` // of what is left over

	// Cancels are movements of the bank that come to nothing together: the bank put itself right (version 2).
	Cancels [][]BankRow `cbor:"6,keyasint,omitempty"`
}

// BankRow names a row of a statement.
type BankRow struct {
	_         struct{} `cbor:",toarray"`
	Statement ID
	Row       int64 // from 0
}

// ReconcileTick pairs a line of the book with a row of a statement.
type ReconcileTick struct {
	_         struct{} `cbor:",toarray"`
	Entry     ID
	Line      int64
	Statement ID    // zero: ticked on paper
	Row       int64 // of the statement, from 0
}
