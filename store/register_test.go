package store

import (
	"errors"
	"testing"

	"lumbung/store/coop"
)

// TestRegisters: a loan is applied for, decided on by somebody else and paid out; the registers, the decision and what
// was posted under the loan are read back, and a rebuild gives the same rows.
func TestRegisters(t *testing.T) {
	b := newTestBook(t)
	member, err := b.AddMember(ctx, b.person(t, "Siti"), coop.MemberInput{Name: "Aminah", Joined: "2025-01-01"})
	if err != nil {
		t.Fatal(err)
	}
	loan := coop.Loan{Member: member.ID, Product: "umum", Principal: 1_000_000_00, Months: 10, Date: 20260105}
	made := b.record(t, "Siti", loan)
	other := b.record(t, "Siti", coop.Party{Class: coop.PartySupplier, Name: "Toko Makmur"})
	head := coop.Head{Log: b.own.Log, Seq: made.Seq, Hash: made.Hash}
	budi := b.person(t, "Budi")
	if _, err := b.MakeUserKey(ctx, budi, testPhrase, ""); err != nil {
		t.Fatal(err)
	}
	b.marked(t, budi, coop.KindApproval, coop.Approval{
		Subject: head, Granted: true, Figures: []coop.Figure{{Name: "principal", Value: 1_000_000_00}},
	})
	paid := entry(20260106, "12101", "11101", 1_000_000)
	paid.Lines[0].Member, paid.Lines[0].Loan = member.ID, made.ID
	paid.Once = coop.Once{Rule: "loan-disburse", Subject: made.ID.String()}
	first := b.record(t, "Siti", paid)
	again := entry(20260206, "11101", "12101", 100_000)
	again.Lines[1].Member, again.Lines[1].Loan, again.Lines[1].Asset = member.ID, made.ID, other.ID
	b.record(t, "Siti", again)
	loans := must(b.Registers(ctx, coop.KindLoan, coop.ID{}))(t)
	mine := must(b.Registers(ctx, coop.KindLoan, member.ID))(t)
	none := must(b.Registers(ctx, coop.KindLoan, other.ID))(t)
	if len(loans) != 1 || len(mine) != 1 || len(none) != 0 || loans[0].Head() != head {
		t.Fatalf("loans: %v, %v, %v", loans, mine, none)
	}
	if got, ok := coop.LoanOf(loans[0]); !ok || got.Principal != loan.Principal || got.Member != member.ID {
		t.Errorf("the loan reads %+v, %v", got, ok)
	}
	row, found, err := b.Register(ctx, coop.KindParty, other.ID)
	if party, ok := coop.PartyOf(row); err != nil || !found || !ok || party.Name != "Toko Makmur" {
		t.Errorf("the supplier reads %+v, %v, %v", party, found, err)
	}
	if _, found, err := b.Register(ctx, coop.KindLoan, other.ID); found || err != nil {
		t.Errorf("a supplier is no loan: %v, %v", found, err)
	}
	decided := must(b.Approvals(ctx, made.Hash))(t)
	if len(decided) != 1 || decided[0].AuthorName != "Budi" || decided[0].Role != coop.RoleChair ||
		!decided[0].Granted {
		t.Fatalf("decisions: %+v", decided)
	}
	if sen, ok := decided[0].Figure("principal"); !ok || sen != 1_000_000_00 {
		t.Errorf("the principal decided is %d, %v", sen, ok)
	}
	if rows := must(b.Registers(ctx, coop.KindApproval, made.ID))(t); len(rows) != 1 {
		t.Errorf("decisions among the registers: %+v", rows)
	}
	lines := must(b.LinesOfLoan(ctx, made.ID))(t)
	if len(lines) != 2 || lines[0].Entry != first.ID || lines[0].Amount != 1_000_000_00 ||
		lines[1].Amount != -100_000_00 || lines[1].Voucher != "BKM-A-2026-000001" || lines[1].Posted != 20260206 {
		t.Errorf("under the loan stand %+v", lines)
	}
	if lines := must(b.LinesOfAsset(ctx, other.ID))(t); len(lines) != 1 || lines[0].Loan != made.ID {
		t.Errorf("under the asset stand %+v", lines)
	}
	want := dumpOf(t, b)
	if err := b.Rebuild(ctx); err != nil || dumpOf(t, b) != want {
		t.Errorf("a rebuild differs: %v", err)
	}
	b.clean(t)
}

// TestRegisters_personal: no register takes a NIK or a telephone number, except that a bank's own words lose it.
func TestRegisters_personal(t *testing.T) {
	b := newTestBook(t)
	const phone = "081234567890"
	for _, body := range []any{
		coop.Party{Class: coop.PartySupplier, Name: "Toko Makmur " + phone},
		coop.Note{Book: "tamu", Fields: map[string]string{"nama": "Pak Camat " + phone}},
		coop.Meeting{Class: coop.MeetingBoard, Date: 20260301, Agenda: []string{"hubungi " + phone}},
	} {
		var problem coop.Problem
		_, err := b.Record(ctx, b.person(t, "Siti"), act(body))
		if !errors.As(err, &problem) || problem.Key != problemPersonal {
			t.Errorf("%T: %v", body, err)
		}
	}
	s := b.record(t, "Siti", coop.Statement{
		Account: "11201", Rows: []coop.StatementRow{{Date: 20260301, Amount: 100, Text: "TRSF " + phone}},
	})
	row, _, _ := b.Register(ctx, coop.KindStatement, s.ID)
	if got, _ := coop.StatementOf(row); got.Rows[0].Text != "TRSF …" {
		t.Errorf("the bank's words are %q", got.Rows[0].Text)
	}
}
