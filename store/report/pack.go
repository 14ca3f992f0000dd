package report

import (
	"context"
	"fmt"
	"io"
	"slices"

	"lumbung/store/coop"
)

// PackName is the name of all papers of the annual meeting together: not in List, because it is no single sheet.
const PackName = "rat"

// Pack is every paper of the annual meeting of a book year (domain §10.1): one PDF, one workbook.
type Pack struct {
	Year   int
	Sheets []*Sheet // the first is the cover, the second the contents
	Proofs []Proof
	Audit  coop.AuditNeed // whether a public accountant has to be asked
	words  *Words
}

// Proof compares one figure in two papers.
type Proof struct {
	What        string // in words: "Total aset"
	Left, Right string // the titles of the papers
	A, B        coop.Money
}

// Off is by how much they differ.
func (p Proof) Off() coop.Money { return p.A - p.B }

// PackOrder says which year's papers are wanted.
type PackOrder struct {
	Year    int
	Lang    string
	Printed coop.Date
}

// packPapers are the papers in their order. Those that are statements are made by Build; a cooperative without loans,
// assets or borrowings has no paper about them.
var packPapers = []struct {
	name     string
	optional bool // left out where it has no rows but its total, and nothing disagrees
}{
	{"lpj", false},
	{packAuditName, true},
	{"balance-sheet", false},
	{"income", false},
	{"equity", false},
	{"cash-flow", false},
	{"notes", false},
	{"surplus", false},
	{"surplus-members", false},
	{"members", false},
	{"member-changes", false},
	{"savings", false},
	{"terms", true},
	{"loans", true},
	{"loan-quality", true},
	{"loan-arrears", true},
	{"related-loans", true},
	{"receivables", true},
	{"payables", true},
	{"outlets", false},
	{"stock", false},
	{packStockCount, true},
	{"assets", true},
	{"borrowings", true},
	{"borrowing-use", true},
	{"advances", true},
	{"budget", true},
	{"plan", false},
	{packBudgetNext, true},
	{"promotion", false},
	{"supervisors", false},
	{Examination, false},
	{"invitation", false},
	{"attendance", false},
	{"minutes", false},
	{"trial-balance", false},
}

// Papers that only the pack has: the plan of revenue and cost for the coming year (RAPB), and the form on which the
// stock was counted.
const (
	packBudgetNext = "budget-next"
	packStockCount = "stock-count"
)

// packMakers make the papers that are no statements of their own.
var packMakers = map[string]func(context.Context, *paper) error{
	"lpj": packLPJ, "plan": packPlan, "supervisors": packSupervisors, "invitation": packMeeting("invitation"),
	"attendance": packMeeting("attendance"), "minutes": packMeeting("minutes"), packBudgetNext: packBudget,
	packStockCount: packCount, packAuditName: packAudit,
}

// BuildPack makes all papers of a year and compares them with one another. What does not agree stands in Proofs and
// Wrong: the papers are made all the same, so that one can look, but Write refuses.
func BuildPack(ctx context.Context, source Source, order PackOrder) (*Pack, error) {
	year := Order{Period: Period{Year: order.Year}, Lang: order.Lang, Printed: order.Printed}
	first, err := newPaper(ctx, source, year)
	if err != nil {
		return nil, err
	}
	pack := &Pack{Year: order.Year, words: first.Words}
	var papers []*Sheet
	for _, doc := range packPapers {
		s, err := pack.paper(ctx, source, year, doc.name)
		if err != nil {
			return nil, err
		}
		if !doc.optional || s.says() || !s.Agrees() {
			papers = append(papers, s)
		}
	}
	if pack.Audit, err = first.audit(ctx); err != nil {
		return nil, err
	}
	pack.Sheets = papers
	pack.prove()
	if err := pack.proveNamed(ctx, source); err != nil {
		return nil, err
	}
	proofs, err := pack.proofSheet(ctx, source, year)
	if err != nil {
		return nil, err
	}
	papers = append(papers, proofs)
	cover, err := packCover(ctx, source, year)
	if err != nil {
		return nil, err
	}
	contents, err := packContents(ctx, source, year, papers)
	if err != nil {
		return nil, err
	}
	pack.Sheets = append([]*Sheet{cover, contents}, papers...)
	for _, s := range pack.Sheets {
		s.unblank()
	}
	return pack, nil
}

