package ui

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// heirsPage writes down who gets which part of what a member leaves. The list is changed here and recorded as a whole,
// because its parts come to a hundred.
type heirsPage struct {
	shell *Shell
	book  savingBook
	id    coop.ID
	wrong error

	member   coop.MemberView
	heirs    []coop.Heir
	changed  bool
	form     *kit.Form
	name     *kit.Entry
	relation *kit.Entry
	share    *kit.Entry
	phone    *kit.Entry
	nik      *kit.Entry
	list     *fyne.Container
}

func newHeirs(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	return bind(s.Text.T("ui.heirs.title"), &heirsPage{shell: s, book: s.Book, id: id, wrong: err})
}

func (p *heirsPage) load(ctx context.Context) (coop.MemberView, error) {
	if p.wrong != nil {
		return coop.MemberView{}, p.wrong
	}
	m, err := p.book.Member(ctx, p.id)
	if err != nil {
		return m, fmt.Errorf("read a member: %w", err)
	}
	return m, nil
}

func (p *heirsPage) show(m coop.MemberView) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.member = m
	if !p.changed {
		p.heirs = coop.HeirsOf(m.Private.Heirs)
	}
	if no := s.mayNot(coop.KindMemberEdit); no != nil {
		return kit.Page(no)
	}
	p.form = kit.NewForm(s.layer, 0)
	p.name, p.relation, p.share = kit.NewEntry(""), kit.NewEntry(""), kit.NewEntry("")
	p.phone, p.nik = kit.NewEntry(""), kit.NewEntry("")
	p.form.Add(t.T("ui.heirs.name"), p.name, nil)
	p.form.Add(t.T("ui.heirs.relation"), p.relation, nil).SetHint(t.T("ui.heirs.relation-hint"))
	p.form.Add(t.T("ui.heirs.share"), p.share, func() string {
		if strings.TrimSpace(p.share.Text) == "" {
			return ""
		}
		_, err := coop.ParsePercent(p.share.Text)
		return s.Text.Sentence(err)
	}).SetHint(t.T("ui.heirs.share-hint"))
	p.form.Add(t.T("ui.member.phone"), p.phone, nil).SetHint(t.T("ui.member.sealed"))
	p.form.Add(t.T("ui.member.nik"), p.nik, nil)
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.list = kit.Stack(0.4)
	p.draw()
	return kit.Page(kit.Words(t.T("ui.heirs.lead", m.Name), kit.ToneSoft), kit.Beside(22, 24,
		kit.Card(kit.NewHeading(t.T("ui.heirs.add-title")), p.form.Content(),
			kit.Flow(0.6, kit.Button(t.T("ui.heirs.add"), theme.ContentAddIcon(), p.onAdd))),
		kit.Card(p.list, s.recordBar(p.record))))
}

// draw lists the heirs with their parts and their sum; a row takes one away.
func (p *heirsPage) draw() {
	s, t := p.shell, p.shell.Text
	var sum int64
	for _, h := range p.heirs {
		sum += h.Share
	}
	parts := []fyne.CanvasObject{kit.NewHeading(t.T("ui.heirs.list"))}
	if len(p.heirs) == 0 {
		parts = append(parts, kit.Words(t.T("ui.heirs.none"), kit.ToneSoft))
	} else {
		parts = append(parts, kit.NewShort([]kit.Column{
			{Title: t.T("ui.heirs.name"), Ems: 8, Grow: 1},
			{Title: t.T("ui.heirs.relation"), Ems: 6, Rank: 1},
			{Title: t.T("ui.heirs.share"), Ems: 5, Figure: true},
		}, len(p.heirs), func(row int, cells []kit.Cell) {
			h := p.heirs[row]
			cells[0].Text, cells[1].Text, cells[2].Text = h.Name, h.Relation, coop.FormatPoints(h.Share)
		}, p.onRemove), kit.SmallWords(t.T("ui.heirs.remove"), kit.ToneSoft))
	}
	tone := kit.ToneGood
	if sum != 10_000 && len(p.heirs) > 0 {
		tone = kit.ToneWait
	}
	parts = append(parts, kit.Flow(0, kit.Chip(tone, t.T("ui.heirs.sum", coop.FormatPoints(sum)))))
	p.list.Objects = parts
	p.list.Refresh()
	s.refit()
}

// typed is the heir in the form; false where nobody is typed.
func (p *heirsPage) typed() (coop.Heir, bool) {
	share, _ := coop.ParsePercent(p.share.Text)
	h := coop.Heir{
		Name: strings.TrimSpace(p.name.Text), Relation: strings.TrimSpace(p.relation.Text),
		Phone: strings.TrimSpace(p.phone.Text), NIK: strings.TrimSpace(p.nik.Text), Share: share,
	}
	return h, h != coop.Heir{}
}

func (p *heirsPage) onAdd() {
	s := p.shell
	h, any := p.typed()
	if !any || !p.form.Right() {
		p.form.Start()
		return
	}
	for _, problem := range coop.CheckHeirs([]coop.Heir{h}) {
		if problem.Key != coop.ProblemHeirSum {
			s.Warn(problem)
			return
		}
	}
	p.heirs, p.changed = append(p.heirs, h), true
	for _, e := range []*kit.Entry{p.name, p.relation, p.share, p.phone, p.nik} {
		e.SetText("")
	}
	p.draw()
	p.form.Start()
}

func (p *heirsPage) onRemove(row int) {
	p.heirs = append(append([]coop.Heir{}, p.heirs[:row]...), p.heirs[row+1:]...)
	p.changed = true
	p.draw()
	p.form.Start()
}

func (p *heirsPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}
func (p *heirsPage) busy() bool { return p.changed }

// record records the list; who is still in the form belongs to it.
func (p *heirsPage) record() {
	s := p.shell
	if p.form == nil {
		return
	}
	if _, any := p.typed(); any {
		if p.onAdd(); len(p.name.Text) > 0 {
			return
		}
	}
	if problems := coop.CheckHeirs(p.heirs); len(problems) > 0 {
		s.Warn(problems[0])
		return
	}
	input := coop.MemberInput{MemberPrivate: coop.MemberPrivate{Heirs: coop.HeirsText(p.heirs)}}
	if input.Heirs == "" {
		input.Clear = []coop.Field{coop.FieldHeirs}
	}
	s.Record(func(ctx context.Context) error {
		_, err := p.book.EditMember(ctx, s.session, p.id, input)
		return err
	}, func() {
		p.changed = false
		s.done()
		s.Back()
		s.Tell("ui.heirs.recorded")
	})
}
