package store

import "lumbung/store/coop"

// sealBody gives the canonical body of an act. A NIK or a telephone number that slipped into an entry's remark is moved
// into its sealed remark first, unless the author has already signed the body as it is.
func (b *Book) sealBody(act coop.Act) ([]byte, error) {
	entry, ok := act.Body.(coop.Entry)
	if p, isPointer := act.Body.(*coop.Entry); isPointer && p != nil {
		entry, ok = *p, true
	}
	if !ok || len(act.Mark) > 0 || len(entry.Sealed) > 0 || b.vault.epoch == 0 {
		return encodeBody(act.Body)
	}
	open, private := coop.HidePersonal(entry.Remark)
	if !private {
		return encodeBody(act.Body)
	}
	box, err := b.vault.seal([]byte(entry.Remark))
	if err != nil {
		return nil, err
	}
	entry.Remark, entry.Sealed = open, box
	return encodeBody(entry)
}
