package report

import (
	"context"
	"fmt"

	"lumbung/store/coop"
)

// Examination is the name of the sheet on which supervisors write what they found, beside what the books say.
const Examination = "examination"

// ReviewSource is a source that knows what supervisors asked and which months are closed.
type ReviewSource interface {
	Findings(ctx context.Context) ([]coop.FindingView, error)
	Closes(ctx context.Context) ([]coop.CloseView, error)
}

// examined are the parts of the books that supervisors look at, by the beginnings of their accounts (domain §4). Debts
// and what is owed to members are told as they are: credit positive.
var examined = []struct {
	key    string
	sign   coop.Money
	prefix []string
}{
	{"cash", 1, []string{"111"}},
	{"bank", 1, []string{"112"}},
	{"receivables", 1, []string{"12"}},
	{"stock", 1, []string{"13"}},
	{"things", 1, []string{"16"}},
	{"savings", -1, []string{"21", "311"}},
	{"debts", -1, []string{"22", "25"}},
}

// examinationPapers are what supervisors look at beside the figures; each has a line to write on.
var examinationPapers = []string{"vouchers", "counts", "signatures", "minutes", "books", "advice"}

// examination is the sheet of the supervisors' examination: what the books say, with room for what was found, the
// difference and a remark. UU 25/1992 Pasal 38-39 asks for a written result [GK] (domain §3.1); the form is [GK] too.
func examination(ctx context.Context, p *paper) error {
	p.at()
	rows, err := p.openYear(ctx, 0, p.to)
	if err != nil {
		return err
	}
	p.sheet.Lines = true
	p.column("name", Text, 62)
	p.column("booked", Amount, 30)
	p.column("found", Text, 30)
	p.column("count-off", Text, 26)
	p.column("finding", Text, 44)
	for i, part := range examined {
		p.examinationHead(i, part.key)
		var details []int
		for _, b := range rows {
			if b.Account.Heading || !hasPrefix(b.Account.Code, part.prefix) || b.Closing() == 0 {
				continue
			}
			details = append(details, p.sheet.add(Row{Link: Link{Account: b.Account.Code}, Cells: []Cell{
				text(b.Account.Code + " " + p.pick(b.Account.NameID, b.Account.NameEN)),
				amount(part.sign * b.Closing()),
			}}))
		}
		if len(details) == 0 {
			p.sheet.add(Row{Cells: []Cell{text(p.t("report.examination.nothing")), amount(0)}})
			continue
		}
		if _, err := p.sheet.total(Subtotal, 0, p.t("report.total"), details); err != nil {
			return err
		}
	}
	p.examinationHead(len(examined), "papers")
	for _, key := range examinationPapers {
		p.sheet.add(Row{Cells: []Cell{text(p.t("report.examination.papers." + key)), text("–")}})
	}
	if err := p.examinationFacts(ctx); err != nil {
		return err
	}
	p.note("report.examination.note")
	err = p.signSupervisors(ctx)
	p.sheet.Place = orDots(p.place) + ", " + orDots("")
	return err
}

func (p *paper) examinationHead(i int, key string) {
	heading := fmt.Sprintf("%c. ", 'A'+i) + p.t("report.examination."+key)
	p.sheet.add(Row{Kind: Heading, Cells: []Cell{text(heading)}})
}

// examinationFacts says what the book knows about its own state: months that are closed, questions that wait.
func (p *paper) examinationFacts(ctx context.Context) error {
	source, ok := p.source.(ReviewSource)
	if !ok {
		return nil
	}
	closes, err := source.Closes(ctx)
	if err != nil {
		return err
	}
	last := coop.Month(0)
	for _, c := range closes {
		if c.Holds && !c.Year && c.Period.Last() <= p.to {
			last = max(last, c.Period)
		}
	}
	if last != 0 {
		p.note("report.examination.closed", p.Month(last))
	} else {
		p.note("report.examination.open")
	}
	asked, err := p.findings(ctx, source)
	if err != nil {
		return err
	}
	waiting := 0
	for _, f := range asked {
		if len(f.Answers) == 0 {
			waiting++
		}
	}
	p.note("report.examination.asked", len(asked), waiting)
	return nil
}

// findings are what was asked in the year of the period up to its last day, the oldest first.
func (p *paper) findings(ctx context.Context, source ReviewSource) ([]coop.FindingView, error) {
	all, err := source.Findings(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the findings: %w", err)
	}
	var asked []coop.FindingView
	for _, f := range all {
		if on := coop.DateOfMinutes(f.At); on >= yearStart(p.to) && on <= p.to {
			asked = append(asked, f)
		}
	}
	return asked, nil
}

// packFindings tells in the supervisors' report what they asked in the year and what was answered.
func (p *paper) packFindings(ctx context.Context) error {
	source, ok := p.source.(ReviewSource)
	if !ok {
		return nil
	}
	asked, err := p.findings(ctx, source)
	if err != nil {
		return err
	}
	p.sheet.add(Row{Kind: Heading, Cells: []Cell{text(p.t("pack.findings"))}})
	if len(asked) == 0 {
		p.sheet.prose(p.t("pack.findings.none"))
		return nil
	}
	for i, f := range asked {
		about := f.Voucher
		if about == "" && f.Period != 0 {
			about = p.Month(f.Period)
		}
		answer := p.t("pack.findings.waits")
		if n := len(f.Answers); n > 0 {
			answer = p.t("pack.findings.answer", f.Answers[n-1].Text)
		}
		if about != "" {
			about = " (" + about + ")"
		}
		said := fmt.Sprintf("%d. %s%s: %s", i+1, p.Date(coop.DateOfMinutes(f.At)), about,
			orElse(f.Text, p.t("pack.findings.wordless")))
		p.sheet.add(Row{Kind: Prose, Indent: 1, Cells: []Cell{text(said)}})
		p.sheet.add(Row{Kind: Prose, Indent: 2, Cells: []Cell{text(answer)}})
	}
	return nil
}
