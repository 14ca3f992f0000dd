package store

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// problemPersonal: a NIK or a telephone number in a text that nothing seals.
const problemPersonal = "record.personal"

// sealBody gives the canonical body of an act. A NIK or a telephone number that slipped into an entry's remark or
// evidence is moved into its sealed remark first. Other texts have no box beside them: there it is refused in words,
// since what once lies open in a log is never taken out of it.
func (b *Book) sealBody(act coop.Act) ([]byte, error) {
	if bank, ok := act.Body.(coop.Statement); ok {
		act.Body = hideRows(bank)
	}
	entry, ok := act.Body.(coop.Entry)
	if p, isPointer := act.Body.(*coop.Entry); isPointer && p != nil {
		entry, ok = *p, true
	}
	if !ok {
		for _, text := range textsOf(act.Body) {
			if _, private := coop.HidePersonal(text); private {
				return nil, coop.Problem{Key: problemPersonal}
			}
		}
		return encodeBody(act.Body)
	}
	remark, inRemark := coop.HidePersonal(entry.Remark)
	evidence, inEvidence := coop.HidePersonal(entry.Evidence)
	switch {
	case !inRemark && !inEvidence:
		return encodeBody(act.Body)
	case len(act.Mark) > 0 || len(entry.Sealed) > 0: // signed or sealed as it is: nothing may be moved any more
		return nil, coop.Problem{Key: problemPersonal}
	}
	whole := entry.Remark
	if inEvidence {
		whole = strings.TrimSpace(whole + " " + entry.Evidence)
	}
	box, err := b.vault.seal([]byte(whole))
	if err != nil {
		return nil, err
	}
	entry.Remark, entry.Evidence, entry.Sealed = remark, evidence, box
	return encodeBody(entry)
}

// textsOf lists the free texts of a body that lie open in the book.
func textsOf(body any) []string {
	if v := reflect.ValueOf(body); v.Kind() == reflect.Pointer && !v.IsNil() {
		body = v.Elem().Interface()
	}
	switch x := body.(type) {
	case coop.Reversal:
		return []string{x.Reason}
	case coop.Finding:
		return []string{x.Text}
	case coop.Answer:
		return []string{x.Text}
	case coop.Reopen:
		return []string{x.Reason}
	case coop.Revoke:
		return []string{x.Reason}
	case coop.Approval:
		return []string{x.Reason}
	case coop.Look:
		return []string{x.Note}
	case coop.Count:
		return []string{x.Reason}
	case coop.Evidence:
		return []string{x.Paper}
	case coop.Member:
		return fieldTexts(x.Fields)
	case coop.MemberEdit:
		return fieldTexts(x.Fields)
	}
	return registerTexts(body)
}

// registerTexts lists the free texts of the registers. A bank's numbers of agreements and accounts are none.
func registerTexts(body any) []string {
	switch x := body.(type) {
	case coop.Loan:
		all := []string{x.Purpose, x.Note}
		for _, s := range x.Behind {
			all = append(all, s.Text)
		}
		return all
	case coop.LoanAct:
		return []string{x.Reason}
	case coop.Block:
		return []string{x.Reason}
	case coop.AssetCard:
		return []string{x.Name, x.Place}
	case coop.Borrowing:
		return []string{x.Lender, x.Approver, x.Signers}
	case coop.Meeting:
		return append([]string{x.Place}, x.Agenda...)
	case coop.Minutes:
		all := []string{x.Guests, x.Chair, x.Secretary, x.Text}
		for _, d := range x.Decisions {
			all = append(all, d.Text)
		}
		return all
	case coop.Note:
		return slices.Collect(maps.Values(x.Fields))
	case coop.Party:
		return []string{x.Name, x.Note}
	case coop.Reconcile:
		return []string{x.Reason}
	}
	return nil
}

// hideRows takes what looks like a NIK or a telephone number out of a bank's words: whoever reads in a file cannot
// change them.
func hideRows(s coop.Statement) coop.Statement {
	s.Rows = slices.Clone(s.Rows)
	for i := range s.Rows {
		s.Rows[i].Text, _ = coop.HidePersonal(s.Rows[i].Text)
	}
	return s
}

func fieldTexts(fields map[coop.Field]string) []string {
	var all []string
	for _, text := range fields {
		all = append(all, text)
	}
	return all
}
