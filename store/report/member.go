package report

import (
	"context"
	"fmt"
	"strings"

	"lumbung/store/coop"
)

// members is the members' register. What is sealed in the book is on it only when that was asked for.
func members(ctx context.Context, p *paper) error {
	p.at()
	all, err := p.source.Members(ctx, "")
	if err != nil {
		return err
	}
	p.column("number", Code, 20)
	p.column("member", Text, 55)
	if p.order.Private {
		p.column("nik", Code, 36)
		p.column("birth-date", Code, 22)
		p.column("phone", Code, 30)
		p.column("address", Text, 45)
	}
	p.column("sex", Text, 10)
	p.column("hamlet", Text, 30)
	p.column("joined", Code, 22)
	p.column("status", Text, 22)
	p.column("left", Code, 22)
	women, men := 0, 0
	for i := range all {
		m, registered := asOf(all[i], p.to)
		if !registered || m.Same != m.Member {
			continue // the registration it is joined with stands for this person
		}
		cells := []Cell{code(m.Number), text(m.Name)}
		if p.order.Private {
			cells = append(cells, code(m.Private.NIK), code(isoDay(m.Private.BirthDate)), code(m.Private.Phone),
				text(m.Private.Address))
		}
		cells = append(cells, text(p.sex(m.Sex)), text(m.Hamlet), code(isoDay(m.Joined)),
			Cell{Kind: Text, Text: p.status(m.Status), Value: m.Status}, code(isoDay(m.Left)))
		p.sheet.add(Row{Link: Link{Member: m.Member}, Cells: cells})
		if active(&m) {
			women += sexIs(&m, "P")
			men += sexIs(&m, "L")
		}
	}
	p.note("report.note.members", len(p.sheet.Rows), women, men)
	return nil
}

// idleMembers lists of whom nothing was recorded for as long as the rule says, for whoever goes and visits them.
func idleMembers(ctx context.Context, p *paper) error {
	p.at()
	p.column("number", Code, 20)
	p.column("member", Text, 60)
	p.column("hamlet", Text, 44)
	p.column("idle-last", Day, 30)
	p.column("idle-months", Count, 20)
	p.column("saved", Amount, 34)
	source, ok := p.source.(SavingSource)
	if !ok {
		return nil
	}
	all, err := source.Idle(ctx, p.to)
	if err != nil {
		return err
	}
	var details []int
	for i := range all {
		v := &all[i]
		last := Cell{} // never
		if v.Last != 0 {
			last = day(v.Last)
		}
		details = append(details, p.sheet.add(Row{Link: Link{Member: v.Member.Member}, Cells: []Cell{
			code(v.Member.Number), text(v.Member.Name), text(v.Member.Hamlet), last,
			{Kind: Count, Count: int64(v.Months)},
			amount(v.Member.Savings),
		}}))
	}
	if from, ok := p.source.(SettingSource); ok {
		settings, err := from.Settings(ctx)
		if err != nil {
			return err
		}
		p.note("report.note.idle", coop.SavingRulesOf(settings).Number(coop.SettingSavingIdle, p.to))
	}
	_, err = p.sheet.total(Total, 1, p.t("report.total"), details)
	return err
}

// asOf is a member as the register had them at a day's end; false: they came later. Who left later was still there.
func asOf(m coop.MemberView, day coop.Date) (coop.MemberView, bool) {
	if m.Left > day.String() {
		m.Left = ""
		if coop.Leaves(strings.ToLower(m.Status)) {
			m.Status = coop.StatusActive
		}
	}
	return m, m.Joined <= day.String()
}

func active(m *coop.MemberView) bool { return m.Left == "" && !m.Candidate() }

func sexIs(m *coop.MemberView, sex string) int {
	if m.Sex == sex {
		return 1
	}
	return 0
}

// sex is the letter for it in the language of the paper.
func (p *paper) sex(s string) string {
	if key := "report.member.sex." + s; p.texts[key] != "" {
		return p.t(key)
	}
	return s
}

func (p *paper) status(s string) string {
	if key := "report.member.status." + s; p.texts[key] != "" {
		return p.t(key)
	}
	return s
}

// isoDay writes 2026-01-31 as 31/01/2026 and leaves everything else as it is.
func isoDay(iso string) string {
	if len(iso) != 10 || iso[4] != '-' || iso[7] != '-' {
		return iso
	}
	return iso[8:] + "/" + iso[5:7] + "/" + iso[:4]
}

