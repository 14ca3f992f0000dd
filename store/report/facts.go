package report

import (
	"context"
	"fmt"
	"strings"

	"lumbung/store/coop"
)

// NoteSource is a source that keeps words: those of the annual papers and the lines of the administration books.
type NoteSource interface {
	// Notes gives what stands now in a book of notes, in the order in which it was begun.
	Notes(ctx context.Context, book string) ([]coop.NoteView, error)
}

// factGroups are figures that words can name, by the beginnings of the accounts; sign is -1 where a credit is more.
var factGroups = []struct {
	fact     string
	prefixes []string
	sign     coop.Money
}{
	{"kas", cashAccounts, 1},
	{"pinjaman_anggota", []string{"12101", "12103"}, 1},
	{"piutang", []string{"12"}, 1},
	{"persediaan", []string{"13"}, 1},
	{"aset_tetap", []string{"16"}, 1},
	{"simpanan_pokok", []string{"31101"}, -1},
	{"simpanan_wajib", []string{"31102"}, -1},
	{"simpanan_sukarela", []string{"21101"}, -1},
	{"simpanan_berjangka", []string{"21103"}, -1},
	{"utang_bank", []string{"25"}, -1},
	{"hibah", []string{"313"}, -1},
	{"cadangan", []string{"314"}, -1},
}

// Facts are what the words of the annual papers can name: {shu}, {anggota} and others, with the figures of the ledger
// at the period's end, under their Indonesian and their English names.
func Facts(ctx context.Context, source Source, order Order) (map[string]string, error) {
	p, err := newPaper(ctx, source, order)
	if err != nil {
		return nil, err
	}
	return p.facts(ctx)
}

func (p *paper) facts(ctx context.Context) (map[string]string, error) {
	year := yearStart(p.to)
	f := map[string]string{
		"tahun": fmt.Sprint(int(p.to) / 10000), "tahun_depan": fmt.Sprint(int(p.to)/10000 + 1),
		"koperasi": p.sheet.Cooperative, "desa": orElse(p.place, p.sheet.Cooperative), "tanggal": p.Date(p.to),
	}
	if err := p.peopleFacts(ctx, f); err != nil {
		return nil, err
	}
	rows, err := p.source.TrialBalance(ctx, year, p.to)
	if err != nil {
		return nil, err
	}
	for _, g := range factGroups {
		var sum coop.Money
		for _, b := range rows {
			if !b.Account.Heading && hasPrefix(b.Account.Code, g.prefixes) {
				sum += g.sign * b.Closing()
			}
		}
		f[g.fact] = coop.FormatMoney(sum)
	}
	if err := p.sheetFacts(ctx, f); err != nil {
		return nil, err
	}
	if err := p.memberFacts(ctx, f); err != nil {
		return nil, err
	}
	alias(f)
	return f, nil
}

// sheetFacts takes totals from the statements themselves, so that words and statements cannot differ.
func (p *paper) sheetFacts(ctx context.Context, f map[string]string) error {
	for _, from := range []struct{ fact, sheet, row string }{
		{"aset", "balance-sheet", "report.position.total.assets"},
		{"liabilitas", "balance-sheet", "report.position.total.liabilities"},
		{"ekuitas", "balance-sheet", "report.position.total.equity"},
		{"shu_bruto", "income", "report.result.gross"},
		{"shu", "income", "report.result.surplus"},
		{"partisipasi_anggota", "income", "report.result.member-net"},
		{"laba_bukan_anggota", "income", "report.result.other-net"},
	} {
		s, err := p.other(ctx, from.sheet)
		if err != nil {
			return err
		}
		m, before := s.figure(p.t(from.row)), s.figureIn(p.t(from.row), 1)
		f[from.fact], f[from.fact+"_lalu"] = coop.FormatMoney(m), coop.FormatMoney(before)
	}
	return nil
}

// other makes another statement of the same period, once.
func (p *paper) other(ctx context.Context, name string) (*Sheet, error) {
	if s := p.others[name]; s != nil {
		return s, nil
	}
	order := p.order
	order.Name, order.Outlet, order.Account, order.Period = name, "", "", Period{Year: int(p.to) / 10000}
	if p.to%10000 != 1231 {
		order.Period = Period{Date: p.to}
	}
	s, err := Build(ctx, p.source, order)
	if err != nil {
		return nil, err
	}
	if p.others == nil {
		p.others = map[string]*Sheet{}
	}
	p.others[name] = s
	return s, nil
}

