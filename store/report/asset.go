package report

import (
	"context"
	"strings"

	"lumbung/store/coop"
)

// AssetSource is a Source that has cards of assets, of what was paid and of what was received ahead.
type AssetSource interface {
	Assets(ctx context.Context, day coop.Date) (coop.AssetList, error)
}

// assetsAt reads the register on the paper's day; without cards it is empty.
func (p *paper) assetsAt(ctx context.Context) (coop.AssetList, error) {
	source, ok := p.source.(AssetSource)
	if !ok {
		return coop.AssetList{}, nil
	}
	return source.Assets(ctx, p.at())
}

// inventory is the book of fixed assets, number 15 of the sixteen (domain §3.5): what the cooperative owns, by account,
// and under it what the village lent, which is not part of the sum.
func inventory(ctx context.Context, p *paper) error {
	list, err := p.assetsAt(ctx)
	if err != nil {
		return err
	}
	p.column("asset-tag", Code, 22)
	p.column("asset-name", Text, 50)
	p.column("asset-bought", Day, 22)
	p.column("asset-cost", Amount, 30)
	p.column("asset-worn", Amount, 28)
	p.column("asset-left", Amount, 30)
	p.column("asset-place", Text, 28)
	p.column("asset-condition", Text, 24)
	fixed := func(v coop.AssetView) bool { return v.Card.Class == coop.AssetFixed && v.Ended == 0 }
	owned := func(v coop.AssetView) bool { return fixed(v) && v.Owned() }
	if err := p.assetAccounts(ctx, list, owned, p.thing); err != nil {
		return err
	}
	lent := false
	for _, v := range list.All {
		if !fixed(v) || v.Owned() {
			continue
		}
		if !lent {
			p.sheet.add(Row{Kind: Heading, Cells: []Cell{{}, text(p.t("report.asset.lent"))}})
		}
		lent = true
		p.sheet.add(p.thing(v))
	}
	return p.assetProof(list, func(account string) bool {
		return strings.HasPrefix(account, "16") || strings.HasPrefix(account, "17") || strings.HasPrefix(account, "9")
	})
}

// thing is the row of one thing.
func (p *paper) thing(v coop.AssetView) Row {
	condition := ""
	if key := "report.asset.condition." + v.Card.Condition; p.texts[key] != "" {
		condition = p.t(key)
	}
	return Row{Link: Link{Entry: v.EndEntry}, Cells: []Cell{
		code(v.Card.Tag), text(v.Card.Name), day(v.Card.Bought), amount(v.Cost), amount(v.Worn), amount(v.Left()),
		text(v.Card.Place), text(condition),
	}}
}

// prepaid lists what was paid ahead and is no cost yet, and what was received ahead and is no income yet.
func prepaid(ctx context.Context, p *paper) error {
	list, err := p.assetsAt(ctx)
	if err != nil {
		return err
	}
	p.column("asset-name", Text, 60)
	p.column("asset-bought", Day, 24)
	p.column("asset-ahead", Amount, 30)
	p.column("asset-borne", Amount, 30)
	p.column("asset-rest", Amount, 30)
	p.column("asset-until", Text, 32)
	ahead := func(v coop.AssetView) bool { return v.Card.Class != coop.AssetFixed && v.Left() != 0 }
	if err := p.assetAccounts(ctx, list, ahead, func(v coop.AssetView) Row {
		return Row{Cells: []Cell{
			text(v.Card.Name), day(v.Card.Bought), amount(v.Cost), amount(v.Worn), amount(v.Left()),
			text(p.Month(v.Card.Last())),
		}}
	}); err != nil {
		return err
	}
	return p.assetProof(list, func(account string) bool {
		return strings.HasPrefix(account, "14") || strings.HasPrefix(account, "23")
	})
}

// assetAccounts lays out things account by account, with the sum of each and of all that stand on the same side.
func (p *paper) assetAccounts(
	ctx context.Context, list coop.AssetList, wanted func(coop.AssetView) bool, row func(coop.AssetView) Row,
) error {
	names, err := p.accountNames(ctx)
	if err != nil {
		return err
	}
	label := p.sheet.nameColumn()
	sides := map[bool][]int{}
	last, details := "", []int(nil)
	end := func() error {
		if last == "" {
			return nil
		}
		i, err := p.sheet.total(Subtotal, label, p.t("report.asset.sum", names[last]), details)
		side := strings.HasPrefix(last, "2")
		sides[side], details = append(sides[side], i), nil
		return err
	}
	for _, v := range list.All {
		if !wanted(v) {
			continue
		}
		if v.Card.Account != last {
			if err := end(); err != nil {
				return err
			}
			last = v.Card.Account
			heading := Row{Kind: Heading, Cells: make([]Cell, len(p.sheet.Columns)), Link: Link{Account: last}}
			heading.Cells[label] = text(last + " " + names[last])
			p.sheet.add(heading)
		}
		details = append(details, p.sheet.add(row(v)))
	}
	if err := end(); err != nil {
		return err
	}
	if len(sides[false]) > 1 || len(sides[false]) > 0 && len(sides[true]) == 0 {
		_, err = p.sheet.total(Total, label, p.t("report.total"), sides[false])
	}
	return err
}

// accountNames gives the names of the accounts that have something on them, in the paper's language.
func (p *paper) accountNames(ctx context.Context) (map[string]string, error) {
	rows, err := p.source.TrialBalance(ctx, 0, p.to)
	names := map[string]string{}
	for _, b := range rows {
		names[b.Account.Code] = p.pick(b.Account.NameID, b.Account.NameEN)
	}
	return names, err
}

// assetProof says how the register differs from the ledger, account by account.
func (p *paper) assetProof(list coop.AssetList, mine func(account string) bool) error {
	for _, s := range list.Differs() {
		if mine(s.Account) {
			p.wrong("report.note.asset-off", s.Account, coop.FormatMoney(s.Ledger), coop.FormatMoney(s.Cards),
				coop.FormatMoney(s.Undivided))
		}
	}
	if p.sheet.Agrees() && len(p.sheet.Rows) > 0 {
		p.note("report.note.asset-ok")
	}
	return nil
}
