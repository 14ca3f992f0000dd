package store

import (
	"reflect"
	"strings"

	"lumbung/store/coop"
)

// problemPersonal: a NIK or a telephone number in a text that nothing seals.
const problemPersonal = "record.personal"

// sealBody gives the canonical body of an act. A NIK or a telephone number that slipped into an entry's remark or
// evidence is moved into its sealed remark first. Other texts have no box beside them: there it is refused in words,
// since what once lies open in a log is never taken out of it.
func (b *Book) sealBody(act coop.Act) ([]byte, error) {
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
	return nil
}

func fieldTexts(fields map[coop.Field]string) []string {
	var all []string
	for _, text := range fields {
		all = append(all, text)
	}
	return all
}
