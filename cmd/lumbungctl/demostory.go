package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"lumbung/store/coop"
)

// village is the area code of the story's village; the officer's region is its beginning.
const (
	demoVillage = "6101012001"
	demoRegion  = "6101"
)

// found makes the cooperative on the treasurer's laptop.
func (s *story) found() error {
	for name, data := range map[string][]byte{
		"anggota.csv": demoMembers(), "saldo-awal.csv": demoOpening(), "jurnal.csv": demoJournal(s.month),
		"tabungan.csv": demoLater(s.month),
	} {
		if err := os.WriteFile(s.treasurer.path(name), data, 0o600); err != nil {
			return fmt.Errorf("write the village's papers: %w", err)
		}
	}
	if err := s.treasurer.all([]string{
		"create", "--name", "KDMP Sungai Padi", "--village", demoVillage, "--treasurer", s.treasurer.person,
		"--chair", s.chair.person, "--principal", "50000", "--mandatory", "20000", "--device", "Laptop bendahara",
	}, []string{"members", "import", s.treasurer.path("anggota.csv")}); err != nil {
		return err
	}
	done, err := s.treasurer.do("opening", "import", s.treasurer.path("saldo-awal.csv"), "--date", s.month.day(1))
	if err != nil {
		return err
	}
	s.now.Entries = number(done, "recorded")
	s.noted("members", len(demoNames))
	return nil
}

// enrol starts the district's server and enrols the village with the code that the district gave.
func (s *story) enrol() error {
	var err error
	if s.district, err = openDistrict(s.ctx, filepath.Join(s.folder, "kabupaten")); err != nil {
		return err
	}
	if s.line, err = newLine(s.district.address()); err != nil {
		return fmt.Errorf("lay the line: %w", err)
	}
	code, err := s.district.server.ActivationCode(s.ctx, "KDMP Sungai Padi", demoVillage)
	if err != nil {
		return err
	}
	if err := s.treasurer.all(
		[]string{"enrol", "--server", s.line.url(), "--code", code}, []string{"sync"},
	); err != nil {
		return err
	}
	return nil
}

// join brings in the chair's laptop by a file and a code told by telephone.
func (s *story) join() error {
	invite := filepath.Join(s.folder, "usb", "undangan.lumbung")
	done, err := s.treasurer.do("invite", "-o", invite, "--user", s.chair.person)
	if err != nil {
		return err
	}
	file, err := os.Stat(invite)
	if err != nil {
		return fmt.Errorf("look at the invite: %w", err)
	}
	s.noted("invite", file.Size())
	return s.chair.all([]string{
		"join", invite, "--code", text(done, "code"), "--user", s.chair.person, "--device", "Laptop ketua",
	})
}

// recordMonth records the month while nothing goes through: some by hand, the rest from paper.
func (s *story) recordMonth() error {
	s.line.dead.Store(true)
	for i := range 12 {
		args := []string{
			"post", "--occasion", "dues-mandatory", "--member", fmt.Sprintf("%03d", i+1), "--months", s.month.String(),
			"--date", s.month.day(3 + i),
		}
		if _, err := s.treasurer.do(args...); err != nil {
			return err
		}
		s.now.Entries++
	}
	done, err := s.treasurer.do("entries", "import", s.treasurer.path("jurnal.csv"))
	s.now.Entries += number(done, "recorded")
	return err
}

// cutLine lets the line break in the middle of sending, again and again.
func (s *story) cutLine() error {
	for _, after := range []int64{100, 450, 900} {
		s.line.mend()
		s.line.breakAfter(after)
		status, _, said := s.treasurer.try("sync")
		if status != exitMachine {
			return fmt.Errorf("a line that broke after %d bytes: exit status %d, %s", after, status, said)
		}
	}
	s.noted("cut", 3)
	return nil
}

// sendWhole sends what the broken line did not carry.
func (s *story) sendWhole() error {
	s.line.mend()
	done, err := s.treasurer.do("sync")
	if err != nil {
		return err
	}
	s.noted("changes", number(done, "changes_up"))
	info, err := s.treasurer.do("info")
	if err == nil && number(info, "unsent") != 0 {
		err = fmt.Errorf("%d changes are unsent after a whole exchange", number(info, "unsent"))
	}
	return err
}

// fetch brings the chair's laptop up to date from the district.
func (s *story) fetch() error {
	done, err := s.chair.do("sync")
	if err != nil {
		return err
	}
	s.noted("changes", number(done, "changes_down"))
	// What the chair's laptop said of itself reaches the treasurer, too.
	if err := s.treasurer.all([]string{"sync"}); err != nil {
		return err
	}
	return s.alike()
}

