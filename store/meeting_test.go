package store

import (
	"errors"
	"testing"

	"lumbung/store/coop"
)

// TestMeetings goes from the invitation over a changed one to signed minutes: nobody signs what they wrote, and minutes
// written anew want a new signature.
func TestMeetings(t *testing.T) {
	b := newTestBook(t)
	siti, budi := b.person(t, "Siti"), b.person(t, "Budi")
	member := must(b.AddMember(ctx, siti, coop.MemberInput{Number: "1", Name: "Aminah"}))(t)
	if _, err := b.MakeUserKey(ctx, budi, testPhrase, ""); err != nil {
		t.Fatal(err)
	}
	record := func(who coop.Session, kind coop.Kind, body any) coop.Recorded {
		return must(b.Record(ctx, who, coop.Act{Kind: kind, Body: body}))(t)[0]
	}
	rat := coop.Meeting{
		Class: coop.MeetingAnnual, Year: 2025, Date: 20260314, Place: "Balai desa", Agenda: []string{"SHU"},
		Quorum: 2000,
	}
	first := record(siti, coop.KindMeeting, rat)
	later := rat
	later.Replaces, later.Date = first.ID, 20260321
	second := record(siti, coop.KindMeeting, later)
	record(siti, coop.KindMeeting, coop.Meeting{
		Class: coop.MeetingBoard, Date: 20260201, Place: "Kantor", Agenda: []string{"Kas"},
	})
	minutes := coop.Minutes{
		Meeting: second.ID, Members: 1, Present: []coop.ID{member.ID}, Chair: "Budi", Secretary: "Siti",
		Shares: coop.SurplusPolicyOf(nil, 20260321).Shares,
	}
	record(siti, coop.KindMinutes, minutes)
	views := must(b.Meetings(ctx))(t)
	if len(views) != 2 || views[0].ID != first.ID || views[0].Meeting.Date != 20260321 || !views[0].HasMinutes() ||
		!views[0].SignedBy.IsZero() || views[0].CallerName != "Siti" || views[1].HasMinutes() {
		t.Fatalf("%+v", views)
	}
	sign := func(who coop.Session) error {
		v := must(b.Meetings(ctx))(t)[0]
		body := coop.Approval{Subject: v.Written.Head(), Granted: true, Figures: coop.MinutesFigures(v.Minutes)}
		mark, err := b.Sign(ctx, who, testPhrase, coop.KindApproval, body)
		if err == nil {
			_, err = b.Record(ctx, who, coop.Act{Kind: coop.KindApproval, Body: body, Mark: mark})
		}
		return err
	}
	if err := sign(budi); err != nil {
		t.Fatal(err)
	}
	v, has := coop.Dividing(must(b.Meetings(ctx))(t), 2025)
	if !has || v.SignedName != "Budi" || !v.Decided().Signed {
		t.Errorf("%+v", v)
	}
	b.elects(t, siti, budi)
	if _, has := coop.Dividing(must(b.Meetings(ctx))(t), 2024); has {
		t.Error("a meeting about 2025 divided 2024")
	}
	cite := v.Decided().Cite()
	minutes.Text = "ditulis ulang"
	record(budi, coop.KindMinutes, minutes)
	if again := must(b.Meetings(ctx))(t)[0]; len(again.Former) != 1 {
		t.Errorf("the former minutes are gone: %+v", again.Former)
	} else if was, is := again.MinutesOn(cite); !is || was.Text != "" {
		t.Errorf("%+v", was)
	}
	if v, _ := coop.Dividing(must(b.Meetings(ctx))(t), 2025); !v.SignedBy.IsZero() {
		t.Error("minutes written anew kept their signature")
	}
	var refusal *coop.Refusal
	if err := sign(budi); !errors.As(err, &refusal) || refusal.What != coop.WhatOwnApproval {
		t.Errorf("the writer signed their own minutes: %v", err)
	}
}

// elects makes somebody else chair, and the old one again. The next election once took the old chair's signature away:
// authority is judged in an act's past.
func (b *testBook) elects(t *testing.T, next, was coop.Session) {
	t.Helper()
	must(b.Record(ctx, was, act(coop.RoleChange{User: next.User, Role: coop.RoleChair})))(t)
	must(b.Record(ctx, next, act(coop.RoleChange{User: was.User, Role: coop.RoleSecretary})))(t)
	if v, _ := coop.Dividing(must(b.Meetings(ctx))(t), 2025); v.SignedBy != was.User {
		t.Error("minutes lost the signature of a chair who is no longer chair")
	}
	must(b.Record(ctx, next, act(coop.RoleChange{User: was.User, Role: coop.RoleChair})))(t)
}
