package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Look is one of the three twins of the theme.
type Look uint8

// The looks: warm paper by day, the same barn by night, and black on white for weak eyes and strong sun.
const (
	LookPaper Look = iota
	LookNight
	LookContrast
)

// Colours of our own beside Fyne's. Each is readable on paper and on a card.
const (
	ColorSoft     fyne.ThemeColorName = "kit.soft"     // words of second rank
	ColorCard     fyne.ThemeColorName = "kit.card"     // a sheet lying on the paper
	ColorSide     fyne.ThemeColorName = "kit.side"     // the side bar and the head of a list
	ColorLine     fyne.ThemeColorName = "kit.line"     // hairlines
	ColorWait     fyne.ThemeColorName = "kit.wait"     // words about what waits
	ColorWaitSoft fyne.ThemeColorName = "kit.waitSoft" // the ground behind them
	ColorBad      fyne.ThemeColorName = "kit.bad"
	ColorBadSoft  fyne.ThemeColorName = "kit.badSoft"
	ColorGood     fyne.ThemeColorName = "kit.good"
	ColorGoodSoft fyne.ThemeColorName = "kit.goodSoft"
)

// SizeFigure is the size of the one large figure of a card.
const SizeFigure fyne.ThemeSizeName = "kit.figure"

// Percent bounds of the text size.
const (
	PercentMin = 80
	PercentMax = 200
)

// Theme is the look of the program at a text size in percent.
type Theme struct {
	Look    Look
	Percent int // 100 when 0
	// Regular and Bold are the letters; nil: Fyne's own, which lack signs such as ✓ and ●: where the system brings no
	// font that has them, a box would stand in their place.
	Regular, Bold fyne.Resource
}

var _ fyne.Theme = Theme{}

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}

func veil(v uint32, alpha uint8) color.NRGBA {
	c := rgb(v)
	c.A = alpha
	return c
}

// palette is what differs between the looks; everything else follows from it.
type palette struct {
	paper, card, side, line, ink, soft  color.NRGBA
	brand, onBrand                      color.NRGBA
	straw, onStraw, wait, waitSoft      color.NRGBA
	bad, onBad, badSoft, good, goodSoft color.NRGBA
	button, input, inputLine, selection color.NRGBA
	hover, pressed, shadow              color.NRGBA
}

var palettes = [...]palette{
	LookPaper: {
		paper: rgb(0xFBF8F1), card: rgb(0xFFFEFB), side: rgb(0xF2ECDD), line: rgb(0xE3DAC5),
		ink: rgb(0x22261F), soft: rgb(0x5C6253),
		brand: rgb(0x2E6B3E), onBrand: rgb(0xFFFEFB),
		straw: rgb(0xE0A526), onStraw: rgb(0x22261F), wait: rgb(0x7A5200), waitSoft: rgb(0xFBEFCB),
		bad: rgb(0xA3281E), onBad: rgb(0xFFFEFB), badSoft: rgb(0xFAE5DF), good: rgb(0x2E6B3E), goodSoft: rgb(0xE5F0E0),
		button: rgb(0xEFE8D7), input: rgb(0xFFFFFF), inputLine: rgb(0xC9BFA6), selection: rgb(0xCDE3CE),
		hover: veil(0x22261F, 0x12), pressed: veil(0x22261F, 0x24), shadow: veil(0x3A2F12, 0x30),
	},
	LookNight: {
		paper: rgb(0x1B1F1A), card: rgb(0x242A23), side: rgb(0x151914), line: rgb(0x3A4138),
		ink: rgb(0xEFEBDD), soft: rgb(0xB5B8A8),
		brand: rgb(0x86C795), onBrand: rgb(0x10200F),
		straw: rgb(0xE9B949), onStraw: rgb(0x1B1F1A), wait: rgb(0xF0C75E), waitSoft: rgb(0x3A3117),
		bad: rgb(0xF29384), onBad: rgb(0x1B1F1A), badSoft: rgb(0x41231F), good: rgb(0x86C795), goodSoft: rgb(0x233620),
		button: rgb(0x353D33), input: rgb(0x12150F), inputLine: rgb(0x59624F), selection: rgb(0x35563B),
		hover: veil(0xFFFFFF, 0x14), pressed: veil(0xFFFFFF, 0x28), shadow: veil(0x000000, 0x66),
	},
	LookContrast: {
		paper: rgb(0xFFFFFF), card: rgb(0xFFFFFF), side: rgb(0xFFFFFF), line: rgb(0x000000),
		ink: rgb(0x000000), soft: rgb(0x1A1A1A),
		brand: rgb(0x004A1C), onBrand: rgb(0xFFFFFF),
		straw: rgb(0xFFD24A), onStraw: rgb(0x000000), wait: rgb(0x3D2900), waitSoft: rgb(0xFFEFB0),
		bad: rgb(0x8B0000), onBad: rgb(0xFFFFFF), badSoft: rgb(0xFFE0DA), good: rgb(0x004A1C), goodSoft: rgb(0xDDF3DD),
		button: rgb(0xE6E6E6), input: rgb(0xFFFFFF), inputLine: rgb(0x000000), selection: rgb(0xFFE680),
		hover: veil(0x000000, 0x1C), pressed: veil(0x000000, 0x38), shadow: veil(0x000000, 0x40),
	},
}

