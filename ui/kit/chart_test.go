package kit

import (
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func plainScale(n int64) string { return strconv.FormatInt(n, 10) }

func testBars(values ...int64) []Bar {
	var bars []Bar
	for i, v := range values {
		bars = append(bars, Bar{Label: "M" + strconv.Itoa(i), Value: v, Words: strconv.FormatInt(v, 10)})
	}
	return bars
}

func TestChart_Keys(t *testing.T) {
	var chart *Chart
	stage(t, func(*Layer) fyne.CanvasObject {
		chart = NewChart("Uang", "belum ada", testBars(5, -3, 8, 0), plainScale)
		return Stack(0, chart)
	})
	for _, step := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyRight, "0"},
		{fyne.KeyLeft, "8"},
		{fyne.KeyHome, "5"},
		{fyne.KeyLeft, "5"},
		{fyne.KeyRight, "-3"},
		{fyne.KeyEnd, "0"},
	} {
		press2(chart, step.key)
		if chart.Reading() != step.want {
			t.Errorf("%s: %s, want %s", step.key, chart.Reading(), step.want)
		}
	}
	test.TapAt(chart, fyne.NewPos(chartInset*Em()+1.5*chart.column(chart.Size().Width), 50))
	if chart.Reading() != "-3" {
		t.Errorf("a tap marks %s", chart.Reading())
	}
	test.TapAt(chart, fyne.NewPos(chart.Size().Width-1, 50))
	if chart.Reading() != "-3" {
		t.Errorf("a tap beside the bars marks %s", chart.Reading())
	}
}

// The bars stand on the line of nought: upwards what is above it, downwards what is below, as high as their values.
func TestChart_Heights(t *testing.T) {
	chart := NewChart("Uang", "belum ada", testBars(6, -2, 0), plainScale)
	chart.bars[0].Whole = 6
	stage(t, func(*Layer) fyne.CanvasObject { return Stack(0, chart) })
	objects := test.WidgetRenderer(chart).Objects()[7:]
	up, down, none := objects[1], objects[4], objects[7]
	room := plotEms * Em()
	near := func(a, b float32) bool { return a-b < 1 && b-a < 1 }
	if !near(up.Size().Height, room*6/8) || !near(down.Size().Height, room*2/8) || none.Size().Height != 0 {
		t.Errorf("heights %v, %v, %v of %v", up.Size().Height, down.Size().Height, none.Size().Height, room)
	}
	if !near(up.Position().Y+up.Size().Height, down.Position().Y) {
		t.Error("they do not stand on one line")
	}
}

func TestChart_Empty(t *testing.T) {
	chart := NewChart("Uang", "belum ada", nil, nil)
	stage(t, func(*Layer) fyne.CanvasObject { return Stack(0, chart) })
	press2(chart, fyne.KeyLeft, fyne.KeyEnd)
	test.Tap(chart)
	if chart.Reading() != "belum ada" {
		t.Errorf("it reads %s", chart.Reading())
	}
}
