package report

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"lumbung/assets"
	"lumbung/store/coop"
)

// paper is a sheet while it is being made.
type paper struct {
	*Words
	source   Source
	order    Order
	from, to coop.Date // from 0: since the beginning
	sheet    *Sheet
	place    string            // where it is signed; empty: not known
	others   map[string]*Sheet // statements of the same period that were looked at
	notes    []coop.NoteView   // words of the annual papers; nil: not read yet
}

func newPaper(ctx context.Context, source Source, order Order) (*paper, error) {
	from, to, err := order.Period.Span()
	if err != nil {
		return nil, err
	}
	info, err := source.Info(ctx)
	if err != nil {
		return nil, err
	}
	own, err := source.OwnOccasions(ctx)
	if err != nil {
		return nil, err
	}
	words, err := NewWords(order.Lang, own)
	if err != nil {
		return nil, err
	}
	p := &paper{Words: words, source: source, order: order, from: from, to: to}
	p.sheet = &Sheet{
		Name: order.Name, Lang: words.lang, Cooperative: info.Cooperative.Name, Village: info.Cooperative.Village,
		Title: titles(order.Name), From: from, To: to, Period: p.span(from, to), Printed: order.Printed,
	}
	if p.sheet.Letterhead, p.place, err = letterhead(ctx, source, words, to); err != nil {
		return nil, err
	}
	if p.place == "" {
		p.place = placeOf(info.Cooperative.Name)
	}
	if order.Outlet != "" {
		p.sheet.Period += " · " + p.t("common.outlet") + " " + order.Outlet
	}
	return p, nil
}

// span says a period in words.
func (p *paper) span(from, to coop.Date) string {
	switch {
	case from == 0:
		return p.t("report.period.at", p.Date(to))
	case from == to.Month().First() && to == to.Month().Last():
		return p.t("report.period.month", p.Month(to.Month()))
	case from == yearStart(to) && to%10000 == 1231:
		return p.t("report.period.year", int(to)/10000)
	}
	return p.t("report.period.span", p.Date(from), p.Date(to))
}

// flows gives the first day of a statement that speaks of a period: a single date means its year up to that day.
func (p *paper) flows() coop.Date {
	if p.from == 0 && p.order.Period.Date != 0 {
		p.from = yearStart(p.to)
		p.sheet.From, p.sheet.Period = p.from, p.span(p.from, p.to)
	}
	return p.from
}

// at makes a statement speak of one day, the last of the period.
func (p *paper) at() coop.Date {
	p.sheet.From, p.sheet.Period = 0, p.span(0, p.to)
	return p.to
}

func (p *paper) note(key string, args ...any) {
	p.sheet.Notes = append(p.sheet.Notes, Note{Text: p.t(key, args...)})
}

// wrong notes that figures do not agree.
func (p *paper) wrong(key string, args ...any) {
	p.sheet.Notes = append(p.sheet.Notes, Note{Text: p.t(key, args...), Wrong: true})
}

// column describes a column whose title is the text report.column.KEY.
func (p *paper) column(key string, kind Kind, width float64) {
	p.sheet.Columns = append(p.sheet.Columns, Column{
		Key: key, Title: p.t("report.column." + key), Kind: kind, Width: width,
		Right: slices.Contains(percentColumns, key),
	})
}

// percentColumns are the keys of columns of percentages.
var percentColumns = []string{"percent", "rate", "loan-rate", "reached"}

// balances reads the trial balance of the book, or of the outlet that was asked for.
func (p *paper) balances(ctx context.Context, from, to coop.Date) ([]coop.AccountBalance, error) {
	if p.order.Outlet == "" {
		return p.source.TrialBalance(ctx, from, to)
	}
	source, ok := p.source.(OutletSource)
	if !ok {
		return nil, coop.Problem{Key: "report.wrong.outlet", Args: []any{p.order.Name}}
	}
	return source.OutletBalance(ctx, p.order.Outlet, from, to)
}

