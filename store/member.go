package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// AddMember registers a member. NIK, telephone, address and birth date go into a box before they enter the log. A
// member without a number gets the next one of this device.
func (b *Book) AddMember(ctx context.Context, who coop.Session, in coop.MemberInput) (coop.Recorded, error) {
	return onlyOne(b.ImportWith(ctx, who, []coop.MemberInput{in}, nil))
}

// memberActs makes the acts that register members, the lock held.
func (b *Book) memberActs(all []coop.MemberInput) ([]coop.Act, error) {
	acts := make([]coop.Act, 0, len(all))
	var numbers *coop.MemberNumbers // read when the first is asked for
	for _, in := range all {
		in = trimmed(in)
		if in.Name == "" {
			return nil, coop.Problem{Key: "member.needs-name"}
		}
		if in.Number == "" {
			if numbers == nil {
				numbers = b.memberNumbers(all)
			}
			in.Number = numbers.Next()
		}
		m := coop.Member{Fields: openFields(in)}
		var err error
		if m.Sealed, m.Box, m.NIKKey, err = b.sealFields(in); err != nil {
			return nil, err
		}
		acts = append(acts, coop.Act{Kind: coop.KindMember, Body: m})
	}
	return acts, b.state.err
}

// EditMember changes the fields that are not empty, and empties those that in.Clear names.
func (b *Book) EditMember(
	ctx context.Context, who coop.Session, id coop.ID, in coop.MemberInput,
) (coop.Recorded, error) {
	in = trimmed(in)
	e := coop.MemberEdit{Member: id, Fields: openFields(in)}
	for _, f := range in.Clear {
		if !f.Sealed() && f != coop.FieldName {
			e.Fields[f] = ""
		}
	}
	return onlyOne(b.recordAll(ctx, who, func() ([]coop.Act, error) {
		var err error
		if e.Sealed, e.Box, e.NIKKey, err = b.sealFields(in); err != nil {
			return nil, err
		}
		if len(e.Fields) == 0 && len(e.Sealed) == 0 {
			return nil, coop.Problem{Key: "member.nothing-changed"}
		}
		return []coop.Act{{Kind: coop.KindMemberEdit, Body: e}}, nil
	}, nil))
}

func (b *Book) recordOne(ctx context.Context, who coop.Session, kind coop.Kind, body any) (coop.Recorded, error) {
	return onlyOne(b.Record(ctx, who, coop.Act{Kind: kind, Body: body}))
}

func onlyOne(done []coop.Recorded, err error) (coop.Recorded, error) {
	if err != nil {
		return coop.Recorded{}, err
	}
	return done[0], nil
}

func trimmed(in coop.MemberInput) coop.MemberInput {
	for _, s := range []*string{
		&in.Number, &in.Name, &in.Hamlet, &in.Group, &in.Status, &in.Joined, &in.Left, &in.Sex, &in.NIK, &in.Phone,
		&in.Address, &in.BirthDate, &in.Heirs,
	} {
		*s = strings.TrimSpace(*s)
	}
	return in
}

// openFields are those that lie in the book as text.
func openFields(in coop.MemberInput) map[coop.Field]string {
	return without(map[coop.Field]string{
		coop.FieldNumber: in.Number, coop.FieldName: in.Name, coop.FieldHamlet: in.Hamlet, coop.FieldGroup: in.Group,
		coop.FieldStatus: in.Status, coop.FieldJoined: in.Joined, coop.FieldLeft: in.Left, coop.FieldSex: in.Sex,
	})
}

func without(fields map[coop.Field]string) map[coop.Field]string {
	for f, v := range fields {
		if v == "" {
			delete(fields, f)
		}
	}
	return fields
}

// sealFields closes the personal fields in one box, the lock held.
func (b *Book) sealFields(in coop.MemberInput) ([]coop.Field, []byte, coop.Hash, error) {
	private := without(map[coop.Field]string{
		coop.FieldNIK: in.NIK, coop.FieldPhone: in.Phone, coop.FieldAddress: in.Address,
		coop.FieldBirthDate: in.BirthDate, coop.FieldHeirs: in.Heirs,
	})
	for _, f := range in.Clear {
		if f.Sealed() {
			private[f] = ""
		}
	}
	if len(private) == 0 {
		return nil, nil, coop.Hash{}, nil
	}
	var names []coop.Field
	for f := range private {
		names = append(names, f)
	}
	slices.Sort(names)
	box, err := b.vault.seal(coop.EncodeBody(private))
	if err != nil {
		return nil, nil, coop.Hash{}, err
	}
	return names, box, b.vault.nikKey(private[coop.FieldNIK]), nil
}

// openFieldsOf opens a member's box; ErrSealed where this device has no key for it.
func (b *Book) openFieldsOf(box []byte) (map[coop.Field]string, error) {
	plain, err := b.open(box)
	if err != nil {
		return nil, err
	}
	fields, err := coop.DecodeBody[map[coop.Field]string](plain)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSealed, err)
	}
	return fields, nil
}

// NIKKnown lists the members that are registered with this NIK.
func (b *Book) NIKKnown(_ context.Context, nik string) ([]coop.MemberRow, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.line == nil {
		return nil, errClosed
	}
	var all []coop.MemberRow
	if b.vault.epoch == 0 || nik == "" {
		return nil, nil
	}
	key := b.vault.nikKey(strings.TrimSpace(nik))
	b.over.Scan(&coop.MemberRow{}, 0, func(r coop.Record) bool {
		if m := r.(*coop.MemberRow); m.NIKKey == key {
			all = append(all, *m)
		}
		return true
	})
	return all, b.state.err
}

// memberNumbers has seen the numbers of the members held and of those who come with one.
func (b *Book) memberNumbers(coming []coop.MemberInput) *coop.MemberNumbers {
	numbers := coop.NumbersOf(b.device.Letters)
	b.over.Scan(&coop.MemberRow{}, 0, func(r coop.Record) bool {
		numbers.See(r.(*coop.MemberRow).Number)
		return true
	})
	for _, in := range coming {
		numbers.See(strings.TrimSpace(in.Number))
	}
	return numbers
}
