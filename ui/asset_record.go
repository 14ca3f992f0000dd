package ui

import (
	"context"
	"strings"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// changed is the card that takes the old one's place. Months and a first month are asked for together: they say that
// what is left is spread anew.
func (p *assetFormPage) changed(c coop.AssetCard) (coop.AssetCard, []coop.Problem) {
	from := c.First
	switch {
	case strings.TrimSpace(p.monthsTyped()) == "":
		c.Months, from = p.old.Card.Months, 0
	case from == 0:
		from = coop.AssetNext(&p.old)
	}
	return coop.ChangeAsset(&p.old, c, from, p.old.Rules(p.data.settings))
}

func (p *assetFormPage) monthsTyped() string {
	if p.ask.months == nil {
		return ""
	}
	return p.ask.months.Text
}

// record records the card, and what goes with it, in one transaction.
func (p *assetFormPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	if p.ask.kind != nil && p.ask.kind.Chosen().Key == "" {
		p.ask.at["kind"].Complain(p.shell.Text.T("ui.asset.kind-missing"))
		p.form.FocusOn(p.ask.at["kind"])
		return
	}
	in, wrong := p.input()
	for _, key := range []string{"months", "first"} {
		if wrong[key] != "" {
			p.ask.at[key].Complain(wrong[key])
			p.form.FocusOn(p.ask.at[key])
			return
		}
	}
	act, then, problems := p.acts(in)
	if len(problems) > 0 {
		p.complain(problems)
		return
	}
	s := p.shell
	var made []coop.Recorded
	s.Record(func(ctx context.Context) (err error) {
		if then == nil {
			made, err = p.book.Record(ctx, s.session, act)
			return err
		}
		made, err = p.book.RecordWith(ctx, s.session, []coop.Act{act}, then)
		return err
	}, func() {
		p.typed = false
		s.done()
		id := made[0].ID
		if p.mode == assetChange {
			s.Back()
		} else {
			s.Swap(Route{Page: PageAsset, Arg: id.String()})
		}
		if len(made) > 1 {
			s.Tell("ui.asset.recorded-with", in.Card.Name, made[1].Voucher)
			return
		}
		s.Tell("ui.asset.kept", in.Card.Name)
	})
}

func (p *assetFormPage) acts(in coop.AssetInput) (coop.Act, func([]coop.ID) ([]coop.Act, error), []coop.Problem) {
	switch p.mode {
	case assetChange:
		card, problems := p.changed(in.Card)
		return coop.Act{Kind: coop.KindAsset, Body: card}, nil, problems
	case assetFinish:
		return coop.FinishAsset(&p.old, in.Card)
	}
	return coop.NewAsset(in)
}

// assetPlaces say which question a problem is about.
var assetPlaces = map[string]string{
	coop.ProblemAssetName: "name", coop.ProblemAssetPersonal: "name", coop.ProblemAssetAccount: "kind",
	coop.ProblemAssetAmount: "amount", coop.ProblemAssetResidual: "residual", coop.ProblemAssetBorne: "borne",
	coop.ProblemAssetMonths: "months", coop.ProblemAssetFirst: "first", coop.ProblemAssetBought: "bought",
	coop.ProblemAssetCash: "cash", coop.ProblemAssetPaid: "paid", coop.ProblemAssetOwed: "owed",
	coop.ProblemAssetExpense: "expense", coop.ProblemAssetInto: "kind", coop.ProblemAssetEarly: "bought",
	coop.ProblemAssetLife: "first", coop.ProblemAssetOpen: "first", coop.ProblemAssetMoved: "bought",
	coop.ProblemAssetWhat: "what", coop.ProblemAssetLonger: "months",
}

// complain says a problem below the question it is about.
func (p *assetFormPage) complain(problems []coop.Problem) {
	p.shell.complainAt(p.form, p.ask.at, problems)
}

// complainAt says problems with a thing below the questions of a form that they are about.
func (s *Shell) complainAt(form *kit.Form, at map[string]*kit.Field, problems []coop.Problem) {
	for i, problem := range problems {
		field := at[assetPlaces[problem.Key]]
		if field == nil {
			s.Warn(problem)
			continue
		}
		field.Complain(s.Text.Problem(problem))
		if i == 0 {
			form.FocusOn(field)
		}
	}
}
