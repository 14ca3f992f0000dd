package report

import (
	"context"
	"fmt"
	"strings"

	"lumbung/store/coop"
)

// RegisterSource is a source that knows the registers beside the ledger.
type RegisterSource interface {
	Registers(ctx context.Context, kind coop.Kind, subject coop.ID) ([]coop.RegisterRow, error)
}

// twoYears gives a paper of words columns for figures of this year and the last.
func (p *paper) twoYears() {
	p.column("name", Text, 110)
	p.column("now", Amount, 34)
	p.column("before", Amount, 34)
	year := yearOf(p.to)
	p.sheet.Columns[1].Title, p.sheet.Columns[2].Title = fmt.Sprint(year), fmt.Sprint(year-1)
}

// packLPJ is the board's account: words by section, each beside its figures of this year and the last.
func packLPJ(ctx context.Context, p *paper) error {
	facts, err := p.facts(ctx)
	if err != nil {
		return err
	}
	p.twoYears()
	for n, section := range coop.PackSections() {
		if section.Of != "lpj" {
			continue
		}
		heading := fmt.Sprintf("%c. ", 'A'+n) + p.t("pack.section."+section.Key)
		p.sheet.add(Row{Kind: Heading, Cells: []Cell{text(heading)}})
		words, err := p.words(ctx, section.Key, facts)
		if err != nil {
			return err
		}
		p.sheet.prose(words)
		if err := p.lpjFigures(ctx, section.Key); err != nil {
			return err
		}
	}
	return p.sign(ctx)
}

// lpjFigures adds the figures of a section, as the statements have them.
func (p *paper) lpjFigures(ctx context.Context, section string) error {
	rows := map[string][][2]string{
		"lpj.business": {
			{"income", "report.result.member-net"},
			{"income", "report.result.other-net"},
			{"income", "report.result.gross"},
			{"income", "report.result.surplus"},
		},
		"lpj.capital": {
			{"balance-sheet", "report.position.total.assets"},
			{"balance-sheet", "report.position.total.liabilities"},
			{"balance-sheet", "report.position.total.equity"},
		},
		"supervisors.report": {
			{"balance-sheet", "report.position.total.assets"},
			{"balance-sheet", "report.position.total.liabilities"},
			{"balance-sheet", "report.position.total.equity"},
			{"income", "report.result.surplus"},
		},
	}[section]
	for _, r := range rows {
		s, err := p.other(ctx, r[0])
		if err != nil {
			return err
		}
		words := p.t(r[1])
		p.sheet.add(Row{Indent: 1, Cells: []Cell{text(words), amount(s.figure(words)), amount(s.figureIn(words, 1))}})
	}
	return nil
}

// packWords makes a paper of words alone: sections under their headings, or without.
func (p *paper) packWords(ctx context.Context, of string) error {
	facts, err := p.facts(ctx)
	if err != nil {
		return err
	}
	if len(p.sheet.Columns) == 0 {
		p.column("name", Text, 180)
		p.sheet.Untitled = true
	}
	for _, section := range coop.PackSections() {
		if section.Of != of {
			continue
		}
		p.sheet.add(Row{Kind: Heading, Cells: []Cell{text(p.t("pack.section." + section.Key))}})
		words, err := p.words(ctx, section.Key, facts)
		if err != nil {
			return err
		}
		p.sheet.prose(words)
		if err := p.lpjFigures(ctx, section.Key); err != nil {
			return err
		}
	}
	return nil
}

// packPlan is the plan of work for the coming year; its budget is a paper of its own.
func packPlan(ctx context.Context, p *paper) error {
	p.sheet.Period = p.t("report.period.year", int(p.to)/10000+1)
	if err := p.packWords(ctx, "plan"); err != nil {
		return err
	}
	return p.sign(ctx)
}

// packSupervisors is the supervisors' report, which they alone sign.
func packSupervisors(ctx context.Context, p *paper) error {
	p.flows()
	p.twoYears()
	if err := p.packWords(ctx, "supervisors"); err != nil {
		return err
	}
	if err := p.packFindings(ctx); err != nil {
		return err
	}
	return p.signSupervisors(ctx)
}

// room leaves numbered lines to write on.
func (p *paper) room(lines int) {
	for i := range lines {
		line := fmt.Sprintf("%d. %s", i+1, strings.Repeat(".", 180))
		p.sheet.add(Row{Kind: Prose, Indent: 1, Cells: []Cell{text(line)}})
	}
}

// dividedBy writes how the meeting divided the surplus, part by part.
func (p *paper) dividedBy(ctx context.Context, shares []coop.Share) error {
	source, ok := p.source.(SurplusSource)
	if !ok || len(shares) == 0 {
		return nil
	}
	accounts, err := source.Accounts(ctx)
	if err != nil {
		return err
	}
	var parts []string
	for _, s := range shares {
		for _, a := range accounts {
			if a.Code == s.Account {
				parts = append(parts, p.pick(a.NameID, a.NameEN)+" "+coop.PercentText(s.BasisPoints)+" %")
			}
		}
	}
	p.sheet.add(Row{Kind: Heading, Cells: []Cell{text(p.t("pack.minutes.shares"))}})
	p.sheet.prose(strings.Join(parts, "; ") + ".")
	return nil
}

// decisionLines is for how many decisions a form leaves room.
const decisionLines = 6
