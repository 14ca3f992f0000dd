package takeover

import (
	"cmp"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// meetKnown prepares the names that the book knows and those decided on in the map.
func (p *proposer) meetKnown() {
	p.alias, p.knownFor = map[string]string{}, map[string]string{}
	p.byID = map[string]KnownMember{}
	for _, m := range p.o.Members {
		p.byID[m.ID], p.byID[m.Number] = m, m
		if key := memberKey(m.Name); p.knownFor[key] == "" {
			p.knownFor[key] = m.ID
		} else {
			p.knownFor[key] = ambiguous // two members of one name: a person has to say which
		}
	}
	for _, d := range p.o.Map {
		switch {
		case d.What != AboutMember:
		case d.Is != "" && p.byID[d.Is].ID != "":
			p.knownFor[memberKey(d.Text)] = p.byID[d.Is].ID
		case memberKey(d.Is) != "":
			p.alias[memberKey(d.Text)] = memberKey(d.Is)
		}
	}
}

const ambiguous = "\x00"

// meet finds the member whom a row names.
func (p *proposer) meet(pl *placing) {
	o, ok := p.occasion(pl.rule.Occasion)
	if !ok || !slices.ContainsFunc(o.Prompts, func(q coop.Prompt) bool { return q.Kind == coop.PromptMember }) {
		return
	}
	name, note, guessed := nameIn(pl.row.Text)
	if pl.rule.Member != "" {
		name, note, guessed = pl.rule.Member, "", false
	}
	decided, byID := p.byID[pl.rule.Member]
	if byID && pl.rule.Member != "" {
		name = decided.Name
		p.knownFor[memberKey(name)] = decided.ID
	}
	key := memberKey(name)
	if key == "" {
		return
	}
	for range 8 { // a chain of aliases; a ring in the map must not hang
		next, ok := p.alias[key]
		if !ok || next == key {
			break
		}
		key, name = next, next // the name decided on, not the one mistyped
	}
	m := p.members[key]
	if m == nil {
		m = &MemberMet{Key: key, Name: registeredName(name), Known: strings.Trim(p.knownFor[key], ambiguous)}
		p.members[key] = m
	}
	m.Rows++
	if pl.joined != 0 && (m.Joined == 0 || pl.joined < m.Joined) {
		m.Joined = pl.joined
	}
	pl.member, pl.entry.Member = key, key
	if guessed && m.Known == "" {
		pl.entry.Reasons = append(pl.entry.Reasons, problem("name-guessed", name))
	}
	if note != "" {
		pl.entry.Reasons = append(pl.entry.Reasons, problem("name-note", note))
	}
	if p.knownFor[key] == ambiguous {
		pl.entry.Reasons = append(pl.entry.Reasons, problem("name-ambiguous", name))
	}
}

// listMembers sorts the people met and proposes who may be the same person.
func (p *proposer) listMembers() {
	byLetter, byWords := map[rune][]spelling{}, map[string][]spelling{}
	add := func(n Near, name string) {
		if s := spell(n, name); len(s.letters) > 0 {
			byLetter[s.letters[0]] = append(byLetter[s.letters[0]], s)
			byWords[s.sorted] = append(byWords[s.sorted], s)
		}
	}
	for _, k := range p.o.Members {
		add(Near{Key: k.ID, Name: k.Name, Known: true}, k.Name)
	}
	for key, m := range p.members {
		if m.Known == "" {
			add(Near{Key: key, Name: m.Name}, key)
		}
	}
	for _, m := range p.members {
		own := spell(Near{}, m.Key)
		seen := map[string]bool{m.Known: true, m.Key: true}
		for _, other := range slices.Concat(byLetter[own.letters[0]], byWords[own.sorted]) {
			score, why := near(own, other)
			if score == 0 || score == 100 || seen[other.Key] || m.Known != "" && other.Known {
				continue
			}
			seen[other.Key] = true
			other.Score, other.Why = score, why
			m.Same = append(m.Same, other.Near)
		}
		slices.SortFunc(m.Same, func(a, b Near) int {
			return cmp.Or(b.Score-a.Score, cmp.Compare(a.Key, b.Key))
		})
		p.Members = append(p.Members, *m)
	}
	slices.SortFunc(p.Members, func(a, b MemberMet) int { return cmp.Compare(a.Key, b.Key) })
	for _, pl := range p.rows {
		if m := p.members[pl.member]; m != nil && len(m.Same) > 0 && pl.entry.State == Taken {
			pl.entry.Sure = false
			pl.entry.Reasons = append(pl.entry.Reasons, problem("name-near", m.Name, m.Same[0].Name, m.Same[0].Score))
		}
	}
}

// partyIn is the name of another party in a text: what follows "mitra", "kepada", "dari" or "pihak"; "" where
// none is named.
func partyIn(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if slices.Contains([]string{"mitra", "kepada", "dari", "pihak", "ke"}, fold(w)) && i+1 < len(words) {
			return strings.Join(words[i+1:], " ")
		}
	}
	return ""
}

// profitIn reads the share of profit in a remark: "laba 80rb", "bagi hasil 100 ribu", "untung 1,5 jt", "laba 80.000".
func profitIn(s string) (coop.Money, bool) {
	words := strings.Fields(strings.ToLower(s))
	for i, w := range words {
		if w != "laba" && w != "untung" && w != "keuntungan" && w != "hasil" && w != "profit" && w != "fee" {
			continue
		}
		if i+1 < len(words) {
			unit := ""
			if i+2 < len(words) {
				unit = words[i+2]
			}
			if m, ok := shortAmount(words[i+1], unit); ok {
				return m, true
			}
		}
	}
	return 0, false
}

// shortAmount reads a spoken amount; the unit may stand apart.
func shortAmount(s, apart string) (coop.Money, bool) {
	s = strings.TrimPrefix(strings.Trim(s, ",;:."), "rp")
	at := strings.IndexFunc(s, func(r rune) bool { return r >= 'a' && r <= 'z' })
	number, unit := s, strings.Trim(apart, ",;:.")
	if at >= 0 {
		number, unit = s[:at], s[at:]
	}
	shift := 0
	switch unit {
	case "rb", "ribu", "k", "r":
		shift = 3
	case "jt", "juta":
		shift = 6
	default:
		if at >= 0 {
			return 0, false
		}
	}
	if shift > 0 && strings.Count(number, ",") == 1 {
		number = strings.Replace(number, ",", ".", 1) // "1,5 jt"
	} else if shift == 0 {
		a := writtenAmount(number)
		return a.sen, a.present && a.sen > 0
	}
	a := decimal(number + "E" + string(rune('0'+shift)))
	return a.sen, a.present && a.sen > 0
}