// paper makes one paper.
func (k *Pack) paper(ctx context.Context, source Source, order Order, name string) (*Sheet, error) {
	order.Name = name
	if maker := packMakers[name]; maker != nil {
		p, err := newPaper(ctx, source, order)
		if err != nil {
			return nil, err
		}
		if err := maker(ctx, p); err != nil {
			return nil, fmt.Errorf("report %s: %w", name, err)
		}
		return p.sheet, p.sheet.Check()
	}
	s, err := Build(ctx, source, order)
	if err != nil {
		return nil, fmt.Errorf("report %s: %w", name, err)
	}
	return s, nil
}

// says tells whether a paper has anything on it but its totals.
func (s *Sheet) says() bool {
	return slices.ContainsFunc(s.Rows, func(r Row) bool { return r.Kind == Detail || r.Kind == Prose })
}

// unblank leaves no amount blank: nothing is a stroke.
func (s *Sheet) unblank() {
	s.Dash = true
	for i := range s.Rows {
		row := &s.Rows[i]
		if row.Kind == Heading || row.Kind == Prose || s.Lines {
			continue
		}
		for c, column := range s.Columns {
			if column.Kind == Amount && row.Cells[c].Kind == None {
				row.Cells[c] = amount(0)
			}
		}
	}
}

// Wrong says in sentences what does not agree; empty where everything does.
func (k *Pack) Wrong() []string {
	var wrong []string
	for _, p := range k.Proofs {
		if p.Off() != 0 {
			wrong = append(wrong, k.words.t("pack.wrong.proof", p.What, p.Left, coop.FormatMoney(p.A), p.Right,
				coop.FormatMoney(p.B), coop.FormatMoney(p.Off())))
		}
	}
	for _, s := range k.Sheets {
		for _, n := range s.Notes {
			if n.Wrong {
				wrong = append(wrong, s.TitleIn()+": "+n.Text)
			}
		}
	}
	return wrong
}

// Write writes all papers as one file, "pdf" or "xlsx". Where figures disagree it writes nothing and a coop.Problem
// says which and by how much.
func (k *Pack) Write(w io.Writer, format string) error {
	if wrong := k.Wrong(); len(wrong) > 0 {
		all := wrong[0]
		for _, more := range wrong[1:min(len(wrong), wrongTold)] {
			all += " " + more
		}
		return coop.Problem{Key: "pack.wrong", Args: []any{len(wrong), all}}
	}
	switch format {
	case "pdf":
		return k.writePDF(w)
	case "xlsx":
		return writeWorkbook(w, k.Sheets...)
	}
	return coop.Problem{Key: "pack.wrong.format"}
}

// wrongTold is how many disagreements a refusal tells: the page shows all of them.
const wrongTold = 4

// writePDF draws all papers, twice: only then the contents know the pages.
func (k *Pack) writePDF(w io.Writer) error {
	contents := k.Sheets[1]
	var d *drawing
	for range 2 {
		d = newDrawing(k.Sheets[0])
		d.links = map[string]int{}
		for i, s := range k.Sheets {
			d.start(s)
			if i >= 2 {
				contents.Rows[i-2].Cells[2] = Cell{Kind: Count, Count: int64(d.PageNo())}
			}
			d.Bookmark(s.TitleIn(), 0, -1)
			if s.Name == packCoverName {
				d.cover()
			} else {
				d.body()
			}
		}
	}
	if err := d.Output(w); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	return nil
}
