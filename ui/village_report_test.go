package ui

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"lumbung/store/coop"
)

// This file is the village's answers to the statements, summed plainly from its entries.

func (v *village) OwnOccasions(context.Context) ([]coop.OccasionRow, error) {
	return rows[coop.OccasionRow](v.state, &coop.OccasionRow{}, 0), nil
}

func (v *village) Entry(_ context.Context, id coop.ID) (coop.EntryView, error) {
	if e := v.entry(id); !e.ID.IsZero() {
		return e, nil
	}
	return coop.EntryView{}, errors.New("no such entry")
}

func (v *village) Entries(_ context.Context, q coop.EntryQuery) ([]coop.EntryView, error) {
	var out []coop.EntryView
	for _, e := range v.entries() {
		text := strings.ToLower(e.Occasion + " " + e.Remark + " " + e.Voucher)
		has := q.Account == "" && q.Member.IsZero()
		for _, l := range e.Lines {
			text += " " + strings.ToLower(l.MemberName)
			has = has || (q.Account != "" && l.Account == q.Account) || (!q.Member.IsZero() && l.Member == q.Member)
		}
		if (q.Occasion != "" && q.Occasion != e.Occasion) || (!q.Author.IsZero() && q.Author != e.Author) {
			continue
		}
		if e.Date >= q.From && (q.To == 0 || e.Date <= q.To) && has && strings.Contains(text, strings.ToLower(q.Text)) {
			out = append(out, e)
		}
	}
	if !q.Newest {
		slices.Reverse(out)
	}
	if q.Limit > 0 {
		out = out[:min(q.Limit, len(out))]
	}
	return out, nil
}

func (v *village) TrialBalance(_ context.Context, from, to coop.Date) ([]coop.AccountBalance, error) {
	var out []coop.AccountBalance
	for _, account := range rows[coop.AccountRow](v.state, &coop.AccountRow{}, 0) {
		b := coop.AccountBalance{Account: account}
		if from != 0 {
			debit, credit := v.sum(account.Code, 0, from.AddDays(-1))
			b.Opening = debit - credit
		}
		b.Debit, b.Credit = v.sum(account.Code, from, to)
		if b.Opening != 0 || b.Debit != 0 || b.Credit != 0 {
			out = append(out, b)
		}
	}
	return out, nil
}

func (v *village) Closing(_ context.Context, from, to coop.Date) ([]coop.Line, error) {
	var lines []coop.Line
	for _, e := range v.entries() {
		closes := slices.ContainsFunc(e.Lines, func(l coop.LineView) bool { return l.Account == coop.AccountSummary })
		for _, l := range e.Lines {
			if closes && e.Posted >= max(from, 1) && e.Posted <= to {
				lines = append(lines, l.Line)
			}
		}
	}
	return lines, nil
}

func (v *village) page(prefix string, from, to coop.Date) coop.AccountPage {
	p := coop.AccountPage{From: from, To: to, Account: coop.AccountRow{Code: prefix}}
	v.state.Get(&p.Account)
	if from != 0 {
		debit, credit := v.sum(prefix, 0, from.AddDays(-1))
		p.Opening = debit - credit
	}
	balance := p.Opening
	all := v.entries()
	slices.Reverse(all)
	slices.SortStableFunc(all, func(a, b coop.EntryView) int { return cmp.Compare(a.Posted, b.Posted) })
	for _, e := range all {
		if e.Posted == 0 || e.Posted < from || e.Posted > to {
			continue
		}
		for _, l := range e.Lines {
			if strings.HasPrefix(l.Account, prefix) {
				balance += l.Amount
				line := coop.PageLine{
					Entry: e.ID, Date: e.Posted, Voucher: e.Voucher, Occasion: e.Occasion, Remark: e.Remark,
					Amount: l.Amount, Balance: balance,
				}
				for _, other := range e.Lines {
					line.Member = cmp.Or(line.Member, other.MemberName)
				}
				p.Lines = append(p.Lines, line)
			}
		}
	}
	return p
}

func (v *village) AccountPage(_ context.Context, code string, from, to coop.Date) (coop.AccountPage, error) {
	return v.page(code, from, to), nil
}

func (v *village) CashBook(_ context.Context, from, to coop.Date) (coop.AccountPage, error) {
	return v.page("111", from, to), nil
}

func (v *village) BankBook(_ context.Context, from, to coop.Date) (coop.AccountPage, error) {
	return v.page("112", from, to), nil
}