// alike wants the two books equal, byte for byte.
func (s *story) alike() error {
	var sums []string
	for _, l := range []*laptop{s.treasurer, s.chair} {
		done, err := l.do("dump", "-o", l.path("isi.txt"))
		if err != nil {
			return err
		}
		sums = append(sums, text(done, "sha256"))
	}
	if sums[0] != sums[1] || sums[0] == "" {
		return errors.New("the two books differ: compare isi.txt of bendahara and ketua")
	}
	s.noted("alike", sums[0][:8])
	return nil
}

// carryFile sends changes by a stick while the line is dead, and brings the receipt back.
func (s *story) carryFile() error {
	s.line.dead.Store(true)
	done, err := s.treasurer.do("entries", "import", s.treasurer.path("tabungan.csv"))
	if err != nil {
		return err
	}
	s.now.Entries = number(done, "recorded")
	parcel := filepath.Join(s.folder, "usb", "kiriman.lumbung")
	if _, err := s.treasurer.do("file", "write", parcel); err != nil {
		return err
	}
	receipt, size, err := s.district.readFile(s.ctx, parcel)
	if err != nil {
		return err
	}
	back := filepath.Join(s.folder, "usb", "tanda-terima.lumbung")
	if err := os.WriteFile(back, receipt, 0o600); err != nil {
		return fmt.Errorf("write the receipt: %w", err)
	}
	if _, err := s.treasurer.do("file", "read", back); err != nil {
		return err
	}
	info, err := s.treasurer.do("info")
	if err == nil && number(info, "unsent") != 0 {
		err = fmt.Errorf("%d changes are unsent after the receipt", number(info, "unsent"))
	}
	s.noted("usb", size, len(receipt))
	return err
}

// closeMonth closes the month with the chair's signature.
func (s *story) closeMonth() error {
	s.line.mend()
	return s.chair.all(
		[]string{"sync"}, []string{"key", "make"}, []string{"sync"},
		[]string{"close", s.month.String()}, []string{"sync"},
	)
}

// finding is written by the officer, answered in the village, and seen at the district.
func (s *story) finding() error {
	info, err := s.treasurer.do("info")
	if err != nil {
		return err
	}
	id, err := coop.ParseID(text(info, "cooperative"))
	if err != nil {
		return err
	}
	question := s.say.text("ctl.demo.question")
	if err := s.district.writeFinding(s.ctx, id, coop.Month(s.month), question); err != nil {
		return err
	}
	if _, err := s.treasurer.do("sync"); err != nil {
		return err
	}
	list, err := s.treasurer.do("findings", "list")
	if err != nil {
		return err
	}
	all, _ := list["findings"].([]any)
	if len(all) != 1 {
		return fmt.Errorf("%d findings arrived in the village", len(all))
	}
	found, _ := all[0].(map[string]any)
	if text(found, "text") != question {
		return fmt.Errorf("another finding arrived: %q", text(found, "text"))
	}
	reply := s.say.text("ctl.demo.reply")
	if err := s.treasurer.all(
		[]string{"findings", "answer", text(found, "id"), "--text", reply}, []string{"sync"},
	); err != nil {
		return err
	}
	if seen, err := s.district.answers(s.ctx, id); err != nil || len(seen) != 1 || seen[0] != reply {
		return errors.Join(err, fmt.Errorf("the district sees the answers %q", seen))
	}
	s.noted("answered")
	return nil
}

// check lets both books verify themselves and compares all three places.
func (s *story) check() error {
	if err := s.chair.all([]string{"sync"}, []string{"verify"}); err != nil {
		return err
	}
	if err := s.treasurer.all([]string{"sync"}, []string{"verify"}); err != nil {
		return err
	}
	if err := s.alike(); err != nil {
		return err
	}
	info, err := s.treasurer.do("info")
	if err != nil {
		return err
	}
	id, err := coop.ParseID(text(info, "cooperative"))
	if err != nil {
		return err
	}
	s.now.Entries = number(info, "entries")
	accounts, err := s.sameBalances(id)
	if err != nil {
		return err
	}
	s.noted("balances", accounts)
	return nil
}

// sameBalances compares the district's balance of every account with the treasurer's.
func (s *story) sameBalances(id coop.ID) (int, error) {
	report, err := s.treasurer.do("report", "trial-balance", "--date", "2199-12-31")
	if err != nil {
		return 0, err
	}
	theirs, err := s.district.balances(s.ctx, id)
	if err != nil {
		return 0, err
	}
	ours, err := balancesOf(report)
	if err != nil {
		return 0, err
	}
	for account, balance := range theirs {
		if ours[account] != balance {
			return 0, fmt.Errorf("account %s: %s at the district, %s in the village", account, balance, ours[account])
		}
	}
	if len(ours) != len(theirs) {
		return 0, fmt.Errorf("%d accounts with a balance in the village, %d at the district", len(ours), len(theirs))
	}
	return len(ours), nil
}
