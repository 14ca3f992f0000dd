package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// templateBook is what the page of templates needs of the book. Why templates lie in the book: coop.SettingTemplate.
type templateBook interface {
	Settings(ctx context.Context) ([]coop.SettingRow, error)
	Record(ctx context.Context, who coop.Session, acts ...coop.Act) ([]coop.Recorded, error)
}

// templateKey stands before the name of a template among the occasions.
const templateKey = "template:"

// templateOptions offers the templates beside the occasions: what one made oneself comes first.
func (s *Shell) templateOptions(settings []coop.SettingRow) []kit.Option {
	var options []kit.Option
	for _, t := range coop.TemplatesOf(settings) {
		o, _ := s.occasion(t.Occasion)
		options = append(options, kit.Option{
			Key: templateKey + t.Name, Title: t.Name, Remark: s.Text.T("ui.template.word"), Usual: true,
			Words: s.Text.In(o.NameID, o.NameEN) + " " + t.Remark,
		})
	}
	return options
}

func templateNamed(settings []coop.SettingRow, name string) (coop.Template, bool) {
	for _, t := range coop.TemplatesOf(settings) {
		if t.Name == name {
			return t, true
		}
	}
	return coop.Template{}, false
}

// patterned is a form that can be kept as a template.
type patterned interface{ template() (coop.Template, bool) }

// onTemplates opens the page of templates; what the open form holds can be kept there.
func (s *Shell) onTemplates() {
	s.pattern = nil
	if form, is := s.at.self.(patterned); is {
		if t, filled := form.template(); filled {
			s.pattern = &t
		}
	}
	s.Go(Route{Page: PageTemplates})
}

// templatesPage lists the templates and keeps a form as one; with a name it shows that one, to be used, renamed or
// taken away.
type templatesPage struct {
	shell *Shell
	book  templateBook
	name  string
	all   []coop.Template
	form  *kit.Form
	as    *kit.Entry
	list  *kit.Ledger
}

// newTemplates lists the templates, or shows the one whose name is arg.
func newTemplates(s *Shell, arg string) page {
	return bind(s.Text.T("ui.template.title"), &templatesPage{shell: s, book: s.Book, name: arg})
}

func (p *templatesPage) load(ctx context.Context) ([]coop.Template, error) {
	settings, err := p.book.Settings(ctx)
	return coop.TemplatesOf(settings), err
}

func (p *templatesPage) show(all []coop.Template) fyne.CanvasObject {
	p.all = all
	if p.name != "" {
		return p.showOne()
	}
	s, t := p.shell, p.shell.Text
	var parts []fyne.CanvasObject
	switch {
	case s.pattern == nil:
		parts = append(parts, kit.Words(t.T("ui.template.how"), kit.ToneSoft))
	case !s.session.Role.May(coop.KindSetting):
		parts = append(parts, kit.Notice(kit.ToneSoft, t.T("ui.template.who")))
	default:
		p.ask("")
		parts = append(parts, kit.Card(kit.NewHeading(t.T("ui.template.keep")),
			kit.Words(p.about(*s.pattern), kit.ToneSoft), p.form.Content(),
			kit.Flow(0.6, kit.Main(t.T("ui.template.do"), theme.DocumentSaveIcon(), p.record),
				kit.NewCaption(t.T("ui.record.key")))))
	}
	if len(all) == 0 {
		return kit.Page(kit.Capped(52, 0.7, append(parts, kit.Empty(t.T("ui.template.none"),
			t.T("ui.template.none-how")))...))
	}
	p.list = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.template.name"), Ems: 10, Grow: 1},
		{Title: t.T("ui.entry.what"), Ems: 12, Grow: 1, Rank: 1},
	}, func() int { return len(all) }, func(row int, cells []kit.Cell) {
		cells[0].Text = all[row].Name
		cells[1] = kit.Cell{Text: p.about(all[row]), Tone: kit.ToneSoft}
	}, func(row int) { s.Go(Route{Page: PageTemplates, Arg: all[row].Name}) })
	p.list.OnBack = s.Back
	return kit.Fill(0.6, append(parts, p.list)...)
}

