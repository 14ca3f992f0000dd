package ui

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// shareFields asks for percentages, one a part of the surplus, and shows what each comes to as one types.
type shareFields struct {
	shell    *Shell
	total    coop.Money
	accounts []string
	entries  []*kit.Entry
	fields   []*kit.Field
	sum      *kit.Line
	must     bool // no percent at all is wrong too
}

// askShares puts the fields into a form.
func (s *Shell) askShares(form *kit.Form, d report.Division, shares []coop.Share) *shareFields {
	f := &shareFields{shell: s, total: max(d.Division.Divided, 0), accounts: coop.SurplusParts()}
	if f.total == 0 {
		f.total = max(d.View.Surplus.Total, 0)
	}
	f.sum = (&kit.Line{Bold: true, LeastEms: 8, Whole: true}).With()
	given := map[string]int64{}
	for _, share := range shares {
		given[share.Account] = share.BasisPoints
	}
	for _, account := range f.accounts {
		e := kit.NewEntry("0")
		if points := given[account]; points > 0 {
			e.Text = coop.PercentText(points)
		}
		field := form.Add(s.Text.T("ui.surplus.fund."+account), e, func() string {
			if _, ok := readPercent(e.Text); !ok {
				return s.Text.T("ui.surplus.percent-wrong")
			}
			return ""
		})
		f.entries, f.fields = append(f.entries, e), append(f.fields, field)
	}
	f.told()
	return f
}

// readPercent reads a part of a whole as basis points; empty is none.
func readPercent(text string) (int64, bool) {
	if strings.TrimSpace(text) == "" {
		return 0, true
	}
	points, err := coop.ParsePercent(text)
	return points, err == nil && points <= coop.WholeShares
}

// shares are the parts above zero.
func (f *shareFields) shares() []coop.Share {
	var all []coop.Share
	for i, e := range f.entries {
		if points, ok := readPercent(e.Text); ok && points > 0 {
			all = append(all, coop.Share{Account: f.accounts[i], BasisPoints: points})
		}
	}
	return all
}

// told says what each part comes to, and all together.
func (f *shareFields) told() {
	t := f.shell.Text
	var points int64
	for i, e := range f.entries {
		n, ok := readPercent(e.Text)
		if !ok {
			continue
		}
		points += n
		m, err := coop.MulMoney(f.total, n, coop.WholeShares, coop.Rupiah)
		if err == nil {
			f.fields[i].Warn("= " + t.Rupiah(m))
		}
	}
	switch {
	case points == 0 && !f.must:
		f.sum.Set(t.T("ui.surplus.no-division"), kit.ToneSoft)
	case points == coop.WholeShares:
		f.sum.Set("✓ "+t.T("ui.surplus.whole"), kit.ToneGood)
	default:
		f.sum.Set("✗ "+t.T("ui.surplus.not-whole", coop.PercentText(points)), kit.ToneBad)
	}
	f.shell.refit()
}

// surplusSharesPage sets the percentages that are proposed to the members' meeting: those of the articles.
type surplusSharesPage struct {
	shell  *Shell
	book   surplusBook
	year   int
	form   *kit.Form
	fields *shareFields
	typed  bool
}

func newSurplusShares(s *Shell, arg string) page {
	p := &surplusSharesPage{shell: s, book: s.Book, year: s.surplusYear(arg)}
	return bind(s.Text.T("ui.surplus.percent"), p)
}

func (p *surplusSharesPage) load(ctx context.Context) (report.Division, error) {
	return report.DivisionOf(ctx, p.book, p.year)
}

func (p *surplusSharesPage) show(d report.Division) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if no := s.mayNot(coop.KindSetting); no != nil {
		return kit.Page(no, s.partsTable(d))
	}
	p.form = kit.NewForm(s.layer, 11)
	p.fields = s.askShares(p.form, d, d.View.Policy.Shares)
	p.fields.must = true
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.form.OnChange = func() {
		p.typed = true
		p.fields.told()
	}
	return kit.Footed(kit.Page(
		kit.Words(t.T("setting.surplus.share.source"), kit.ToneSoft), kit.Card(p.form.Content()),
		kit.SmallWords(t.T("setting.surplus.village.least.source"), kit.ToneSoft),
	), s.recordBar(p.record, p.fields.sum))
}

func (p *surplusSharesPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *surplusSharesPage) busy() bool { return p.typed }

// record keeps the percentages as settings of the cooperative from today on.
func (p *surplusSharesPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	s, shares := p.shell, p.fields.shares()
	if problems := coop.CheckShares(shares); len(problems) > 0 {
		s.toast(kit.ToneBad, "✗ "+s.Text.Problem(problems[0]))
		return
	}
	var acts []coop.Act
	for _, account := range p.fields.accounts {
		value := "0"
		for _, share := range shares {
			if share.Account == account {
				value = fmt.Sprint(share.BasisPoints)
			}
		}
		acts = append(acts, coop.Act{Kind: coop.KindSetting, Body: coop.Setting{
			Key: coop.SettingShare + account, From: s.today(), Value: value,
		}})
	}
	s.Record(func(ctx context.Context) error {
		_, err := p.book.Record(ctx, s.session, acts...)
		return err
	}, func() {
		p.typed = false
		s.Back()
		s.Tell("ui.surplus.percent-kept")
	})
}
