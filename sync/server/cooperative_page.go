package server

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// coopHead is what stands at the top of every page about one cooperative.
type coopHead struct {
	standing
	Link        string // where the pages of this cooperative begin
	OwnVillage  string // where the founding names another village than the district
	Introduced  bool   // the cooperative has introduced this server, so that findings can travel
	Tab         string
	Month       coop.Month // the one that is looked at
	Before      coop.Month
	After       coop.Month // 0: there is none yet
	MonthChoice bool
}

// head reads what the top of the page shows.
func (l *ledger) head(s *Server, tab string, month coop.Month) (coopHead, error) {
	all, err := s.standingOf(l.tx, l.cooperative)
	if err != nil {
		return coopHead{}, err
	}
	h := coopHead{
		standing: all, Link: "/coop/" + l.coop.String(), Tab: tab, Month: month,
		Before: month.First().AddDays(-1).Month(),
	}
	if month < s.today().Month() {
		h.After = month.Last().AddDays(1).Month()
	}
	if own := l.fold.Cooperative().Village; own != l.village {
		h.OwnVillage = own
	}
	row := coop.LogRow{Log: l.serverLog}
	h.Introduced = l.state.Get(&row) && row.Server
	return h, nil
}

// standingOf reads one cooperative's line of the district's list.
func (s *Server) standingOf(t *transaction, c *cooperative) (standing, error) {
	x := standing{ID: c.coop, Name: c.name, Village: c.village, HeardAt: c.heardAt, HeardHow: c.heardHow}
	var counted coop.Month
	err := t.QueryRowContext(t.ctx, `SELECT month, month_entries, last_entry, members, exceptions, findings, chain,
		closed FROM cooperative WHERE coop_id = $1`, c.id).
		Scan(&counted, &x.Entries, &x.LastEntry, &x.Members, &x.Exception, &x.Findings, &x.Chain, &x.Closed)
	if err != nil {
		return x, fmt.Errorf("figures: %w", err)
	}
	if counted != s.today().Month() {
		x.Entries = 0
	}
	return x, nil
}

// monthOf reads the month that a page is asked for; the default is this one.
func (s *Server) monthOf(r *http.Request) (coop.Month, error) {
	text := r.URL.Query().Get("month")
	if text == "" {
		return s.today().Month(), nil
	}
	year, month, ok := strings.Cut(text, "-")
	y, errYear := strconv.Atoi(year)
	m, errMonth := strconv.Atoi(month)
	if asked := coop.Month(y*100 + m); ok && errYear == nil && errMonth == nil && m < 13 && y < 2200 && asked.Valid() {
		return asked, nil
	}
	return 0, coop.Problem{Key: "server.problem.month", Args: []any{text}}
}

// overviewData is what the first page of a cooperative shows.
type overviewData struct {
	Head    coopHead
	Devices []coop.LogRow
	Cash    coop.Money
	Bank    coop.Money
	Savings coop.Money
	Broken  []string // invariants that do not hold, by name
	Gaps    int
	Reports []report.Listed
}

// offered are the statements that the district reads; the others name members.
var offered = []string{"trial-balance", "balance-sheet", "income", "equity", "cash-flow"}

func offeredReports() []report.Listed {
	return slices.DeleteFunc(report.List(), func(l report.Listed) bool { return !slices.Contains(offered, l.Name) })
}

func (s *Server) overviewPage(w http.ResponseWriter, r *http.Request) error {
	d := overviewData{Reports: offeredReports()}
	err := s.ledger(r.Context(), coopOf(r).coop, func(l *ledger) error {
		month, err := s.monthOf(r)
		if err != nil {
			return err
		}
		if d.Head, err = l.head(s, "overview", month); err != nil {
			return err
		}
		d.Devices = all(l.state, &coop.LogRow{}, 0)
		for _, b := range all(l.state, &coop.BalanceRow{}, 0) {
			net := b.Debit - b.Credit
			switch {
			case strings.HasPrefix(b.Account, "111"):
				d.Cash += net
			case strings.HasPrefix(b.Account, "112"):
				d.Bank += net
			case slices.Contains(coop.SavingAccounts, b.Account):
				d.Savings -= net
			}
		}
		for _, b := range coop.CheckSums(l.state) {
			d.Broken = append(d.Broken, b.I)
		}
		d.Gaps = len(l.fold.Gaps())
		return nil
	})
	if err != nil {
		return err
	}
	s.show(w, r, http.StatusOK, "coop", frame{Title: "server.title.coop", Data: d})
	return nil
}

// sheetData is a statement.
type sheetData struct {
	Head    coopHead
	Sheet   *report.Sheet
	Reports []report.Listed
	Name    string
	Formats []string
}

