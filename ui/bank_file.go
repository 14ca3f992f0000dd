package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// bankFilePage reads a bank's statement out of a file; one of a bank that is not known asks which column is which, and
// the answer is remembered for the account.
type bankFilePage struct {
	shell   *Shell
	book    moneyBook
	account string

	remembered string // the columns chosen last, as a setting keeps them
	file       ShelfFile
	data       []byte
	read       BankRead
	chosen     *coop.BankColumns // by hand, now or before; nil: by a bank's layout
	bank       coop.Bank         // at the statement's last day
	parts      []coop.Statement
	fresh      int  // rows that were never read before
	asking     bool // which column is which

	form    *kit.Form
	choices [7]*kit.Choice
	order   *kit.Choice
	opening *kit.MoneyEntry // where the file has no balances
	body    *fyne.Container
	path    *kit.Entry
}

// bankFileData is what there is to choose from, and how a file was read last.
type bankFileData struct {
	files      []ShelfFile
	remembered string
}

func newBankFile(s *Shell, account string) page {
	return bind(s.Text.T("ui.bank.file-title"), &bankFilePage{shell: s, book: s.Book, account: account})
}

func (p *bankFilePage) load(ctx context.Context) (d bankFileData, err error) {
	settings, err := p.book.Settings(ctx)
	if err != nil {
		return d, err
	}
	d.remembered = coop.SettingText(settings, coop.SettingBankColumns(p.account), p.shell.today())
	d.files, err = p.shell.filesOf(ctx, ".csv", ".txt", ".xlsx")
	return d, err
}

func (p *bankFilePage) show(d bankFileData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if no := s.mayNot(coop.KindStatement); no != nil {
		return kit.Page(no)
	}
	p.remembered = d.remembered
	p.path = kit.NewEntry(t.T("ui.bank.path-hint"))
	p.path.OnEnter, p.path.OnEscape = p.onPath, s.Back
	p.body = kit.Stack(0.6)
	return kit.Page(kit.Words(t.T("ui.bank.file-lead"), kit.ToneSoft), p.body,
		kit.Card(kit.NewHeading(t.T("ui.bank.here")), s.fileList(d.files, p.take)),
		kit.Card(kit.NewCaption(t.T("ui.takeover.path")), p.path))
}

func (p *bankFilePage) start() {
	if p.path != nil {
		p.shell.layer.Focus(p.path)
	}
}

