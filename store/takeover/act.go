package takeover

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// ErrNoMember is returned when a line names a member for whom no ID was given.
var ErrNoMember = errors.New("takeover: a member has no id")

// ErrUnsound is returned for an entry that must not be recorded: its lines do not balance. It means a fault here.
var ErrUnsound = errors.New("takeover: an entry does not balance")

// shortKey is the length of Entry.Short.
const shortKey = 16

// Short is the beginning of Key by which a map file knows the row.
func (e Entry) Short() string { return e.Key[:shortKey] }

// Once is the entry's once-rule: the same row of the same book counts once, whatever its file is called and whoever
// takes it over.
func (e Entry) Once() coop.Once { return coop.ImportOnce("takeover", e.Key) }

// NewMember is a person to be registered before Acts can name them.
type NewMember struct {
	Key   string // MemberMet.Key
	Input coop.MemberInput
}

// Act registers the person by name alone, for a caller without member numbers of its own.
func (m NewMember) Act() coop.Act {
	fields := map[coop.Field]string{coop.FieldName: m.Input.Name, coop.FieldStatus: m.Input.Status}
	if m.Input.Joined != "" {
		fields[coop.FieldJoined] = m.Input.Joined
	}
	return coop.Act{Kind: coop.KindMember, Body: coop.Member{Fields: fields}}
}

// NewMembers are the people whom rows to be recorded name and the book does not know, by name. A person met only in
// rows that the book holds already is left out.
func (p *Proposal) NewMembers() []NewMember {
	named := map[string]bool{}
	for _, e := range p.Entries {
		for _, l := range e.Lines {
			named[l.Member] = true
		}
	}
	var all []NewMember
	for _, m := range p.Members {
		if m.Known != "" || !named[m.Key] {
			continue
		}
		in := coop.MemberInput{Name: m.Name, Status: "aktif"}
		if m.Joined != 0 {
			in.Joined = m.Joined.First().String()
		}
		all = append(all, NewMember{Key: m.Key, Input: in})
	}
	return all
}

// Rates are the dues that the rows show, as settings, for a book that has none: simpanan pokok, and simpanan wajib
// from the months in which its amount changed. Amounts that are no whole rupiah are left out.
func (p *Proposal) Rates() []coop.Act {
	var acts []coop.Act
	set := func(key string, from coop.Date, amount coop.Money) {
		if amount > 0 && amount%coop.Rupiah == 0 {
			body := coop.Setting{Key: key, From: from, Value: fmt.Sprint(int64(amount / coop.Rupiah))}
			acts = append(acts, coop.Act{Kind: coop.KindSetting, Body: body})
		}
	}
	set(coop.SettingPrincipal, 0, p.Dues.Principal)
	for _, r := range p.Dues.Mandatory {
		set(coop.SettingMandatory, r.From.First(), r.Amount)
	}
	return acts
}

// Acts turns the proposal into what is recorded, by date: reversals of openings that give way, then every row taken
// or in suspense. made gives the ID under which each of NewMembers was registered, by its key. Nothing is returned with
// an error. Recording the acts of one proposal twice adds nothing that counts: each has a derived id.
func (p *Proposal) Acts(made map[string]coop.ID) ([]coop.Act, error) {
	members := map[string]coop.ID{}
	for _, m := range p.Members {
		id := made[m.Key]
		if m.Known != "" {
			known, err := coop.ParseID(m.Known)
			if err != nil {
				return nil, fmt.Errorf("takeover: the known member %q: %w", m.Name, err)
			}
			id = known
		}
		members[m.Key] = id
	}
	var acts []coop.Act
	for _, r := range p.Replaced {
		acts = append(acts, coop.Act{Kind: coop.KindReversal, Body: coop.Reversal{
			Entry: r.Entry, Date: r.Date, Reason: "Saldo awal dari bulan sebelumnya diambil alih",
		}})
	}
	entries := slices.Clone(p.Entries)
	slices.SortStableFunc(entries, func(a, b Entry) int { return cmp.Compare(a.Date, b.Date) })
	for _, e := range entries {
		if len(e.Lines) == 0 {
			continue
		}
		act, err := e.act(members)
		if err != nil {
			return nil, err
		}
		acts = append(acts, act)
	}
	return acts, nil
}

func (e Entry) act(members map[string]coop.ID) (coop.Act, error) {
	if e.Opening && !e.again {
		return coop.Act{Kind: coop.KindOpening, Body: coop.Opening{
			Date: e.Date, Account: e.Account, Amount: e.Amount,
		}}, nil
	}
	body := coop.Entry{
		Date: e.Date, Occasion: e.Occasion, Remark: e.remark(), Evidence: e.source(), Once: e.Once(),
	}
	for _, l := range e.Lines {
		line := coop.Line{Account: l.Account, Amount: l.Amount, Month: l.Month}
		if l.Member != "" {
			if line.Member = members[l.Member]; line.Member.IsZero() {
				return coop.Act{}, fmt.Errorf("%s: %q: %w", e, l.Member, ErrNoMember)
			}
		}
		body.Lines = append(body.Lines, line)
	}
	if what := coop.CheckLines(body.Lines); what != coop.WhatNone {
		return coop.Act{}, fmt.Errorf("%s: %w", e, ErrUnsound)
	}
	return coop.Act{Kind: coop.KindEntry, Body: body}, nil
}

// remark keeps the row's own words, and its date as written where another one was proposed.
func (e Entry) remark() string {
	parts := []string{e.Text, e.Remark}
	switch {
	case !e.Doubtful:
	case e.Written != 0:
		parts = append(parts, "tgl. "+e.Written.String())
	case e.dateText != "":
		parts = append(parts, "tgl. "+e.dateText)
	default:
		parts = append(parts, "tgl. -")
	}
	return joined(" | ", parts)
}

// source leads back to the paper and to the row of the workbook.
func (e Entry) source() string { return joined("; ", []string{e.Evidence, e.String()}) }

func joined(separator string, parts []string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), separator)
}