func (v *village) Savings(ctx context.Context, to coop.Date) ([]coop.SavingsView, error) {
	members, err := v.Members(ctx, "")
	var out []coop.SavingsView
	for _, m := range members {
		s := coop.SavingsView{Member: m, By: map[string]coop.Money{}}
		for _, e := range v.entries() {
			for _, l := range e.Lines {
				if l.Member == m.Member && e.Posted != 0 && e.Posted <= to {
					s.By[l.Account] -= l.Amount
				}
			}
		}
		out = append(out, s)
	}
	return out, err
}

func (v *village) Dues(ctx context.Context, year int, through coop.Month) ([]coop.DueView, error) {
	members, err := v.Members(ctx, "")
	fold := coop.NewFold(v.state)
	var out []coop.DueView
	for _, m := range members {
		d := coop.DueView{Member: m, Dues: coop.Dues{Paid: map[coop.Month]coop.Money{}}}
		if joined, err := time.Parse(time.DateOnly, m.Joined); err == nil {
			d.Dues.Joined = coop.DateFromTime(joined)
		}
		if left, err := time.Parse(time.DateOnly, m.Left); err == nil {
			d.Dues.Left = coop.DateFromTime(left)
		}
		for _, due := range rows[coop.DueRow](v.state, &coop.DueRow{Member: m.Member}, 1) {
			if due.Account == coop.AccountMandatory {
				d.Dues.Paid[due.Month] = due.Amount
			}
		}
		for i := range d.Paid {
			month := coop.Month(year*100 + i + 1)
			due := coop.DueRow{Member: m.Member, Account: coop.AccountMandatory, Month: month}
			v.state.Get(&due)
			d.Paid[i] = due.Amount
			if month >= 202607 && month <= through {
				d.Owed[i] = fold.RateOf(month)
				d.Arrears += max(d.Owed[i]-d.Paid[i], 0)
			}
		}
		out = append(out, d)
	}
	return out, err
}

func (v *village) HasPIN(_ context.Context, user coop.ID) (bool, error) {
	return user != v.people["Wati Lestari"], nil
}

func (v *village) SetFirstPIN(context.Context, coop.ID, string) error { return nil }

// enrolledElsewhere lets the book know the district's server, though this laptop has no address of it, or not.
func (v *village) enrolledElsewhere(is bool) {
	server := &coop.LogRow{Log: coop.ID{7}, Letters: "S", Name: "Dinas Kubu Raya", Server: true}
	v.state.Delete(server)
	if is {
		v.state.Put(server)
	}
}

func (v *village) Devices(context.Context) ([]coop.LogRow, error) {
	return rows[coop.LogRow](v.state, &coop.LogRow{}, 0), nil
}

func (v *village) Gaps(context.Context) ([]coop.Gap, error) { return coop.NewFold(v.state).Gaps(), nil }

func (v *village) Exceptions(context.Context) ([]coop.Exception, error) {
	return coop.NewFold(v.state).Exceptions(), nil
}

func (v *village) Findings(context.Context) ([]coop.FindingView, error) {
	var out []coop.FindingView
	for _, f := range rows[coop.FindingRow](v.state, &coop.FindingRow{}, 0) {
		view := coop.FindingView{
			FindingRow: f, Voucher: v.entry(f.Entry).Voucher,
			Answers: rows[coop.AnswerRow](v.state, &coop.AnswerRow{Finding: f.Finding}, 1),
		}
		change := coop.ChangeRow{Log: f.Log, Seq: f.Seq, Hash: f.Hash}
		v.state.Get(&change)
		view.Settle(change.Lamport, rows[coop.ReviewRow](v.state, &coop.ReviewRow{Entry: f.Entry}, 1))
		out = append(out, view)
	}
	return out, nil
}

// GoOn ends the copy when the code is the one that the tests know.
func (v *village) GoOn(_ context.Context, recovery, _ string) error {
	if recovery != "" && recovery != recoveryCode {
		return coop.Problem{Key: "recovery.wrong"}
	}
	v.copied, v.wentOn = false, recovery
	return nil
}

const recoveryCode = "K7QM-2XPD-9RTA-HJ4W-5NVC-8FYB-3GKL"

func (v *village) SetPIN(_ context.Context, _ coop.Session, old, fresh string) error {
	if old != v.pin {
		return errPIN
	}
	v.pin, v.given = fresh, false
	return nil
}

func (v *village) Strangers(context.Context) ([]coop.Device, error) { return v.strange, nil }

func (v *village) Introduce(ctx context.Context, who coop.Session, d coop.Device) (coop.Recorded, error) {
	made, err := v.Record(ctx, who, coop.Act{Kind: coop.KindDevice, Body: d})
	if err != nil {
		return coop.Recorded{}, err
	}
	v.strange = nil
	return made[0], nil
}