func (p *bankFilePage) onPath() {
	s, path := p.shell, strings.TrimSpace(p.path.Text)
	if path == "" || s.Shelf == nil {
		return
	}
	var data []byte
	s.Do(func(ctx context.Context) (err error) {
		data, err = s.Shelf.Read(ctx, path)
		return err
	}, func() { p.take(ShelfFile{Name: path[strings.LastIndexAny(path, `/\`)+1:], Path: path}, data) })
}

// take reads a file by the layouts of the banks or, where its heading is that of the last one read by hand, by the
// columns chosen then.
func (p *bankFilePage) take(file ShelfFile, data []byte) { p.takeSheet(file, data, "") }

func (p *bankFilePage) takeSheet(file ShelfFile, data []byte, sheet string) {
	p.file, p.data, p.chosen = file, data, nil
	remembered, banks := p.remembered, p.shell.Banks
	var read BankRead
	var chosen *coop.BankColumns
	var failed error
	p.shell.Do(func(context.Context) error { // a workbook of a year takes its time
		read, failed = banks.Read(file.Name, sheet, data, nil)
		if again, known := coop.ReadBankColumns(remembered, read.Heads); known {
			if by, wrong := banks.Read(file.Name, sheet, data, &again); wrong == nil {
				read, failed, chosen = by, nil, &again
			}
		}
		return nil
	}, func() {
		p.read, p.chosen = read, chosen
		switch {
		case failed != nil:
			p.say(append(p.sheets(), kit.Notice(kit.ToneBad, p.shell.Text.Sentence(failed), p.byHand()...))...)
		case read.Unknown:
			p.ask()
		default:
			p.see()
		}
	})
}

// byHand offers to choose the columns, where the file has some.
func (p *bankFilePage) byHand() []fyne.CanvasObject {
	if len(p.read.Heads) < 2 {
		return nil
	}
	return []fyne.CanvasObject{kit.Button(p.shell.Text.T("ui.bank.choose"), theme.ListIcon(), p.ask)}
}

// sheets lets one go to another sheet of a workbook: often each month has its own.
func (p *bankFilePage) sheets() []fyne.CanvasObject {
	if len(p.read.Sheets) < 2 {
		return nil
	}
	row := kit.Flow(0.4, kit.NewCaption(p.shell.Text.T("ui.bank.sheet")))
	for _, name := range p.read.Sheets {
		if name == p.read.Sheet {
			row.Add(kit.Chip(kit.ToneGood, "✓ "+name))
			continue
		}
		row.Add(kit.Quiet(name, nil, func() { p.takeSheet(p.file, p.data, name) }))
	}
	return []fyne.CanvasObject{row}
}

func (p *bankFilePage) say(objects ...fyne.CanvasObject) {
	p.body.Objects = objects
	p.body.Refresh()
	p.shell.refit()
}

// see looks up what of the statement was read before.
func (p *bankFilePage) see() {
	rows := p.read.Statement.Rows
	first, last := rows[0].Date, rows[len(rows)-1].Date
	var before coop.Bank
	p.shell.Do(func(ctx context.Context) (err error) {
		if p.bank, err = p.book.Bank(ctx, p.account, last); err != nil {
			return err
		}
		before, err = p.book.Bank(ctx, p.account, first.AddDays(-1))
		return err
	}, func() {
		p.asking, p.opening = false, nil
		if !p.read.Balances {
			p.opening = kit.NewMoneyEntry(p.shell.parseMoney, writeMoney)
			if before.Told {
				p.opening.Text = writeMoney(int64(before.Stated))
			}
			p.opening.OnEnter, p.opening.OnEscape = p.record, p.shell.Back
		}
		p.found()
	})
}

// found says what was read, and offers to keep it.
func (p *bankFilePage) found() {
	t, st := p.shell.Text, p.read.Statement
	first, last := st.Rows[0].Date, st.Rows[len(st.Rows)-1].Date
	parts := append(p.sheets(),
		kit.HeadWords(t.T("ui.bank.found", p.file.Name)),
		kit.Words(t.T("ui.bank.found-about", orElse(p.read.Bank, t.T("ui.bank.by-hand")), t.Count(len(st.Rows)), first,
			last), kit.ToneInk))
	for _, problem := range p.read.Problems {
		parts = append(parts, kit.Words(t.Problem(problem), kit.ToneSoft))
	}
	if p.opening != nil {
		parts = append(parts, kit.Words(t.T("ui.bank.no-balances"), kit.ToneWait),
			kit.NewCaption(t.T("ui.bank.opening", first)), kit.Least(12, 0, p.opening))
	} else {
		parts = append(parts, kit.Words(t.T("ui.bank.found-balances", st.Opening, st.Closing), kit.ToneInk))
	}
	if p.parts, p.fresh = p.bank.NewParts(p.body0()); p.fresh < len(st.Rows) {
		parts = append(parts, kit.Words(t.T("ui.bank.fresh", t.Count(p.fresh), t.Count(len(st.Rows)-p.fresh)),
			kit.ToneInk))
	}
	do := kit.Main(t.T("ui.bank.keep"), theme.DocumentSaveIcon(), p.record)
	bar := kit.Flow(0.6, append([]fyne.CanvasObject{do, kit.NewCaption(t.T("ui.record.key"))}, p.byHand()...)...)
	p.say(kit.Card(append(parts, bar)...))
	if p.opening != nil && p.opening.Text == "" {
		p.shell.layer.Focus(p.opening)
		return
	}
	p.shell.layer.Focus(do)
}

// body0 is the statement of the file, for the account; without balances it begins with the one that was typed.
func (p *bankFilePage) body0() coop.Statement {
	body := p.read.Statement
	body.Account = p.account
	if p.opening != nil {
		sen, _ := p.opening.Amount()
		body.Closing += coop.Money(sen) - body.Opening
		body.Opening = coop.Money(sen)
	}
	return body
}

// record reads by the chosen columns or, where the statement is read, keeps what of it is new.
func (p *bankFilePage) record() {
	switch {
	case p.data == nil:
	case p.asking:
		p.readChosen()
	case len(p.read.Statement.Rows) > 0:
		p.keep()
	}
}

func (p *bankFilePage) keep() {
	s, body := p.shell, p.body0()
	if p.opening != nil {
		if _, complaint := p.opening.Amount(); complaint != "" || strings.TrimSpace(p.opening.Text) == "" {
			s.toast(kit.ToneBad, "✗ "+orElse(complaint, s.Text.T("ui.bank.opening-missing")))
			s.layer.Focus(p.opening)
			return
		}
	}
	if problems := coop.CheckStatement(body); len(problems) > 0 {
		s.Warn(problems[0])
		return
	}
	if p.parts, p.fresh = p.bank.NewParts(body); p.fresh == 0 {
		s.toast(kit.ToneWait, "● "+s.Text.T("ui.bank.twice", p.file.Name))
		return
	}
	var acts []coop.Act
	for _, part := range p.parts {
		acts = append(acts, coop.Act{Kind: coop.KindStatement, Body: part})
	}
	acts = append(acts, p.remember()...)
	last := body.Rows[len(body.Rows)-1].Date
	s.Record(func(ctx context.Context) error {
		_, err := p.book.Record(ctx, s.session, acts...)
		return err
	}, func() {
		s.done()
		s.Swap(Route{Page: PageBank, Arg: p.account + "@" + last.Month().String()})
		s.Tell("ui.bank.kept", p.fresh)
	})
}

// remember is the setting by which the next file of this shape is read without a question.
func (p *bankFilePage) remember() []coop.Act {
	if p.chosen == nil || !p.shell.session.Role.MaySet(coop.SettingBankColumns(p.account)) {
		return nil
	}
	value := p.chosen.KeptAs(p.read.Heads)
	if value == p.remembered || value == "" {
		return nil
	}
	body := coop.Setting{Key: coop.SettingBankColumns(p.account), Value: value}
	return []coop.Act{{Kind: coop.KindSetting, Body: body}}
}
