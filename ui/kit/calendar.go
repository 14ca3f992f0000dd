package kit

import (
	"fmt"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// newCalendar shows the month of day; chosen is told the day that is tapped. Fyne's own calendar knows the months
// only in English.
func newCalendar(words DateWords, day, today time.Time, chosen func(time.Time)) fyne.CanvasObject {
	holder := container.NewStack()
	var show func(first time.Time)
	show = func(first time.Time) {
		title := NewHeading(fmt.Sprintf("%s %d", words.Months[first.Month()-1], first.Year()))
		title.Align = fyne.TextAlignCenter
		head := container.NewBorder(nil, nil,
			Quiet("", theme.NavigateBackIcon(), func() { show(first.AddDate(0, -1, 0)) }),
			Quiet("", theme.NavigateNextIcon(), func() { show(first.AddDate(0, 1, 0)) }), title)
		grid := container.NewGridWithColumns(7)
		for _, name := range words.Days {
			line := NewCaption(name)
			line.Align = fyne.TextAlignCenter
			grid.Add(line)
		}
		before := (int(first.Weekday()) + 6) % 7
		for range before {
			grid.Add(Space(0, 0))
		}
		for at := first; at.Month() == first.Month(); at = at.AddDate(0, 0, 1) {
			b := Quiet(strconv.Itoa(at.Day()), nil, func() { chosen(at) })
			if at.Equal(day) {
				b.Importance = widget.HighImportance
			}
			grid.Add(b)
		}
		foot := Quiet(words.Today, theme.HomeIcon(), func() { chosen(today) })
		holder.Objects = []fyne.CanvasObject{container.NewVBox(head, grid, foot)}
		holder.Refresh()
	}
	show(time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, time.UTC))
	return newSheet(ColorCard, ColorLine, Inset(0.5, holder))
}
