package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"lumbung/assets"
	"lumbung/store"
	"lumbung/store/coop"
)

// practiceVillage lives from the July before the last year that is closed until today, month by month: what recurs is
// recorded first, then what happened once, then what a month's end needs; each quarter the chair closes.
type practiceVillage struct {
	book                      *store.Book
	who                       coop.Session // the treasurer
	chair, supervisor, scribe coop.Session
	clock                     *time.Time
	now                       time.Time
	today                     coop.Date
	start                     coop.Date
	last                      int // the year whose surplus was divided
	occasions                 []coop.Occasion
	members                   []coop.ID
	list                      []coop.Act
	steps                     []practiceStep
}

// practiceStep is something that happened on a day: an application, a purchase, a meeting.
type practiceStep struct {
	day coop.Date
	do  func(ctx context.Context, day coop.Date) error
}

// newPracticeVillage chooses the years: the last one that is closed had its members' meeting in February.
func newPracticeVillage(clock *time.Time, now time.Time) *practiceVillage {
	today := coop.DateFromTime(now)
	last := int(today)/10000 - 1
	if today%10000 < 305 { // the meeting about it is not held yet
		last--
	}
	return &practiceVillage{clock: clock, now: now, today: today, start: coop.Date(last*10000 + 701), last: last}
}

// month is a month of the year that is closed, or beyond it: 13 is the January after.
func (v *practiceVillage) month(n int) coop.Month { return coop.Month(v.last*100 + 1).Add(n - 1) }

// on is a day of such a month.
func (v *practiceVillage) on(month, day int) coop.Date {
	return v.month(month).First().AddDays(day - 1)
}

// at says what happens on a day; what would happen after today does not.
func (v *practiceVillage) at(day coop.Date, do func(ctx context.Context, day coop.Date) error) {
	if day < v.today {
		v.steps = append(v.steps, practiceStep{day, do})
	}
}

// goTo sets the clock to the morning of a day.
func (v *practiceVillage) goTo(day coop.Date) { *v.clock = day.Time().Add(2 * time.Hour) }

// fill lives through the months: every page has something to show, and something to do.
func (v *practiceVillage) fill(ctx context.Context) error {
	for _, step := range []func(context.Context) error{v.people, v.agree, v.register} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	v.joining()
	for _, plan := range []func(){v.things, v.loans, v.terms, v.borrow, v.plans, v.annual, v.papers} {
		plan()
	}
	for month := v.start.Month(); month <= v.today.Month(); month = month.Add(1) {
		if err := v.live(ctx, month); err != nil {
			return fmt.Errorf("live through %v: %w", month, err)
		}
	}
	*v.clock = v.now.AddDate(0, 0, -2)
	for _, step := range []func(context.Context) error{v.mistake, v.count, v.watch} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// people lets the treasurer and the chair in; the chair makes a key and registers the secretary.
func (v *practiceVillage) people(ctx context.Context) (err error) {
	chart, err := coop.LoadChart(assets.Chart())
	if err != nil {
		return err
	}
	if v.occasions, err = coop.LoadOccasions(assets.Occasions(), chart); err != nil {
		return err
	}
	users, err := v.book.Users(ctx)
	if err != nil {
		return err
	}
	for _, u := range users {
		who := coop.Session{User: u.User, Name: u.Name, Role: u.Role}
		if u.Role == coop.RoleTreasurer {
			v.who = who
		} else {
			v.chair = who
		}
		if err := v.book.SetFirstPIN(ctx, u.User, practicePIN); err != nil {
			return err
		}
	}
	if _, err := v.book.MakeUserKey(ctx, v.chair, practiceWords, ""); err != nil {
		return err
	}
	if v.supervisor, err = v.seat(ctx, practiceWatch, coop.RoleSupervisor); err != nil {
		return err
	}
	v.scribe, err = v.seat(ctx, practiceScribe, coop.RoleSecretary)
	return err
}

// seat lets the chair register somebody with a role.
func (v *practiceVillage) seat(ctx context.Context, name string, role coop.Role) (coop.Session, error) {
	made, err := v.book.Record(ctx, v.chair, coop.Act{Kind: coop.KindUser, Body: coop.User{Name: name, Role: role}})
	if err != nil {
		return coop.Session{}, err
	}
	who := coop.Session{User: made[0].ID, Name: name, Role: role}
	return who, v.book.SetFirstPIN(ctx, who.User, practicePIN)
}

// live lives through one month.
func (v *practiceVillage) live(ctx context.Context, month coop.Month) error {
	v.dues(month)
	v.trade(month)
	v.office(month)
	if err := v.flush(ctx); err != nil {
		return err
	}
	slices.SortStableFunc(v.steps, func(a, b practiceStep) int { return int(a.day - b.day) })
	for len(v.steps) > 0 && v.steps[0].day.Month() <= month {
		step := v.steps[0]
		v.steps = v.steps[1:]
		v.goTo(step.day)
		if err := step.do(ctx, step.day); err != nil {
			return fmt.Errorf("on %v: %w", step.day, err)
		}
	}
	if err := v.flush(ctx); err != nil {
		return err
	}
	if month >= v.today.Month().Add(-1) {
		return nil // the last month that is over waits for who practises
	}
	v.goTo(month.Last().AddDays(1))
	chores, err := v.book.Chores(ctx, month, v.occasions)
	if err != nil {
		return err
	}
	if acts := coop.ChoreActs(chores); len(acts) > 0 {
		if _, err := v.book.Record(ctx, v.who, acts...); err != nil {
			return err
		}
	}
	if month != v.month(11) && month != v.month(12) && (month%100%3 != 0 || month%100 == 12) {
		return nil // a later year is closed by who practises
	}
	return v.close(ctx, month)
}

// flush records the entries that are listed.
func (v *practiceVillage) flush(ctx context.Context) error {
	if len(v.list) == 0 {
		return nil
	}
	_, err := v.book.Import(ctx, v.who, v.list)
	v.list = nil
	return err
}

// close lets the chair close what is open up to a month, and with the last December its year.
func (v *practiceVillage) close(ctx context.Context, month coop.Month) error {
	v.goTo(month.Last().AddDays(4))
	plan, err := v.book.PlanClose(ctx, month, month == v.month(12))
	if err != nil {
		return err
	}
	if against := plan.Against(""); len(against) > 0 {
		return against[0]
	}
	mark, err := v.book.Sign(ctx, v.chair, practiceWords, coop.KindClose, plan.Body)
	if err != nil {
		return err
	}
	_, err = v.book.Record(ctx, v.chair, plan.Acts(mark, "")...)
	return err
}

// approve lets the chair decide on what somebody else recorded.
func (v *practiceVillage) approve(ctx context.Context, body coop.Approval) error {
	mark, err := v.book.Sign(ctx, v.chair, practiceWords, coop.KindApproval, body)
	if err != nil {
		return err
	}
	_, err = v.book.Record(ctx, v.chair, coop.Act{Kind: coop.KindApproval, Body: body, Mark: mark})
	return err
}

// enter records an entry that a rule made.
func (v *practiceVillage) enter(ctx context.Context, e coop.Entry, problems []coop.Problem) error {
	if len(problems) > 0 {
		return problems[0]
	}
	_, err := v.book.Record(ctx, v.who, coop.Act{Kind: coop.KindEntry, Body: e})
	return err
}