// figure gives the first amount of the row with these words; 0 where there is none.
func (s *Sheet) figure(words string) coop.Money { return s.figureIn(words, 0) }

// figureIn gives the nth amount, from 0, of the row with these words.
func (s *Sheet) figureIn(words string, n int) coop.Money {
	i := s.find(words)
	if i < 0 {
		return 0
	}
	for _, c := range s.Rows[i].Cells {
		if c.Kind == Amount {
			if n == 0 {
				return c.Amount
			}
			n--
		}
	}
	return 0
}

// find gives the last row with these words that has an amount; -1 where there is none.
func (s *Sheet) find(words string) int {
	for i := len(s.Rows) - 1; i >= 0; i-- {
		said, has := false, false
		for _, c := range s.Rows[i].Cells {
			said = said || c.Kind == Text && c.Text == words
			has = has || c.Kind == Amount
		}
		if said && has {
			return i
		}
	}
	return -1
}

// accountFigure gives the first amount of the rows of an account and those under it.
func (s *Sheet) accountFigure(account string) coop.Money {
	var sum coop.Money
	for _, r := range s.Rows {
		if r.Kind != Detail || !strings.HasPrefix(r.Link.Account, account) {
			continue
		}
		for _, c := range r.Cells {
			if c.Kind == Amount {
				sum += c.Amount
				break
			}
		}
	}
	return sum
}

// peopleFacts names board and supervisors.
func (p *paper) peopleFacts(ctx context.Context, f map[string]string) error {
	users, err := p.source.Users(ctx)
	if err != nil {
		return err
	}
	for role, fact := range map[coop.Role]string{
		coop.RoleChair: "ketua", coop.RoleSecretary: "sekretaris", coop.RoleTreasurer: "bendahara",
		coop.RoleSupervisor: "pengawas",
	} {
		var names []string
		for _, u := range users {
			if u.Role == role {
				names = append(names, u.Name)
			}
		}
		f[fact] = orElse(strings.Join(names, ", "), "–")
	}
	settings, ok := p.source.(SettingSource)
	f["badan_hukum"], f["alamat"] = orDots(""), orDots("")
	if !ok {
		return nil
	}
	all, err := settings.Settings(ctx)
	if err != nil {
		return err
	}
	f["badan_hukum"] = orDots(coop.SettingText(all, coop.SettingLegal, p.to))
	f["alamat"] = orDots(coop.SettingText(all, coop.SettingAddress, p.to))
	return nil
}

// memberFacts counts the members as the list of changes does.
func (p *paper) memberFacts(ctx context.Context, f map[string]string) error {
	s, err := p.other(ctx, "member-changes")
	if err != nil {
		return err
	}
	for fact, key := range map[string]string{
		"anggota_awal": "opening", "anggota_masuk": "in-sum", "anggota_keluar": "out-sum", "anggota": "closing",
	} {
		for _, r := range s.Rows {
			if r.Cells[1].Text != p.t("report.changes."+key) || r.Kind == Heading {
				continue
			}
			f[fact] = fmt.Sprint(r.Cells[6].Count)
			if key == "closing" {
				f["perempuan"], f["laki"] = fmt.Sprint(r.Cells[4].Count), fmt.Sprint(r.Cells[5].Count)
			}
		}
	}
	return nil
}

// words gives what somebody wrote for a section in the year of the period, or the draft of it, with its figures filled
// in.
func (p *paper) words(ctx context.Context, section string, facts map[string]string) (string, error) {
	if source, ok := p.source.(NoteSource); ok && p.notes == nil {
		notes, err := source.Notes(ctx, coop.PackBook)
		if err != nil {
			return "", err
		}
		p.notes = append([]coop.NoteView{}, notes...)
	}
	text := p.t("pack.words." + section)
	for _, s := range coop.PackSections() {
		if note, ok := coop.PackWords(p.notes, s, int64(p.to)/10000); ok && s.Key == section {
			text = note.Fields[coop.PackFieldText]
		}
	}
	return coop.FillWords(text, facts), nil
}
