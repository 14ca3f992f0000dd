package report

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// Journal is the book that is exported whole.
type Journal interface {
	Info(ctx context.Context) (coop.Info, error)
	OwnOccasions(ctx context.Context) ([]coop.OccasionRow, error)
	Accounts(ctx context.Context) ([]coop.AccountRow, error)
	// EachEntry calls each for every entry that the query chooses, in the order of the journal, until each fails. The
	// entry belongs to the call: it may be used again for the next one.
	EachEntry(ctx context.Context, query coop.EntryQuery, each func(*coop.EntryView) error) error
}

// WriteHledger writes the whole book as a journal that hledger checks strictly: every account is declared with its
// type, every entry stands on the day it posts, members, months and outlets are tags. Entries that post nothing are
// comments, so that nothing recorded is missing.
func WriteHledger(ctx context.Context, w io.Writer, book Journal, lang string) error {
	own, err := book.OwnOccasions(ctx)
	if err != nil {
		return err
	}
	words, err := NewWords(lang, own)
	if err != nil {
		return err
	}
	info, err := book.Info(ctx)
	if err != nil {
		return err
	}
	accounts, err := book.Accounts(ctx)
	if err != nil {
		return err
	}
	h := &hledger{Words: words, w: bufio.NewWriter(w), names: accountNames(accounts, words)}
	h.head(info, accounts)
	if err := book.EachEntry(ctx, coop.EntryQuery{}, h.entry); err != nil {
		return fmt.Errorf("export for hledger: %w", err)
	}
	if err := h.w.Flush(); err != nil {
		return fmt.Errorf("export for hledger: %w", err)
	}
	return nil
}

type hledger struct {
	*Words
	w     *bufio.Writer
	names map[string]string // full account names by code
}

// accountNames gives each account its full name: the headings above it and itself, each with its code, so that hledger
// sorts them as the chart does and two accounts with one name stay two.
func accountNames(accounts []coop.AccountRow, words *Words) map[string]string {
	own := map[string]string{}
	for _, a := range accounts {
		own[a.Code] = a.Code + " " + plainName(words.pick(a.NameID, a.NameEN))
	}
	full := map[string]string{}
	for _, a := range accounts {
		var parts []string
		for n := 1; n < len(a.Code); n++ {
			if head, ok := own[a.Code[:n]]; ok {
				parts = append(parts, head)
			}
		}
		full[a.Code] = strings.Join(append(parts, own[a.Code]), ":")
	}
	return full
}

