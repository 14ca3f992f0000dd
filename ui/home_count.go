package ui

import (
	"fmt"
	"strings"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// countOld is after how many days the cash should be counted again.
const countOld = 31

// lastCash is the latest count of a till; false when there was none.
func (d homeData) lastCash() (coop.CountView, bool) {
	var last coop.CountView
	for _, c := range d.counts {
		if coop.IsCash(c.Account) && (c.Date > last.Date || c.Date == last.Date && c.Lamport > last.Lamport) {
			last = c
		}
	}
	return last, last.Date != 0
}

// cashRemark says below the cash when it was last counted, and by whom.
func (p *homePage) cashRemark(d homeData) string {
	t := p.shell.Text
	last, ever := d.lastCash()
	if !ever {
		return t.T("ui.home.cash-remark")
	}
	name, _, _ := strings.Cut(last.AuthorName, " ") // the room is small; the count itself says all
	return t.T("ui.home.counted-short", fmt.Sprintf("%d/%d", last.Date%100, last.Date.Month()%100), name)
}

// countWait leads to a difference that is not posted, to a count that waits for a second person, or to counting again.
func (p *homePage) countWait(d homeData) (wait, bool) {
	t, who := p.shell.Text, p.shell.session
	for _, c := range d.counts {
		if c.Unposted() && who.Role.May(coop.KindEntry) {
			_, words := p.shell.differenceWords(c.Counted, c.Booked)
			return wait{
				title: t.T("ui.home.count-unposted"), remark: t.ShortDay(c.Date) + " · " + words, tone: kit.ToneWait,
				to: Route{Page: PageCounted, Arg: c.Count.String()},
			}, true
		}
	}
	last, ever := d.lastCash()
	old := last.Date < d.Today.AddDays(-countOld)
	if !ever { // a book of this month need not have counted yet
		old = len(d.Months) > 0 && d.Months[0].Month < d.Today.Month()
	}
	remark := t.T("ui.home.count-never")
	if ever {
		remark = t.T("ui.home.counted", t.Day(last.Date), last.AuthorName)
	}
	switch {
	case ever && last.Declined && last.DeclinedBy != who.Name && who.Role.May(coop.KindCount):
		return wait{
			title: t.T("ui.home.count-declined"), remark: last.DeclinedBy + ": " + last.DeclinedWhy, tone: kit.ToneWait,
			to: Route{Page: PageCounted, Arg: last.Count.String()},
		}, true
	case ever && last.Witness.IsZero() && last.Author != who.User && !last.Declined && who.Role.May(coop.KindApproval):
		return wait{
			title: t.T("ui.home.count-witness"), remark: remark, tone: kit.ToneWait,
			to: Route{Page: PageWitness, Arg: last.Count.String()},
		}, true
	case old && who.Role.May(coop.KindCount):
		return wait{
			title: t.T("ui.home.count-old"), remark: remark, tone: kit.ToneSoft, to: Route{Page: PageCount},
		}, true
	}
	return wait{}, false
}
