package coop

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// office is a village in which people of every role, on three devices, record, grant and pay out in any order.
type office struct {
	*village
	t      *rapid.T
	member ID
	names  []string
	told   map[string][]told // what each device has heard of grants, in the order of recording
	loans  []applied
	acts   []applied
}

// applied is something that wants a decision, and who recorded it.
type applied struct {
	head    Head
	by      string
	loan    int // of an act: which loan
	related bool
	known   map[string]bool // devices that hold it
}

// told is one decision as it was made.
type told struct {
	of      Hash
	by      string
	role    Role // that the person had then, as the device knew it
	granted bool
	counts  bool
	alone   bool // the manager's ceiling was enough then, as the device knew it
	lamport stamp
}

var officeRoles = []Role{RoleTreasurer, RoleChair, RoleSupervisor, RoleSecretary, RoleManager, RoleClerk}

func newOffice(t *rapid.T) *office {
	tb := quiet{}
	o := &office{village: found(tb), t: t, told: map[string][]told{}}
	o.record(tb, "A", "Siti", KindAccounts, Accounts{Add: []AccountAdd{
		{Code: AccountLoan, NameID: "Pinjaman", Type: Asset}, {Code: AccountLoanLoss, NameID: "x", Type: ContraAsset},
	}})
	o.member = HashID(o.record(tb, "A", "Siti", KindMember, Member{Fields: map[Field]string{FieldName: "Aminah"}}), 0)
	for i, role := range officeRoles {
		name := fmt.Sprint("Orang", i)
		o.people[name] = HashID(o.record(tb, "A", "Budi", KindUser, User{Name: name, Role: role}), 0)
		o.names = append(o.names, name)
	}
	o.names = append(o.names, "Siti", "Budi", "Wati")
	for _, name := range o.names {
		if o.keys[name] == nil {
			o.keys[name] = testKey(name)
			o.record(tb, "A", name, KindUserKey, UserKey{User: o.people[name], Public: public(o.keys[name])})
		}
	}
	o.join(tb, "A", "B")
	o.join(tb, "A", "C")
	o.exchange("A", "B")
	return o
}

func (o *office) any(label string) string { return rapid.SampledFrom(o.names).Draw(o.t, label) }

// step lets somebody do something somewhere, and holds what the books say of it against what was told.
func (o *office) step() {
	on := rapid.SampledFrom([]string{"A", "B", "C"}).Draw(o.t, "device")
	switch rapid.IntRange(0, 10).Draw(o.t, "step") {
	case 0, 1:
		o.apply(on)
	case 2, 3, 4, 5:
		o.decide(on)
	case 6:
		o.pay(on)
	case 7:
		from := rapid.SampledFrom([]string{"A", "B", "C"}).Draw(o.t, "from")
		o.exchange(from, on)
		o.hear(from, on)
	case 8:
		role := rapid.SampledFrom(officeRoles).Draw(o.t, "role")
		o.record(quiet{}, on, "Budi", KindRole, RoleChange{User: o.people[o.any("who")], Role: role})
	case 9:
		ceiling := rapid.SampledFrom([]string{"0", "1"}).Draw(o.t, "ceiling") // rupiah: each loan is one
		o.record(quiet{}, on, o.any("who"), KindSetting, Setting{Key: SettingLoanManager, Value: ceiling})
	default:
		o.writeOff(on)
	}
}

func (o *office) hear(from, on string) {
	for _, list := range [][]applied{o.loans, o.acts} {
		for _, x := range list {
			x.known[on] = x.known[on] || x.known[from]
		}
	}
	for _, a := range o.told[from] {
		known := false
		for _, b := range o.told[on] {
			known = known || a.lamport == b.lamport
		}
		if !known {
			o.told[on] = append(o.told[on], a)
		}
	}
}

// apply records something that wants a decision: an application, or a loss that is to be taken.
func (o *office) apply(on string) {
	by := o.any("recorder")
	x := applied{by: by, known: map[string]bool{on: true}, related: rapid.Bool().Draw(o.t, "related")}
	if len(o.loans) > 0 && rapid.Bool().Draw(o.t, "act") {
		x.loan = rapid.IntRange(0, len(o.loans)-1).Draw(o.t, "loan")
		_, what := o.try(on, by, KindLoanAct, LoanAct{
			Loan: HashID(o.loans[x.loan].head.Hash, 0), Class: LoanWriteOff, Date: 20260110, Amount: 100,
			Reason: "macet",
		})
		if x.head = o.devices[on].head; what == WhatNone {
			o.acts = append(o.acts, x)
		}
		return
	}
	_, what := o.try(on, by, KindLoan, Loan{
		Member: o.member, Product: "umum", Principal: 100, Months: 1, Date: 20260110, Related: x.related,
	})
	if x.head = o.devices[on].head; what == WhatNone {
		o.loans = append(o.loans, x)
	}
}

// decide lets anybody grant or refuse something, and checks that nobody's word on their own counts.
func (o *office) decide(on string) {
	list := o.loans
	if len(o.acts) > 0 && rapid.Bool().Draw(o.t, "of an act") {
		list = o.acts
	}
	if len(list) == 0 {
		return
	}
	x := list[rapid.IntRange(0, len(list)-1).Draw(o.t, "of")]
	by, d := o.any("approver"), o.devices[on]
	w := told{of: x.head.Hash, by: by, role: d.fold.RoleOf(o.people[by])}
	w.granted = rapid.IntRange(0, 3).Draw(o.t, "no") > 0
	ceiling := SettingRow{Key: SettingLoanManager}
	w.alone = d.state.Get(&ceiling) && ceiling.Value == "1"
	terms := tenMillion(MethodFlat)
	terms.Principal = 100
	body := Approval{Subject: x.head, Granted: w.granted, Figures: terms.Figures()}
	hash, what := o.try(on, by, KindApproval, body)
	w.counts = x.known[on] && by != x.by && w.role.May(KindApproval)
	if what.Counts() != w.counts {
		o.t.Fatalf("%s (%v) decides on what %s recorded: %v", by, w.role, x.by, what)
	}
	row := ChangeRow{Log: d.log, Seq: d.head.Seq, Hash: hash}
	d.state.Get(&row)
	w.lamport = stamp{row.Lamport, hash}
	o.told[on] = append(o.told[on], w)
}