// downloads are the formats in which a statement can be taken along.
var downloads = map[string]string{
	"csv": "text/csv; charset=utf-8", "pdf": "application/pdf",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

func (s *Server) reportPage(w http.ResponseWriter, r *http.Request) error {
	name := r.PathValue("name")
	if !slices.Contains(offered, name) {
		return ErrUnknownCoop
	}
	d := sheetData{Reports: offeredReports(), Name: name, Formats: []string{"pdf", "xlsx", "csv"}}
	err := s.ledger(r.Context(), coopOf(r).coop, func(l *ledger) error {
		month, err := s.monthOf(r)
		if err != nil {
			return err
		}
		if d.Head, err = l.head(s, "report", month); err != nil {
			return err
		}
		d.Head.MonthChoice = true
		d.Sheet, err = report.Build(r.Context(), l, report.Order{
			Name: name, Period: report.Period{Month: month}, Lang: languageOf(r),
		})
		return err
	})
	if err != nil {
		return err
	}
	if format := r.URL.Query().Get("format"); downloads[format] != "" {
		w.Header().Set("Content-Type", downloads[format])
		w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s-%s-%s.%s"`, d.Head.Village, name,
			yearMonth(d.Head.Month), format))
		return report.Write(w, d.Sheet, format)
	}
	s.show(w, r, http.StatusOK, "sheet", frame{Title: "server.title.coop", Wide: true, Data: d})
	return nil
}

// journalData is one month of the journal.
type journalData struct {
	Head          coopHead
	Entries       []entryLine
	Page          int
	Before, After string
}

// entryLine is an entry with its description in the reader's language.
type entryLine struct {
	coop.EntryView
	Says string
}

func (s *Server) journalPage(w http.ResponseWriter, r *http.Request) error {
	var d journalData
	n, _ := strconv.Atoi(r.URL.Query().Get("page"))
	d.Page = max(1, min(n, 100_000))
	err := s.ledger(r.Context(), coopOf(r).coop, func(l *ledger) error {
		month, err := s.monthOf(r)
		if err != nil {
			return err
		}
		if d.Head, err = l.head(s, "journal", month); err != nil {
			return err
		}
		d.Head.MonthChoice = true
		entries, err := l.Entries(r.Context(), coop.EntryQuery{
			From: month.First(), To: month.Last(), Limit: perPage + 1, Offset: (d.Page - 1) * perPage,
		})
		if err != nil {
			return err
		}
		own, err := l.OwnOccasions(r.Context())
		if err != nil {
			return err
		}
		words, err := report.NewWords(languageOf(r), own)
		if err != nil {
			return err
		}
		for i := range entries[:min(len(entries), perPage)] {
			d.Entries = append(d.Entries, entryLine{entries[i], words.Entry(&entries[i])})
		}
		link := fmt.Sprintf("%s/journal?month=%s&page=", d.Head.Link, yearMonth(month))
		if d.Page > 1 {
			d.Before = link + strconv.Itoa(d.Page-1)
		}
		if len(entries) > perPage {
			d.After = link + strconv.Itoa(d.Page+1)
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.show(w, r, http.StatusOK, "journal", frame{Title: "server.title.coop", Wide: true, Data: d})
	return nil
}

// exceptionLine is an exception with what it is about, members as numbers.
type exceptionLine struct {
	coop.Exception
	Number  string // of the member
	Voucher string
}

type exceptionsData struct {
	Head       coopHead
	Exceptions []exceptionLine
	Left       int // beyond those shown
}

// maxExceptions bounds what one page lists.
const maxExceptions = 300

func (s *Server) exceptionsPage(w http.ResponseWriter, r *http.Request) error {
	var d exceptionsData
	err := s.ledger(r.Context(), coopOf(r).coop, func(l *ledger) error {
		var err error
		if d.Head, err = l.head(s, "exceptions", s.today().Month()); err != nil {
			return err
		}
		names := l.names()
		found := l.fold.Exceptions()
		d.Left = max(0, len(found)-maxExceptions)
		for _, x := range found[:len(found)-d.Left] {
			line := exceptionLine{Exception: x, Number: names.numbers[x.Member]}
			if e := (coop.EntryRow{ID: x.Entry}); !x.Entry.IsZero() && l.state.Get(&e) && e.Serial > 0 {
				line.Voucher = coop.VoucherNumber(e.Book, names.letters[e.Log], e.Date, e.Serial)
			}
			d.Exceptions = append(d.Exceptions, line)
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.show(w, r, http.StatusOK, "exceptions", frame{Title: "server.title.coop", Data: d})
	return nil
}
