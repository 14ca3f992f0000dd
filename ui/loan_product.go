package ui

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// loanProductsPage lists how the cooperative lends: its products and its policies, each with where it comes from.
type loanProductsPage struct {
	shell *Shell
	book  loanBook
	deeds []deed
}

func newLoanProducts(s *Shell) page {
	return bind(s.Text.T("ui.command.loan-products"), &loanProductsPage{shell: s, book: s.Book})
}

func (p *loanProductsPage) load(ctx context.Context) ([]coop.SettingRow, error) {
	return p.book.Settings(ctx)
}

func (p *loanProductsPage) show(settings []coop.SettingRow) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.deeds = []deed{{"ui.loan.key.new", "ui.loan.product-new", goToIn(s, PageLoanProduct)}}
	products := coop.LoanProducts(settings, s.today())
	open := func(row int) { s.Go(Route{Page: PageLoanProduct, Arg: products[row].Code}) }
	policies := coop.LoanPolicies()
	parts := []fyne.CanvasObject{
		kit.Words(t.T("ui.loan.products-lead"), kit.ToneSoft),
		kit.NewShort([]kit.Column{
			{Title: t.T("ui.loan.product"), Ems: 12, Grow: 1},
			{Title: t.T("ui.loan.way"), Ems: 13, Rank: 2},
			{Title: t.T("ui.loan.yearly"), Ems: 6, Figure: true},
			{Title: t.T("ui.loan.state"), Ems: 8, Rank: 1},
		}, len(products), func(row int, cells []kit.Cell) {
			x := products[row]
			cells[0].Text = t.In(x.NameID, x.NameEN)
			cells[1].Text = t.T("ui.loan.method." + x.Terms.Method.String())
			cells[2].Text = coop.FormatRate(x.Terms.Rate)
			if cells[3].Text = "✓ " + t.T("ui.loan.offered"); x.Closed {
				cells[3] = kit.Cell{Text: t.T("ui.loan.not-offered"), Tone: kit.ToneSoft}
			}
		}, open),
		kit.Words(t.T("loan.source.loan.product"), kit.ToneSoft),
		kit.NewHeading(t.T("ui.loan.policies")),
	}
	for _, policy := range policies {
		value := policy.At(settings, s.today())
		lines := []fyne.CanvasObject{
			kit.BoldWords(t.T("ui.loan.policy."+policy.Key), kit.ToneInk),
			kit.Words(t.policyWords(policy, value), kit.ToneInk), kit.SmallWords(t.T(policy.Source), kit.ToneSoft),
		}
		if s.session.Role.MaySet(policy.Key) {
			lines = append(lines, kit.Flow(0, kit.Quiet(t.T("ui.loan.change"), nil, func() {
				s.Go(Route{Page: PageLoanPolicy, Arg: policy.Key})
			})))
		}
		parts = append(parts, kit.Stack(0.2, lines...))
	}
	return kit.Page(parts...)
}

func (p *loanProductsPage) actions() []fyne.CanvasObject { return p.shell.Text.deedButtons(p.deeds) }

func (p *loanProductsPage) letter(r rune) bool { return p.shell.Text.byLetter(p.deeds, r) }

// loanProductPage is the form of one product. Running loans keep the terms under which they were granted.
type loanProductPage struct {
	shell *Shell
	book  loanBook
	code  string

	was    coop.LoanProduct
	form   *kit.Form
	naming *kit.Entry // of a new one's code
	from   *kit.DateEntry
	read   []func(*coop.LoanProduct)
	typed  bool
}

func newLoanProduct(s *Shell, arg string) page {
	title := s.Text.T("ui.loan.product-new")
	if arg != "" {
		title = s.Text.T("ui.loan.product-title")
	}
	return bind(title, &loanProductPage{shell: s, book: s.Book, code: arg})
}

func (p *loanProductPage) load(ctx context.Context) (coop.LoanProduct, error) {
	settings, err := p.book.Settings(ctx)
	if err != nil {
		return coop.LoanProduct{}, err
	}
	product, known := coop.ProductOf(coop.LoanProducts(settings, p.shell.today()), p.code)
	if !known {
		product = coop.DefaultLoanProducts()[1]
		product.Code, product.NameID, product.NameEN = p.code, "", ""
	}
	return product, nil
}

