package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui"
)

// task is one thing that is typed in the month, from the key that opens its form to the one that records it.
type task struct {
	name   string
	open   func(c *typist)
	fields []string // answers; the empty one leaves what is offered
	ticks  int      // of the dues grid, before the fields
	blank  bool     // the first field is empty where nothing goes on
	// held says how often it stands in a book, and what of it is half.
	held func(h *holding) (times int, half string)
}

// holding is what a book holds.
type holding struct {
	entries []coop.EntryView
	fixes   map[coop.ID]bool // entries that put others right
	counts  []coop.CountView
	members []coop.MemberView
}

var plugMembers = []string{
	"Aminah Wulandari", "Bambang Hidayat", "Citra Kusumawardani", "Darmawan Siregar", "Eka Puspita", "Fatimah Azzahra",
	"Gunawan Wibisono", "Hasanah binti Yusuf", "Iskandar Zulkarnain", "Juminten", "Kartini Ayu", "Lukman Hakim",
}

// monthOf is the whole month: members, the entries of .ci/month.txt, dues, a rapel, a correction, a count of the cash
// and a plain journal entry. Of a day's run it is the first third.
func monthOf(t *testing.T) []task {
	t.Helper()
	people, rows, rapel := plugMembers[:4], 10, 4
	if os.Getenv("LUMBUNG_LONG") != "" {
		people, rows, rapel = plugMembers, 1000, 10
	}
	now := time.Now()
	month := int(time.Date(now.Year(), now.Month()-1, 15, 0, 0, 0, 0, time.UTC).Month())
	var all []task
	for i, name := range people {
		all = append(all, memberTask(name, "Dusun "+strconv.Itoa(i), fmt.Sprintf("1/%d", month)))
	}
	cash := map[string]int64{}
	table, err := os.ReadFile(filepath.Join("..", "..", ".ci", "month.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for row := range strings.Lines(string(table)) {
		part := strings.Split(strings.TrimSpace(row), "|")
		if strings.HasPrefix(row, "#") || len(part) != 6 || rows == 0 {
			continue
		}
		rows--
		made := linesTyped(t, part[5])
		cash["11101"] += made["11101"]
		all = append(all, entryTask(part, month, len(all), made))
	}
	for _, name := range people {
		all = append(all, duesTask(name))
		cash["11101"] += 20_000_00
	}
	mark := fmt.Sprintf(" #%d", len(all))
	all = append(all, rapelTask(mark, rapel))
	cash["11101"] += int64(rapel) * 20_000_00
	all = append(all, fixTask(fmt.Sprintf("salah ketik #%d", len(all)), linesTyped(t, "61201:105000 11101:-105000")))
	cash["11101"] += 45_000_00
	all = append(all, countTask(fmt.Sprintf("salah kembalian #%d", len(all)), cash["11101"]-5_000_00))
	plain := fmt.Sprintf("sewa gudang #%d", len(all))
	return append(all, task{
		name: plain, open: func(c *typist) { c.ctrl(fyne.KeyJ) },
		fields: []string{fmt.Sprintf("27/%d", month), plain, "", "61204", "250000", "11101", "↓"},
		held:   heldEntry(plain, linesTyped(t, "61204:250000 11101:-250000")),
	})
}

// linesTyped reads account:rupiah, in sen.
func linesTyped(t *testing.T, text string) map[string]int64 {
	t.Helper()
	lines := map[string]int64{}
	for _, one := range strings.Fields(text) {
		account, amount, _ := strings.Cut(one, ":")
		whole, sen, _ := strings.Cut(amount, ".")
		value, err := strconv.ParseInt(whole+(sen + "00")[:2], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		lines[account] += value
	}
	return lines
}

func memberTask(name, hamlet, joined string) task {
	return task{
		name: name, open: func(c *typist) { c.ctrl(fyne.KeyM) },
		fields: []string{name, "", "", hamlet, "", "", joined}, blank: true,
		held: func(h *holding) (times int, half string) {
			for _, m := range h.members {
				if m.Name == name {
					times++
					if m.Hamlet != hamlet {
						half = fmt.Sprintf("%+v", m)
					}
				}
			}
			return times, half
		},
	}
}

func entryTask(part []string, month, n int, made map[string]int64) task {
	remark := fmt.Sprintf("%s #%d", part[3], n)
	fields := []string{part[1]}
	for _, answer := range strings.Split(part[2], ";") {
		fields = append(fields, strings.TrimPrefix(answer, "-"))
	}
	fields = append(fields, fmt.Sprintf("%s/%d", part[0], month), remark, part[4])
	return task{
		name: remark, open: func(c *typist) { c.ctrl(fyne.KeyN) }, fields: fields, blank: true,
		held: heldEntry(remark, made),
	}
}

// heldEntry looks for the entry with a remark, as it was first recorded.
func heldEntry(remark string, made map[string]int64) func(*holding) (int, string) {
	return func(h *holding) (times int, half string) {
		for _, e := range h.entries {
			if e.Remark == strings.TrimSpace(remark) && e.Kind == coop.KindEntry && !h.fixes[e.ID] {
				times++
				half += differs(e, made)
			}
		}
		return times, half
	}
}

// differs says how an entry is not what it has to be.
func differs(e coop.EntryView, made map[string]int64) string {
	lines := map[string]int64{}
	for _, l := range e.Lines {
		lines[l.Account] += int64(l.Amount)
	}
	if fmt.Sprint(lines) != fmt.Sprint(made) {
		return fmt.Sprintf("%v, not %v", lines, made)
	}
	return ""
}

func duesTask(name string) task {
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	return task{
		name: "dues of " + name, open: func(c *typist) { c.ctrl(fyne.KeyN) },
		fields: []string{"terima simpanan wajib", first, ""}, blank: true,
		held: func(h *holding) (times int, half string) {
			for _, e := range h.entries {
				payer := slices.IndexFunc(e.Lines, func(l coop.LineView) bool { return l.MemberName == name })
				if payer < 0 || e.Occasion != "dues-mandatory" || strings.Contains(e.Remark, "rapel") {
					continue
				}
				times++
				half += differs(e, map[string]int64{"11101": 20_000_00, "31102": -20_000_00})
			}
			return times, half
		},
	}
}

// rapelTask takes the dues of the first members on the grid.
func rapelTask(mark string, members int) task {
	sum := int64(members) * 20_000_00
	return task{
		name: "rapel", ticks: members, open: func(c *typist) { c.ctrl(fyne.Key2) },
		fields: []string{"", "", "rapel" + mark},
		held:   heldEntry("rapel"+mark, map[string]int64{"11101": sum, "31102": -sum}),
	}
}

// fixTask puts the cost of electricity right.
func fixTask(reason string, made map[string]int64) task {
	return task{
		name: "correction", fields: []string{"105000", "", "", "", "", "", reason},
		open: func(c *typist) {
			for _, e := range c.holding().entries {
				if strings.HasPrefix(e.Remark, "token kantor") && e.Kind == coop.KindEntry {
					c.w.do(func() { c.p.shell.Go(ui.Route{Page: ui.PageEntry, Arg: e.ID.String()}) })
					c.quiet()
					c.ctrl(fyne.KeyG)
					return
				}
			}
			c.t.Fatal("the entry of electricity is not there")
		},
		held: func(h *holding) (times int, half string) {
			back, anew := 0, 0
			for _, e := range h.entries {
				if e.Kind == coop.KindReversal && e.Remark == reason {
					back++
				}
				if h.fixes[e.ID] {
					anew++
					half += differs(e, made)
				}
			}
			if back != anew {
				half = fmt.Sprintf("%d taken back, %d put in their place", back, anew)
			}
			return back, half
		},
	}
}

// countTask counts the cash, which has so much, and posts the difference.
func countTask(reason string, left int64) task {
	var fields []string
	for _, kind := range coop.Denominations() {
		pieces := left / int64(kind.Value)
		left -= pieces * int64(kind.Value)
		fields = append(fields, strings.TrimPrefix(strconv.FormatInt(pieces, 10), "0"))
	}
	return task{
		name: "count", fields: append(fields, reason), open: func(c *typist) { c.ctrl(fyne.KeyH) },
		held: func(h *holding) (times int, half string) {
			times = len(h.counts)
			posted, _ := heldEntry(reason, nil)(h)
			if posted != times {
				half = fmt.Sprintf("%d counts, %d differences", times, posted)
			}
			for _, one := range h.counts {
				if one.Reason != reason || one.Difference() != -5_000_00 {
					half += fmt.Sprintf(" %+v", one)
				}
			}
			return times, half
		},
	}
}