// granted says by what this device was told whether enough persons granted something that another carries out.
func (o *office) granted(on, carrier string, of Hash, both bool) bool {
	last := map[string]told{}
	for _, w := range o.told[on] {
		held, some := last[w.by]
		if w.of == of && w.by != carrier && w.counts && (!some || held.lamport.before(w.lamport)) {
			last[w.by] = w
		}
	}
	chairs, supervisors, managers := 0, 0, 0
	for _, w := range last {
		switch {
		case !w.granted:
		case w.role == RoleChair:
			chairs++
		case w.role == RoleSupervisor:
			supervisors++
		case w.role == RoleManager && w.alone:
			managers++
		}
	}
	return chairs > 0 && supervisors > 0 || !both && chairs+managers > 0
}

// pay records a payout of any loan and compares what the books say of it.
func (o *office) pay(on string) {
	if len(o.loans) == 0 {
		return
	}
	x := o.loans[rapid.IntRange(0, len(o.loans)-1).Draw(o.t, "loan")]
	loan := HashID(x.head.Hash, 0)
	o.posts(on, x, LoanOutOnce(loan), Line{Account: AccountLoan, Amount: 100, Loan: loan},
		Line{Account: "11101", Amount: -100}, x.related)
}

// writeOff records that a loss is taken, and compares likewise.
func (o *office) writeOff(on string) {
	if len(o.acts) == 0 {
		return
	}
	x := o.acts[rapid.IntRange(0, len(o.acts)-1).Draw(o.t, "act")]
	loan := HashID(o.loans[x.loan].head.Hash, 0)
	o.posts(on, x, LoanActOnce(x.head.Hash), Line{Account: AccountLoan, Amount: -100, Loan: loan},
		Line{Account: AccountLoanLoss, Amount: 100}, true)
}

// posts lets anybody carry out what somebody applied for.
func (o *office) posts(on string, x applied, once Once, a, b Line, both bool) {
	d, by := o.devices[on], o.any("carrier")
	if !d.fold.RoleOf(o.people[by]).May(KindEntry) {
		return
	}
	may := x.known[on] && o.granted(on, by, x.head.Hash, both)
	hash, what := o.try(on, by, KindEntry, Entry{Date: 20260112, Lines: []Line{a, b}, Once: once})
	shown := d.state.Get(&IrregularRow{Hash: hash, What: WhatUnapproved})
	if what.Counts() && shown == may {
		o.t.Fatalf("%+v by %s: granted %v, and shown as not %v", a, by, may, shown)
	}
}

// TestApproval_nobodyTheirOwn: nobody approves what they recorded, in any role, in any order, on any device; and where
// two must agree, two persons did (I12, design §7).
func TestApproval_nobodyTheirOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := newOffice(t)
		for range rapid.IntRange(5, 60).Draw(t, "steps") {
			o.step()
		}
		for name, d := range o.devices {
			d.state.Scan(&ApprovalRow{}, 0, func(r Record) bool {
				row := r.(*ApprovalRow)
				if o.all[row.Subject].Author == row.Author {
					t.Fatalf("on %s %s's word on their own counts", name, row.Author)
				}
				return true
			})
			o.registers(name, d)
		}
	})
}

// registers holds what the register of loans says against the exceptions and what was told: what was carried out in
// order stays granted whatever is said later, and what waits is granted by everybody's last word.
func (o *office) registers(on string, d *device) {
	var rows LoanRows
	d.state.Scan(&RegisterRow{}, 0, func(r Record) bool {
		row := *r.(*RegisterRow)
		switch row.Kind {
		case KindLoan:
			rows.Loans = append(rows.Loans, row)
		case KindLoanAct:
			rows.Acts = append(rows.Acts, row)
		case KindApproval:
			rows.Approvals = append(rows.Approvals, row)
		}
		return true
	})
	for _, c := range d.fold.LoanCases(rows) {
		o.holds(on, d, c.Head, LoanOutOnce(c.ID), c.Loan.Related, c.Granted)
		if c.Granted && c.Terms.Principal != 100 {
			o.t.Fatalf("granted under %+v", c.Terms)
		}
		for _, act := range c.Acts {
			o.holds(on, d, act.Head, LoanActOnce(act.Head.Hash), true, act.Granted)
		}
	}
}

func (o *office) holds(on string, d *device, head Head, once Once, both, says bool) {
	inOrder := false
	d.state.Scan(&ClaimRow{Once: once.ID()}, 1, func(r Record) bool {
		e := EntryRow{ID: r.(*ClaimRow).Entry}
		d.state.Get(&e)
		inOrder = inOrder || e.Posted != 0 && !d.state.Get(&IrregularRow{Hash: e.Hash, What: WhatUnapproved})
		return true
	})
	if told := o.granted(on, "", head.Hash, both); says != (inOrder || told) {
		o.t.Fatalf("on %s the register says %v, in order %v, told %v", on, says, inOrder, told)
	}
}