func (p *loanProductPage) show(was coop.LoanProduct) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.was, p.read = was, nil
	if no := s.mayNot(coop.KindSetting); no != nil {
		return kit.Page(no)
	}
	p.form = kit.NewForm(s.layer, 13)
	if p.code == "" {
		p.naming = kit.NewEntry("")
		p.form.Add(t.T("ui.loan.p.code"), p.naming, nil)
	}
	p.text("name", func(x *coop.LoanProduct) *string { return &x.NameID })
	p.text("name-en", func(x *coop.LoanProduct) *string { return &x.NameEN })
	p.choices()
	p.numbers()
	p.flag("one", func(x *coop.LoanProduct) *bool { return &x.One })
	p.flag("clean", func(x *coop.LoanProduct) *bool { return &x.Clean })
	p.flag("closed", func(x *coop.LoanProduct) *bool { return &x.Closed })
	p.from = s.dateEntry()
	p.from.SetDay(s.today().Time())
	p.form.Add(t.T("ui.loan.p.from"), p.from, s.dayMissing(p.from))
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, func() { p.typed = true }
	return kit.Footed(kit.Page(kit.Words(t.T("ui.loan.product-lead"), kit.ToneSoft), kit.Card(p.form.Content())),
		s.recordBar(p.record))
}

// numbers asks for rates, terms and bounds; rates are typed as per cent.
func (p *loanProductPage) numbers() {
	const percent, tenths, plain = 1, 10, 0
	for _, x := range []struct {
		word  string
		times int64
		field func(*coop.LoanProduct) *int64
	}{
		{"rate", percent, func(x *coop.LoanProduct) *int64 { return &x.Terms.Rate }},
		{"months", plain, func(x *coop.LoanProduct) *int64 { return &x.Terms.Months }},
		{"most-months", plain, func(x *coop.LoanProduct) *int64 { return &x.MostMonths }},
		{"provision", percent, func(x *coop.LoanProduct) *int64 { return &x.Terms.Provision }},
		{"penalty", tenths, func(x *coop.LoanProduct) *int64 { return &x.Terms.Penalty }},
		{"grace", plain, func(x *coop.LoanProduct) *int64 { return &x.Terms.Grace }},
		{"cap", percent, func(x *coop.LoanProduct) *int64 { return &x.Terms.Cap }},
		{"early-flat", percent, func(x *coop.LoanProduct) *int64 { return &x.Terms.EarlyFlat }},
		{"savings", plain, func(x *coop.LoanProduct) *int64 { return &x.Savings }},
		{"income", percent, func(x *coop.LoanProduct) *int64 { return &x.Income }},
		{"joined", plain, func(x *coop.LoanProduct) *int64 { return &x.Joined }},
	} {
		p.number(x.word, x.times, x.field)
	}
	for _, x := range []struct {
		word  string
		field func(*coop.LoanProduct) *coop.Money
	}{
		{"admin", func(x *coop.LoanProduct) *coop.Money { return &x.Terms.Admin }},
		{"least", func(x *coop.LoanProduct) *coop.Money { return &x.Least }},
		{"most", func(x *coop.LoanProduct) *coop.Money { return &x.Most }},
	} {
		m := p.shell.loanMoney(p.form, "ui.loan.p."+x.word, "")
		m.SetAmount(int64(*x.field(&p.was)))
		p.read = append(p.read, func(product *coop.LoanProduct) {
			amount, _ := m.Amount()
			*x.field(product) = coop.Money(amount)
		})
	}
}