// openYear are the balances as they were before the year of the last day was closed.
func (p *paper) openYear(ctx context.Context, from, to coop.Date) ([]coop.AccountBalance, error) {
	return p.openedSince(ctx, from, to, max(from, yearStart(to)))
}

// openedSince are the balances as if no year that ends on a day or later had been closed: without the entries that
// carry its result away.
func (p *paper) openedSince(ctx context.Context, from, to, since coop.Date) ([]coop.AccountBalance, error) {
	rows, err := p.balances(ctx, from, to)
	if err != nil {
		return nil, err
	}
	return rows, p.reopen(ctx, rows, since, to)
}

// reopen takes the entries that carry a year's result away in a period out of the balances.
func (p *paper) reopen(ctx context.Context, rows []coop.AccountBalance, from, to coop.Date) error {
	lines, err := p.source.Closing(ctx, from, to)
	for _, l := range lines {
		if p.order.Outlet != "" && l.Outlet != p.order.Outlet {
			continue
		}
		for i := range rows { // headings carry what lies under them
			if rows[i].Account.Code == l.Account || rows[i].Account.Heading && strings.HasPrefix(
				l.Account, rows[i].Account.Code) {
				rows[i].Debit -= max(0, l.Amount)
				rows[i].Credit -= max(0, -l.Amount)
			}
		}
	}
	return err
}

// signers are those who sign a statement (domain §10.1), from the left.
var signers = []coop.Role{coop.RoleChair, coop.RoleSecretary, coop.RoleTreasurer, coop.RoleSupervisor}

// sign sets the places to sign. Board and treasurer always sign; the others where the cooperative has them.
func (p *paper) sign(ctx context.Context) error {
	users, err := p.source.Users(ctx)
	if err != nil {
		return err
	}
	names := map[coop.Role]string{}
	for _, u := range users {
		if names[u.Role] == "" {
			names[u.Role] = u.Name
		}
	}
	for _, role := range signers {
		optional := role == coop.RoleSecretary || role == coop.RoleSupervisor
		if name := names[role]; name != "" || !optional {
			title := p.t(fmt.Sprintf("report.sign.%d", role))
			p.sheet.Signatures = append(p.sheet.Signatures, Signature{Role: title, Name: name})
		}
	}
	p.sheet.Place = orDots(p.place) + ", " + p.Date(p.signedOn())
	return nil
}

// signedOn is the day of the signatures: the last of the period, or today where the period is not over yet.
func (p *paper) signedOn() coop.Date {
	if printed := p.order.Printed; printed != 0 && printed < p.to {
		return printed
	}
	return p.to
}

// titles gives the name of a statement in both languages.
func titles(name string) [2]string {
	var both [2]string
	if c, err := standard(); err == nil {
		for i, lang := range assets.Languages() {
			both[i] = c.texts[lang]["report.title."+name]
		}
	}
	return both
}

// SettingSource is a source that knows what the cooperative has agreed on.
type SettingSource interface {
	Settings(ctx context.Context) ([]coop.SettingRow, error)
}

// letterhead gives what stands at the head beside the name, and the village as people write it, where the source knows
// them.
func letterhead(ctx context.Context, source any, words *Words, on coop.Date) (lines []string, place string, err error) {
	from, ok := source.(SettingSource)
	if !ok {
		return nil, "", nil
	}
	settings, err := from.Settings(ctx)
	if err != nil {
		return nil, "", fmt.Errorf("read the settings: %w", err)
	}
	for _, key := range []string{coop.SettingLegal, coop.SettingAddress, coop.SettingPhone} {
		if value := coop.SettingText(settings, key, on); value != "" {
			lines = append(lines, words.t("report.page."+key, value))
		}
	}
	place, _, _ = strings.Cut(coop.SettingText(settings, coop.SettingVillageName, on), ",")
	for _, before := range []string{"Desa ", "Kelurahan "} {
		place = strings.TrimPrefix(strings.TrimSpace(place), before)
	}
	return lines, place, nil
}
