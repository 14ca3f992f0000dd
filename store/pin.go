package store

import (
	"context"

	"lumbung/store/coop"
)

// Keys of the problems that replacing a lost PIN can have.
const (
	problemSamePIN  = "login.same-pin"
	problemNotChair = "pin.not-chair"
	problemOwnPIN   = "pin.own"
)

// soundPIN refuses a PIN that anybody would guess; in a village for practice any will do.
func (b *Book) soundPIN(secret string) error {
	if b.at.Practice {
		return nil
	}
	if problem, ok := coop.CheckPIN(secret); !ok {
		return problem
	}
	return nil
}

// GivePIN lets the chair give another person a PIN on this machine, whether that one had one or lost it. Its owner
// replaces it at the next log-in (PINGiven). PINs are of this machine alone, so nothing is recorded in the book. A
// coop.Problem says pin.not-chair, pin.own or what is wrong with the PIN.
func (b *Book) GivePIN(_ context.Context, who coop.Session, user coop.ID, fresh string) error {
	switch {
	case b.roleOf(who.User) != coop.RoleChair:
		return coop.Problem{Key: problemNotChair}
	case who.User == user:
		return coop.Problem{Key: problemOwnPIN}
	}
	if err := b.soundPIN(fresh); err != nil {
		return err
	}
	return b.storePIN(user, fresh, true, true)
}

// GiveFirstPIN gives a person who has none yet a PIN that its owner replaces at the first log-in: as SetFirstPIN, when
// another person chose it.
func (b *Book) GiveFirstPIN(_ context.Context, user coop.ID, fresh string) error {
	if err := b.soundPIN(fresh); err != nil {
		return err
	}
	return b.storePIN(user, fresh, false, true)
}

// RecoverPIN gives the chair a new PIN on this machine by the recovery code, when the old one is lost: nobody else can.
// A coop.Problem says pin.not-chair, recovery.unreadable, recovery.wrong or what is wrong with the PIN.
func (b *Book) RecoverPIN(_ context.Context, user coop.ID, recovery, fresh string) error {
	if b.roleOf(user) != coop.RoleChair {
		return coop.Problem{Key: problemNotChair}
	}
	code, err := parseRecovery(recovery)
	if err != nil {
		return err
	}
	b.mu.Lock()
	right := public(code.sign()) == b.fold.RecoveryKey()
	b.mu.Unlock()
	if !right {
		return coop.Problem{Key: "recovery.wrong"}
	}
	if err := b.soundPIN(fresh); err != nil {
		return err
	}
	return b.storePIN(user, fresh, true, false)
}

// PINGiven says whether a person's PIN on this machine was given by somebody else and is to be replaced.
func (b *Book) PINGiven(_ context.Context, user coop.ID) (bool, error) {
	d, err := b.machine()
	if err != nil {
		return false, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	pins, err := d.pins()
	return pins[user.String()].Given, err
}

func (b *Book) roleOf(user coop.ID) coop.Role {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.line == nil {
		return coop.RoleNone
	}
	return b.fold.RoleOf(user)
}