func (t Theme) palette() palette {
	if int(t.Look) < len(palettes) {
		return palettes[t.Look]
	}
	return palettes[LookPaper]
}

// Color gives the colour of the look; the variant of the system is not asked.
func (t Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	p := t.palette()
	switch name {
	case theme.ColorNameBackground:
		return p.paper
	case theme.ColorNameForeground:
		return p.ink
	case theme.ColorNamePrimary, theme.ColorNameHyperlink:
		return p.brand
	case theme.ColorNameForegroundOnPrimary, theme.ColorNameForegroundOnSuccess:
		return p.onBrand
	case theme.ColorNameFocus:
		c := p.brand
		c.A = 0x38
		return c
	case theme.ColorNameButton:
		return p.button
	case theme.ColorNameInputBackground:
		return p.input
	case theme.ColorNameInputBorder:
		return p.inputLine
	case theme.ColorNameSelection:
		return p.selection
	case theme.ColorNameHover:
		return p.hover
	case theme.ColorNamePressed:
		return p.pressed
	case theme.ColorNameShadow:
		return p.shadow
	}
	return p.rest(name)
}

func (p palette) rest(name fyne.ThemeColorName) color.Color {
	switch name {
	case ColorSoft, theme.ColorNamePlaceHolder, theme.ColorNameDisabled:
		return p.soft
	case ColorCard, theme.ColorNameOverlayBackground, theme.ColorNameMenuBackground,
		theme.ColorNameInnerWindowBorder, theme.ColorNameInnerWindowBorderInactive:
		return p.card
	case ColorSide, theme.ColorNameHeaderBackground, theme.ColorNameDisabledButton:
		return p.side
	case ColorLine, theme.ColorNameSeparator:
		return p.line
	case theme.ColorNameWarning:
		return p.straw
	case theme.ColorNameForegroundOnWarning:
		return p.onStraw
	case ColorWait:
		return p.wait
	case ColorWaitSoft:
		return p.waitSoft
	case ColorBad, theme.ColorNameError:
		return p.bad
	case theme.ColorNameForegroundOnError:
		return p.onBad
	case ColorBadSoft:
		return p.badSoft
	case ColorGood, theme.ColorNameSuccess:
		return p.good
	case ColorGoodSoft:
		return p.goodSoft
	case theme.ColorNameScrollBar:
		c := p.soft
		c.A = 0xA0
		return c
	case theme.ColorNameScrollBarBackground:
		return color.Transparent
	}
	return p.ink
}

// Font gives letters whose figures all have one width.
func (t Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace || style.Italic || style.Symbol:
	case style.Bold && t.Bold != nil:
		return t.Bold
	case !style.Bold && t.Regular != nil:
		return t.Regular
	}
	return theme.DefaultTheme().Font(style)
}

// Icon is Fyne's own.
func (t Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// Size grows letters with Percent, and the room around them half as fast.
func (t Theme) Size(name fyne.ThemeSizeName) float32 {
	scale := float32(1)
	if t.Percent > 0 {
		scale = float32(min(max(t.Percent, PercentMin), PercentMax)) / 100
	}
	room := 1 + (scale-1)/2
	switch name {
	case theme.SizeNameText:
		return 15 * scale
	case theme.SizeNameCaptionText:
		return 13 * scale
	case theme.SizeNameSubHeadingText:
		return 17 * scale
	case theme.SizeNameHeadingText:
		return 23 * room
	case SizeFigure:
		return 25 * room
	case theme.SizeNameInlineIcon:
		return 20 * scale
	case theme.SizeNamePadding:
		return 4 * room
	case theme.SizeNameInnerPadding:
		return 8 * room
	case theme.SizeNameScrollBar:
		return 12
	case theme.SizeNameScrollBarSmall:
		return 5
	case theme.SizeNameInputRadius, theme.SizeNameButtonRadius, theme.SizeNameSelectionRadius,
		theme.SizeNameMenuRadius, theme.SizeNamePopupRadius:
		return 6
	case theme.SizeNameCardRadius, theme.SizeNameDialogRadius:
		return 10
	}
	return theme.DefaultTheme().Size(name)
}

// Em is the height of the letters in use.
func Em() float32 { return theme.Size(theme.SizeNameText) }

func tint(name fyne.ThemeColorName) color.Color {
	return fyne.CurrentApp().Settings().Theme().Color(name, fyne.CurrentApp().Settings().ThemeVariant())
}

func size(name fyne.ThemeSizeName) float32 { return fyne.CurrentApp().Settings().Theme().Size(name) }

func gap() float32 { return size(theme.SizeNamePadding) }
