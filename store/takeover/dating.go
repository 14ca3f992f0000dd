package takeover

import (
	"slices"

	"lumbung/store/coop"
)

// dateSheet proposes a day for every opening and posting row of a sheet. Where the sheet is a month's, the day lies in
// that month, because that is where the treasurer's own balance counts the row; what is written stays in Written.
func dateSheet(s *Sheet) {
	shifted := shiftedMonth(s)
	last := firstDay(s)
	latest := coop.Date(0)
	for i := range s.Rows {
		r := &s.Rows[i]
		if r.Kind != Opening && r.Kind != Posting {
			continue
		}
		var why *Problem
		r.Date, why = proposeDate(r, s.Month, shifted, last)
		if why != nil {
			r.Doubtful = true
			r.Problems = append(r.Problems, *why)
		} else if r.Date < latest {
			r.Problems = append(r.Problems, problem("date-order", r.Date, latest))
		}
		last, latest = r.Date, max(latest, r.Date)
	}
}

// firstDay is where a sheet starts that has no date above a row without one.
func firstDay(s *Sheet) coop.Date {
	if s.Month != 0 {
		return dayOf(s.Month, 1)
	}
	for _, r := range s.Rows {
		if r.Written != 0 {
			return r.Written
		}
	}
	return 0
}

// shiftedMonth finds the one other month in which all dates of a month's sheet lie: the month was mistyped throughout.
func shiftedMonth(s *Sheet) coop.Month {
	var months []coop.Month
	for _, r := range s.Rows {
		if (r.Kind == Opening || r.Kind == Posting) && r.Written != 0 {
			months = append(months, monthOf(r.Written))
		}
	}
	slices.Sort(months)
	if len(months) < 3 || months[0] != months[len(months)-1] || months[0] == s.Month {
		return 0
	}
	return months[0]
}

// proposeDate gives the day and, unless it is simply the written one, the reason.
func proposeDate(r *Row, month, shifted coop.Month, last coop.Date) (coop.Date, *Problem) {
	because := func(key string, d coop.Date) (coop.Date, *Problem) {
		p := problem(key, r.DateText, d)
		if r.Written != 0 {
			p.Args[0] = r.Written
		}
		return d, &p
	}
	switch {
	case r.Written == 0 && r.DateText == "":
		return because("date-missing", last)
	case r.Written == 0:
		return because("date-unreadable", last)
	case month == 0 || monthOf(r.Written) == month:
		return r.Written, nil
	}
	w := split(r.Written)
	swapped := ymd{w.y, w.d, w.m}.date()
	switch {
	case shifted != 0:
		return because("date-sheet", dayOf(month, w.d))
	case swapped != 0 && monthOf(swapped) == month:
		return because("date-swapped", swapped)
	case w.m == int(month)%100:
		return because("date-year", dayOf(month, w.d))
	case monthOf(r.Written) < month:
		return because("date-outside", dayOf(month, 1))
	default:
		return because("date-outside", dayOf(month, 31))
	}
}