// number asks for a whole number, or for a per cent with two decimals that is kept times so many.
func (p *loanProductPage) number(word string, times int64, field func(*coop.LoanProduct) *int64) {
	t, e := p.shell.Text, kit.NewEntry("")
	was := *field(&p.was)
	if e.Text = strconv.FormatInt(was, 10); times > 0 {
		e.Text = strings.TrimSuffix(strings.TrimSuffix(coop.FormatPlain(coop.Money(was/times)), ",00"), "0")
		if !strings.Contains(e.Text, ",") {
			e.Text = coop.FormatPlain(coop.Money(was / times))
		}
	}
	read := func() (int64, bool) {
		text := strings.TrimSpace(e.Text)
		if times == 0 {
			n, err := strconv.ParseInt(text, 10, 32)
			return n, err == nil && n >= 0
		}
		amount, err := coop.ParseAmount(text)
		return int64(amount) * times, err == nil && amount >= 0
	}
	p.form.Add(t.T("ui.loan.p."+word), e, func() string {
		if _, ok := read(); !ok {
			return t.T("ui.loan.p.number-wrong")
		}
		return ""
	})
	p.read = append(p.read, func(product *coop.LoanProduct) { *field(product), _ = read() })
}

func (p *loanProductPage) text(word string, field func(*coop.LoanProduct) *string) {
	e := filled(*field(&p.was))
	p.form.Add(p.shell.Text.T("ui.loan.p."+word), e, nil)
	p.read = append(p.read, func(product *coop.LoanProduct) { *field(product) = strings.TrimSpace(e.Text) })
}

// flag asks yes or no.
func (p *loanProductPage) flag(word string, field func(*coop.LoanProduct) *bool) {
	now := "no"
	if *field(&p.was) {
		now = "yes"
	}
	c := p.choice(word, now, map[string]string{"no": "ui.loan.no", "yes": "ui.loan.yes"}, "no", "yes")
	p.read = append(p.read, func(product *coop.LoanProduct) { *field(product) = c.Chosen().Key == "yes" })
}

// choices asks how interest is reckoned and rounded, and what becomes of money ahead.
func (p *loanProductPage) choices() {
	terms := &p.was.Terms
	method := p.choice("method", terms.Method.String(), map[string]string{
		"flat": "ui.loan.method.flat", "declining": "ui.loan.method.declining", "annuity": "ui.loan.method.annuity",
	}, "flat", "declining", "annuity")
	rounding := p.choice("rounding", terms.Rounding.String(), map[string]string{
		"half-up": "ui.loan.rounding.half-up", "down": "ui.loan.rounding.down", "100": "ui.loan.rounding.100",
		"500": "ui.loan.rounding.500", "1000": "ui.loan.rounding.1000",
	}, "half-up", "down", "100", "500", "1000")
	advance := p.choice("advance", terms.Advance.String(), map[string]string{
		"reduce": "ui.loan.advance.reduce", "park": "ui.loan.advance.park",
	}, "reduce", "park")
	p.read = append(p.read, func(product *coop.LoanProduct) {
		product.Terms.Method, _ = coop.ParseLoanMethod(method.Chosen().Key)
		product.Terms.Rounding, _ = coop.ParseLoanRounding(rounding.Chosen().Key)
		product.Terms.Advance, _ = coop.ParseAdvanceRule(advance.Chosen().Key)
	})
}

func (p *loanProductPage) choice(word, now string, texts map[string]string, keys ...string) *kit.Choice {
	s, t := p.shell, p.shell.Text
	var options []kit.Option
	for _, key := range keys {
		options = append(options, kit.Option{Key: key, Title: t.T(texts[key])})
	}
	c := kit.NewChoice(s.layer, t.T("ui.choice.none"), kit.FindIn(options))
	for _, o := range options {
		if o.Key == now {
			c.SetChosen(o)
		}
	}
	p.form.Add(t.T("ui.loan.p."+word), c, func() string {
		if c.Chosen().Key == "" {
			return t.T("ui.loan.p.choice-missing")
		}
		return ""
	})
	return c
}

func (p *loanProductPage) busy() bool { return p.typed }

func (p *loanProductPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

// record offers the product from a day on.
func (p *loanProductPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	s, product := p.shell, p.was
	for _, read := range p.read {
		read(&product)
	}
	if p.naming != nil {
		product.Code = strings.TrimSpace(p.naming.Text)
	}
	if problems := product.Problems(); len(problems) > 0 {
		s.Warn(problems[0])
		return
	}
	day, _ := p.from.Day()
	s.settle(p.book, &p.typed, "ui.loan.product-set", coop.Act{
		Kind: coop.KindSetting, Body: product.Setting(coop.DateFromTime(day)),
	})
}
