package coop

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// TestOverlay does the same random things to a map and to overlays over a map: every answer and every scan is the
// same, also after what was changed has been written below, and after a scan that changes what it reads.
func TestOverlay(t *testing.T) {
	for _, sparse := range []bool{false, true} {
		t.Run(fmt.Sprintf("knows_what_is_not_below_%v", sparse), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				o := overlayed{t: t, want: NewMap(), below: NewMap()}
				o.over = NewOverlay(o.below)
				if sparse {
					o.over = NewOverlay(sparseMap{o.below})
				}
				for range rapid.IntRange(1, 80).Draw(t, "steps") {
					o.step()
				}
				o.flush()
				for _, p := range []Record{&ClaimRow{}, &HeadRow{}, &BalanceRow{}, &ClaimedRow{}, &MemberFieldRow{}} {
					if got, want := rows(o.below, p, 0), rows(o.want, p, 0); got != want {
						t.Fatalf("below after the flush:\n%s\nwant:\n%s", got, want)
					}
				}
			})
		})
	}
}

// sparseMap knows a row's absence without looking, for every second row.
type sparseMap struct{ *Map }

func (m sparseMap) Absent(r Record) bool {
	key := Key(r, r.table().Keys)
	if key[len(key)-1]%2 == 0 {
		return false
	}
	return !m.Get(clone(r))
}

type overlayed struct {
	t     *rapid.T
	want  *Map
	below *Map
	over  *Overlay
}

// record draws a row out of few, of tables whose keys are of every kind.
func (o *overlayed) record() (Record, int) {
	pick := func(label string, n int) int { return rapid.IntRange(0, n-1).Draw(o.t, label) }
	id := func(label string) ID { return ID{byte(pick(label, 3)), 15: byte(pick(label, 3))} }
	text := func(label string) string { return []string{"", "1", "11", "11101", "2"}[pick(label, 5)] }
	switch pick("table", 5) {
	case 0:
		return &ClaimRow{Once: id("once"), Entry: id("entry")}, pick("n", 3)
	case 1:
		return &HeadRow{Log: id("log"), Hash: Hash{31: byte(pick("hash", 4))}, Seq: int64(pick("seq", 9))}, pick("n", 3)
	case 2:
		return &BalanceRow{
			Account: text("account"), Outlet: text("outlet"), Month: Month(pick("month", 3) - 1),
			Debit: Money(pick("debit", 100)),
		}, pick("n", 4)
	case 3:
		return &ClaimedRow{Once: id("once"), Times: int64(pick("times", 100))}, pick("n", 2)
	default:
		return &MemberFieldRow{Member: id("member"), Field: Field(pick("field", 3)), Value: text("value")}, pick("n", 3)
	}
}

func (o *overlayed) step() {
	r, n := o.record()
	switch rapid.IntRange(0, 9).Draw(o.t, "step") {
	case 0, 1, 2:
		o.want.Put(r)
		o.over.Put(r)
	case 3, 4:
		o.want.Delete(r)
		o.over.Delete(r)
	case 5, 6:
		a, b := clone(r), clone(r)
		if x, y := o.want.Get(a), o.over.Get(b); x != y || (x && fmt.Sprint(a) != fmt.Sprint(b)) {
			o.t.Fatalf("Get %v: %v %v, want %v %v", r, y, b, x, a)
		}
	case 7:
		o.flush()
		if rapid.Bool().Draw(o.t, "settle") {
			o.over.Settle()
		} else {
			o.over.Reset()
		}
	case 8:
		var got, want string
		churn := func(s State, out *string) {
			seen := 0
			s.Scan(r, n, func(x Record) bool {
				*out += fmt.Sprintln(x)
				s.Delete(x)
				s.Put(r)
				seen++
				return seen < 3
			})
		}
		churn(o.over, &got)
		churn(o.want, &want)
		if got != want {
			o.t.Fatalf("scan of %v by %d while changing:\n%s\nwant:\n%s", r, n, got, want)
		}
	default:
		if got, want := rows(o.over, r, n), rows(o.want, r, n); got != want {
			o.t.Fatalf("scan of %T %v by %d:\n%s\nwant:\n%s", r, r, n, got, want)
		}
	}
}

// flush writes what was changed below, as a store does.
func (o *overlayed) flush() {
	o.over.Changes(func(r Record, deleted bool) {
		if deleted {
			o.below.Delete(r)
		} else {
			o.below.Put(r)
		}
	})
}

func rows(s State, prefix Record, n int) string {
	out := ""
	s.Scan(prefix, n, func(r Record) bool { out += fmt.Sprintln(r); return true })
	return out
}

// TestOverlay_Fold gives the same village to a map and to an overlay that is written below after every change.
func TestOverlay_Fold(t *testing.T) {
	v := found(t)
	v.join(t, "A", "B")
	member := HashID(v.record(t, "A", "Siti", KindMember, Member{Fields: map[Field]string{FieldName: "Aminah"}}), 0)
	for i := range 20 {
		on := []string{"A", "B"}[i%2]
		v.record(t, on, "Siti", KindEntry, bodyEntry(20260105, "11101", "31102", 1000_00, member, Month(202601+i%3)))
		v.exchange(on, []string{"B", "A"}[i%2])
	}
	o := overlayed{below: NewMap()}
	o.over = NewOverlay(o.below)
	f := NewFold(o.over)
	for _, hash := range v.order {
		f.Apply(v.all[hash])
		o.flush()
		o.over.Settle()
	}
	v.exchange("B", "A")
	if got, want := dump(o.below), dump(v.devices["A"].state); got != want {
		t.Fatalf("differs:\n%s", firstDifference(got, want))
	}
}
