package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// The pages of the surplus and of meetings. The others' texts say what they are about.
const (
	PageSurplus        = "surplus"         // a year; empty: the last one
	PageSurplusShares  = "surplus-shares"  // a year
	PageSurplusMembers = "surplus-members" // a year
	PageSurplusMember  = "surplus-member"  // a year, ":" and a member's id
	PageSurplusDivide  = "surplus-divide"  // a year
	PageSurplusPay     = "surplus-pay"     // a year
	PageMeetings       = "meetings"
	PageMeetingForm    = "meeting-form" // a meeting's id; empty: a new one
	PageMeeting        = "meeting"      // a meeting's id
	PageAttendance     = "attendance"   // a meeting's id
	PageMinutes        = "minutes"      // a meeting's id
	PageMinutesSign    = "minutes-sign" // a meeting's id
)

func init() {
	morePages[PageSurplus], morePages[PageSurplusShares] = newSurplus, newSurplusShares
	morePages[PageSurplusMembers], morePages[PageSurplusMember] = newSurplusMembers, newSurplusMember
	morePages[PageSurplusDivide], morePages[PageSurplusPay] = newSurplusDivide, newSurplusPay
}

// surplusCommands are about the surplus and the members' meeting.
func surplusCommands() []command {
	shift := ctrl | fyne.KeyModifierShift
	return []command{
		{Name: "surplus", Menu: "money", Press: fyne.KeyY, Mod: shift, Do: goTo(PageSurplus)},
		{Name: "meetings", Menu: "go", Press: fyne.KeyN, Mod: shift, Do: goTo(PageMeetings)},
		{Name: "surplus-rules", Menu: "go", Do: goTo(PageSurplusRules)},
	}
}

// surplusBook is what these pages together need of the book.
type surplusBook interface {
	report.Source
	report.SurplusSource
	// SurplusShares gives what everybody has of a year's divided surplus, and who fetched it.
	SurplusShares(ctx context.Context, year int) ([]coop.SurplusShare, error)
	// LossCover gives what covering a loss from the reserve rests on, by the meeting about a year.
	LossCover(ctx context.Context, year int) (coop.LossView, error)
	Settings(ctx context.Context) ([]coop.SettingRow, error)
	Record(ctx context.Context, who coop.Session, acts ...coop.Act) ([]coop.Recorded, error)
}