// ask sets up the question for a name.
func (p *templatesPage) ask(name string) {
	s, t := p.shell, p.shell.Text
	p.form = kit.NewForm(s.layer, 0)
	p.as = filled(name)
	p.form.Add(t.T("ui.template.name"), p.as, func() string {
		if _, problems := p.acts(); len(problems) > 0 {
			return t.Problem(problems[0])
		}
		return ""
	}).SetHint(t.T("ui.template.name-hint"))
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
}

// showOne shows one template.
func (p *templatesPage) showOne() fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	one, known := p.one()
	if !known {
		return kit.Page(kit.Notice(kit.ToneWait, t.T("ui.template.gone", p.name)))
	}
	use := kit.Main(t.T("ui.template.use"), theme.DocumentCreateIcon(), func() {
		s.Swap(Route{Page: PageRecord, Arg: "@template:" + p.name})
	})
	parts := []fyne.CanvasObject{kit.HeadWords(p.name), kit.Words(p.about(one), kit.ToneSoft), kit.Flow(0.6, use)}
	if s.session.Role.May(coop.KindSetting) {
		p.ask(p.name)
		parts = append(parts, kit.Card(p.form.Content(), kit.Flow(0.6,
			kit.Button(t.T("ui.template.rename"), theme.DocumentSaveIcon(), p.record),
			kit.Button(t.T("ui.template.drop"), theme.DeleteIcon(), p.onDrop))))
	}
	return kit.Page(kit.Capped(44, 0.7, parts...))
}

func (p *templatesPage) one() (coop.Template, bool) {
	for _, t := range p.all {
		if t.Name == p.name {
			return t, true
		}
	}
	return coop.Template{}, false
}

// about says what a template fills in.
func (p *templatesPage) about(one coop.Template) string {
	s := p.shell
	var parts []string
	if o, known := s.occasion(one.Occasion); known {
		parts = append(parts, s.Text.In(o.NameID, o.NameEN))
		for _, prompt := range o.Prompts {
			if prompt.Kind == coop.PromptAmount && one.Answers[prompt.Key] != "" {
				parts = append(parts, one.Answers[prompt.Key])
			}
		}
	} else {
		parts = append(parts, s.Text.T("ui.entry.free"), s.Text.T("ui.template.lines", s.Text.Count(len(one.Lines))))
	}
	if one.Remark != "" {
		parts = append(parts, one.Remark)
	}
	return strings.Join(parts, " · ")
}

// acts keep the form, or the template that is shown, under the name that is typed.
func (p *templatesPage) acts() ([]coop.Act, []coop.Problem) {
	one, known := p.one()
	if !known {
		if p.shell.pattern == nil {
			return nil, nil
		}
		one = *p.shell.pattern
	}
	one.Name = p.as.Text
	return coop.KeepTemplate(p.all, one, p.name)
}

func (p *templatesPage) heading() string { return p.shell.Text.T("ui.template.title") }

func (p *templatesPage) start() {
	switch {
	case p.form != nil:
		p.form.Start()
	case p.list != nil:
		p.shell.layer.Focus(p.list.Focusable())
	}
}

func (p *templatesPage) busy() bool { return p.as != nil && p.as.Text != p.name }

// record keeps a form as a template, or gives one another name.
func (p *templatesPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	acts, problems := p.acts()
	if len(acts) == 0 || len(problems) > 0 {
		return
	}
	s, name := p.shell, strings.Join(strings.Fields(p.as.Text), " ")
	s.Record(func(ctx context.Context) error {
		_, err := p.book.Record(ctx, s.session, acts...)
		return err
	}, func() {
		s.pattern = nil
		s.Back()
		s.Tell("ui.template.kept", name)
	})
}

func (p *templatesPage) onDrop() {
	s := p.shell
	s.Record(func(ctx context.Context) error {
		_, err := p.book.Record(ctx, s.session, coop.DropTemplate(p.name))
		return err
	}, func() {
		s.Back()
		s.Tell("ui.template.dropped", p.name)
	})
}