// plainName takes out of a name what would end an account's name for hledger: colons, semicolons, double spaces and
// brackets at its ends.
func plainName(s string) string {
	s = strings.NewReplacer(":", "-", ";", ",", "[", "(", "]", ")").Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

// plainText makes one line of a text that neither ends at a semicolon nor splits at a bar.
func plainText(s string) string {
	s = strings.NewReplacer(";", ",", "|", "/").Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

// plainTag makes a text that is one tag's value: commas would end it, colons begin another.
func plainTag(s string) string {
	return strings.NewReplacer(",", " ", ":", " ").Replace(plainText(s))
}

// accountLetters are hledger's account types. Memo accounts stand outside the statements and have none.
var accountLetters = map[coop.AccountType]string{
	coop.Asset: "A", coop.ContraAsset: "A", coop.Liability: "L", coop.Equity: "E", coop.ContraEquity: "E",
	coop.Revenue: "R", coop.ContraRevenue: "R", coop.Expense: "X",
}

func (h *hledger) head(info coop.Info, accounts []coop.AccountRow) {
	fmt.Fprintf(h.w, "; %s\n; %s\n", plainText(info.Cooperative.Name), plainText(info.Cooperative.Village))
	fmt.Fprintf(h.w, "; %s\n\n", h.t("report.hledger.head"))
	fmt.Fprintf(h.w, "decimal-mark .\ncommodity Rp 1000.00\n\n")
	for _, a := range accounts {
		if a.Heading {
			continue
		}
		letter := accountLetters[a.Type]
		if letter == "A" && hasPrefix(a.Code, cashAccounts) {
			letter = "C"
		}
		if letter != "" {
			letter = "  ; type:" + letter
		}
		fmt.Fprintf(h.w, "account %s%s\n", h.names[a.Code], letter)
	}
	h.w.WriteByte('\n')
}

func (h *hledger) entry(e *coop.EntryView) error {
	margin := ""
	on := e.Posted
	if on == 0 {
		margin, on = "; ", e.Date
	}
	fmt.Fprintf(h.w, "%s%s * (%s) %s\n", margin, on, plainCode(e.Voucher), plainText(h.Entry(e)))
	for _, tag := range h.entryTags(e) {
		fmt.Fprintf(h.w, "%s    ; %s\n", margin, tag)
	}
	for _, l := range e.Lines {
		name, ok := h.names[l.Account]
		if !ok {
			name = plainName(l.Account)
		}
		fmt.Fprintf(h.w, "%s    %s  Rp %s", margin, name, coop.FormatData(l.Amount))
		if tags := h.lineTags(l); len(tags) > 0 {
			fmt.Fprintf(h.w, "  ; %s", strings.Join(tags, ", "))
		}
		h.w.WriteByte('\n')
	}
	if err := h.w.WriteByte('\n'); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}

// plainCode keeps a voucher number inside its brackets.
func plainCode(s string) string { return strings.NewReplacer("(", "", ")", "").Replace(plainText(s)) }

func (h *hledger) entryTags(e *coop.EntryView) []string {
	var tags []string
	add := func(key, value string) {
		if value != "" {
			tags = append(tags, h.t("report.hledger."+key)+":"+plainTag(value))
		}
	}
	add("evidence", e.Evidence)
	if e.Posted != e.Date {
		add("evidence-date", e.Date.String())
	}
	if e.What != coop.WhatNone {
		add("irregular", e.What.String())
	}
	add("entry", e.ID.String())
	add("reverses", e.Reverses.String())
	return tags
}

func (h *hledger) lineTags(l coop.LineView) []string {
	var tags []string
	if !l.Member.IsZero() {
		member := strings.TrimSpace(l.MemberNumber + " " + l.MemberName)
		tags = append(tags, h.t("report.hledger.member")+":"+plainTag(member))
	}
	if l.Month != 0 {
		tags = append(tags, h.t("report.hledger.month")+":"+l.Month.First().String()[:7])
	}
	if l.Outlet != "" {
		tags = append(tags, h.t("report.hledger.outlet")+":"+plainTag(l.Outlet))
	}
	return tags
}

// WriteEntriesCSV writes the whole book in the columns that `lumbungctl entries import` reads, one posting a row;
// entries that post nothing are left out.
func WriteEntriesCSV(ctx context.Context, w io.Writer, book Journal, lang string) error {
	own, err := book.OwnOccasions(ctx)
	if err != nil {
		return err
	}
	words, err := NewWords(lang, own)
	if err != nil {
		return err
	}
	out := newTable(
		w, "no", "tanggal", "bukti", "uraian", "anggota", "kode_akun", "nama_akun", "debit", "kredit", "unit",
	)
	err = book.EachEntry(ctx, coop.EntryQuery{}, func(e *coop.EntryView) error {
		if e.Posted == 0 {
			return nil
		}
		for _, l := range e.Lines {
			side := []string{coop.FormatData(l.Amount), ""}
			if l.Amount < 0 {
				side = []string{"", coop.FormatData(-l.Amount)}
			}
			if err := out.write(slices.Concat([]string{
				e.Voucher, e.Posted.String(), e.Evidence, words.Entry(e), l.MemberNumber, l.Account,
				words.pick(l.AccountName[0], l.AccountName[1]),
			}, side, []string{l.Outlet})...); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("export as CSV: %w", err)
	}
	return out.close()
}
