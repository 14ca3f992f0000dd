package coop

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Date is a calendar day without a zone as yyyymmdd (20260131). The zero Date means "none".
type Date int32

// Month is a calendar month as yyyymm (202601). The zero Month means "none".
type Month int32

// Time gives midnight UTC of the day.
func (d Date) Time() time.Time {
	return time.Date(int(d)/10000, time.Month(int(d)/100%100), int(d)%100, 0, 0, 0, 0, time.UTC)
}

// DateFromTime gives the day of t in t's own zone.
func DateFromTime(t time.Time) Date {
	y, m, d := t.Date()
	return Date(y*10000 + int(m)*100 + d)
}

// Valid says whether the day exists, between 1900 and 2199.
func (d Date) Valid() bool { return d >= 19000101 && d <= 21991231 && DateFromTime(d.Time()) == d }

// DayOf reads an ISO date (2026-01-31); 0 from anything else.
func DayOf(iso string) Date {
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil || !DateFromTime(day).Valid() {
		return 0
	}
	return DateFromTime(day)
}

// Month gives the day's month.
func (d Date) Month() Month { return Month(d / 100) }

// AddDays gives the day n days later.
func (d Date) AddDays(n int) Date { return DateFromTime(d.Time().AddDate(0, 0, n)) }

// String gives 2026-01-31.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d/10000, d/100%100, d%100) }

// Valid says whether the month exists, between 1900 and 2199.
func (m Month) Valid() bool { return m >= 190001 && m <= 219912 && m%100 >= 1 && m%100 <= 12 }

// First gives the month's first day.
func (m Month) First() Date { return Date(m*100 + 1) }

// Last gives the month's last day.
func (m Month) Last() Date { return DateFromTime(m.First().Time().AddDate(0, 1, -1)) }

// sortedKeys gives the keys of a set, ascending.
func sortedKeys[K cmp.Ordered](set map[K]bool) []K { return slices.Sorted(maps.Keys(set)) }
