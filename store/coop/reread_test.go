package coop

import "testing"

// TestReread: a program that does not know some kinds keeps them, whatever they decide, and after an update everything
// is as if it had always known them.
func TestReread(t *testing.T) {
	for name, kinds := range map[string][]Kind{
		"desk":    {KindCount, KindEvidence, KindReview},
		"entries": {KindEntry}, "people": {KindUser}, "roles": {KindRole}, "ends": {KindRevoke},
		"devices": {KindDevice},
	} {
		t.Run(name, func(t *testing.T) {
			v := found(t)
			entry := v.record(t, "A", "Siti", KindEntry, bodyEntry(20260105, "11101", "41109", 5000_00, ID{}, 0))
			v.people["Joko"] = HashID(v.record(t, "A", "Budi", KindUser, User{Name: "Joko", Role: RoleClerk}), 0)
			v.join(t, "A", "B")
			v.record(t, "B", "Joko", KindEntry, bodyEntry(20260106, "11101", "41109", 7000_00, ID{}, 0))
			count := v.record(t, "B", "Joko", KindCount, Count{Account: "11101", Date: 20260131, Counted: 5, Booked: 5})
			head := v.devices["B"].head
			v.record(t, "B", "Budi", KindApproval, Approval{Subject: head, Granted: true, Figures: CountFigures(5, 5)})
			v.record(t, "B", "Joko", KindEvidence, Evidence{Entry: HashID(entry, 0), Paper: "nota"})
			v.exchange("B", "A")
			v.record(t, "A", "Budi", KindRole, RoleChange{User: v.people["Joko"], Role: RoleSecretary})
			v.record(t, "A", "Joko", KindReview, Review{Entries: []ID{HashID(entry, 0)}, Verdict: VerdictRead})
			v.record(t, "A", "Wati", KindRevoke, Revoke{Log: head.Log, Seq: head.Seq, Hash: count, Reason: "hilang"})
			want := dump(v.devices["A"].state)
			known := map[Kind]func([]byte) (any, bool){}
			for _, kind := range kinds {
				known[kind] = decoders[kind]
				delete(decoders, kind)
			}
			old := NewFold(NewMap())
			for _, hash := range v.order {
				old.Apply(v.all[hash])
			}
			if old.Reread() {
				t.Error("something was learned without an update")
			}
			for kind, reads := range known {
				decoders[kind] = reads
			}
			if dump(old.state.(*Map)) == want {
				t.Fatal("the old program understood everything")
			}
			fresh := NewFold(old.state)
			if !fresh.Reread() {
				t.Error("nothing was learned")
			}
			if got := dump(old.state.(*Map)); got != want {
				t.Errorf("after the update:\n%s", firstDifference(got, want))
			}
			if fresh.Reread() {
				t.Error("it is learned twice")
			}
		})
	}
}