// savings lists what every member has saved and proves each column against its account in the trial balance.
func savings(ctx context.Context, p *paper) error {
	to := p.at()
	all, err := p.source.Savings(ctx, to)
	if err != nil {
		return err
	}
	balances, err := p.source.TrialBalance(ctx, 0, to)
	if err != nil {
		return err
	}
	control := map[string]coop.Money{}
	for _, b := range balances {
		control[b.Account.Code] = -b.Closing()
	}
	p.column("number", Code, 18)
	p.column("member", Text, 52)
	var accounts []string
	for _, account := range coop.SavingAccounts {
		kept := control[account] != 0 || coop.IsDues(account)
		for _, s := range all {
			kept = kept || s.By[account] != 0
		}
		if kept {
			p.column("saving-"+account, Amount, 30)
			accounts = append(accounts, account)
		}
	}
	p.column("total", Amount, 32)
	var details []int
	for i := range all {
		if _, registered := asOf(all[i].Member, to); registered || len(all[i].By) > 0 {
			details = append(details, p.sheet.add(p.savingRow(&all[i], accounts)))
		}
	}
	total, err := p.sheet.total(Total, 1, p.t("report.total"), details)
	if err != nil {
		return err
	}
	for i, account := range accounts {
		if off := p.sheet.Rows[total].Cells[2+i].Amount - control[account]; off != 0 {
			p.wrong("report.note.savings-off", account, coop.FormatMoney(off))
		}
	}
	if p.sheet.Agrees() {
		p.note("report.note.savings-ok")
	}
	return nil
}

func (p *paper) savingRow(s *coop.SavingsView, accounts []string) Row {
	row := Row{Link: Link{Member: s.Member.Member}, Cells: []Cell{code(s.Member.Number), text(s.Member.Name)}}
	if s.Member.Member.IsZero() {
		row.Cells[1] = text(p.t("common.unspecified"))
	}
	var sum coop.Money
	for _, account := range accounts {
		sum += s.By[account]
		row.Cells = append(row.Cells, unlessZero(s.By[account]))
	}
	row.Cells = append(row.Cells, amount(sum))
	return row
}

// dues lists who paid simpanan pokok, and simpanan wajib for each month of the year, and what is owed.
func dues(ctx context.Context, p *paper) error {
	p.from = yearStart(p.to)
	p.sheet.From, p.sheet.Period = p.from, p.span(p.from, p.to)
	all, err := p.source.Dues(ctx, int(p.to)/10000, p.to.Month())
	if err != nil {
		return err
	}
	p.column("number", Code, 16)
	p.column("member", Text, 44)
	p.column("principal", Amount, 20)
	for m := 1; m <= 12; m++ {
		p.sheet.Columns = append(p.sheet.Columns, Column{
			Key: fmt.Sprintf("month-%02d", m), Title: p.monthShort(m), Kind: Amount, Width: 16,
		})
	}
	p.column("paid", Amount, 20)
	p.column("arrears", Amount, 20)
	principal, err := p.principalSaved(ctx)
	if err != nil {
		return err
	}
	var details []int
	behind := 0
	for i := range all {
		d := &all[i]
		if _, there := asOf(d.Member, p.to); !there && d.Paid == [12]coop.Money{} && d.Arrears == 0 {
			continue // they came later
		}
		row := Row{
			Link:  Link{Member: d.Member.Member},
			Cells: []Cell{code(d.Member.Number), text(d.Member.Name), unlessZero(principal[d.Member.Member])},
		}
		var paid coop.Money
		for m := range d.Paid {
			paid += d.Paid[m]
			row.Cells = append(row.Cells, unlessZero(d.Paid[m]))
		}
		row.Cells = append(row.Cells, amount(paid), unlessZero(d.Arrears))
		details = append(details, p.sheet.add(row))
		if d.Arrears > 0 {
			behind++
		}
	}
	if _, err := p.sheet.total(Total, 1, p.t("report.total"), details); err != nil {
		return err
	}
	p.note("report.note.dues", len(details)-behind, len(details), p.Month(p.to.Month()))
	return nil
}

// principalSaved is what each member had paid in of simpanan pokok at the period's end.
func (p *paper) principalSaved(ctx context.Context) (map[coop.ID]coop.Money, error) {
	all, err := p.source.Savings(ctx, p.to)
	saved := map[coop.ID]coop.Money{}
	for _, s := range all {
		saved[s.Member.Member] += s.By[coop.AccountPrincipal]
	}
	return saved, err
}
