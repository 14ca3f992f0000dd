package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"lumbung/store/coop"
)

// AddMember registers a member. NIK, telephone, address and birth date go into a box before they enter the log. A
// member without a number gets the next one of this device.
func (b *Book) AddMember(ctx context.Context, who coop.Session, in coop.MemberInput) (coop.Recorded, error) {
	in = trimmed(in)
	if in.Name == "" {
		return coop.Recorded{}, coop.Problem{Key: "member.needs-name"}
	}
	if in.Number == "" {
		number, err := b.nextMemberNumber()
		if err != nil {
			return coop.Recorded{}, err
		}
		in.Number = number
	}
	m := coop.Member{Fields: openFields(in)}
	var err error
	if m.Sealed, m.Box, m.NIKKey, err = b.sealFields(in); err != nil {
		return coop.Recorded{}, err
	}
	return b.recordOne(ctx, who, coop.KindMember, m)
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
	var err error
	if e.Sealed, e.Box, e.NIKKey, err = b.sealFields(in); err != nil {
		return coop.Recorded{}, err
	}
	if len(e.Fields) == 0 && len(e.Sealed) == 0 {
		return coop.Recorded{}, coop.Problem{Key: "member.nothing-changed"}
	}
	return b.recordOne(ctx, who, coop.KindMemberEdit, e)
}

func (b *Book) recordOne(ctx context.Context, who coop.Session, kind coop.Kind, body any) (coop.Recorded, error) {
	done, err := b.Record(ctx, who, coop.Act{Kind: kind, Body: body})
	if err != nil {
		return coop.Recorded{}, err
	}
	return done[0], nil
}

func trimmed(in coop.MemberInput) coop.MemberInput {
	for _, s := range []*string{
		&in.Number, &in.Name, &in.Hamlet, &in.Group, &in.Status, &in.Joined, &in.Left, &in.Sex, &in.NIK, &in.Phone,
		&in.Address, &in.BirthDate,
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

// sealFields closes the personal fields in one box.
func (b *Book) sealFields(in coop.MemberInput) ([]coop.Field, []byte, coop.Hash, error) {
	private := without(map[coop.Field]string{
		coop.FieldNIK: in.NIK, coop.FieldPhone: in.Phone, coop.FieldAddress: in.Address,
		coop.FieldBirthDate: in.BirthDate,
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
	b.mu.Lock()
	defer b.mu.Unlock()
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

// nextMemberNumber gives the first number after all of this device; away from the first device it carries the device's
// letters, so that two devices without a line do not give out the same one.
func (b *Book) nextMemberNumber() (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.mayWrite(); err != nil {
		return "", err
	}
	prefix := ""
	if b.device.Log != b.fold.Cooperative().Log {
		prefix = b.device.Letters + "-"
	}
	last := int64(0)
	b.over.Scan(&coop.MemberRow{}, 0, func(r coop.Record) bool {
		digits, ok := strings.CutPrefix(r.(*coop.MemberRow).Number, prefix)
		if n, err := strconv.ParseInt(digits, 10, 32); ok && err == nil {
			last = max(last, n)
		}
		return true
	})
	return prefix + strconv.FormatInt(last+1, 10), b.state.err
}
