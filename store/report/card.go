package report

import (
	"fmt"
	"io"

	"codeberg.org/go-pdf/fpdf"

	"lumbung/assets"
	"lumbung/store/coop"
)

// How much stands on the card; its texts are card.step.01.title and so on. Lengths are millimetres.
const (
	cardSteps    = 10
	cardKeys     = 18
	cardIfs      = 6
	cardPromises = 3
	cardSide     = 15.0
)

// WriteCard draws the card that lies beside the laptop: on its first page the first month in ten steps, on its second
// the keys, what to do when something goes wrong, and what the program promises. The same language gives the same
// bytes.
func WriteCard(w io.Writer, lang string) error {
	words, err := NewWords(lang, nil)
	if err != nil {
		return err
	}
	d := &card{drawing: drawing{Fpdf: fpdf.New("P", "mm", "A4", "")}, words: words}
	d.AddUTF8FontFromBytes(fontName, "", assets.FontRegular())
	d.AddUTF8FontFromBytes(fontName, "B", assets.FontBold())
	d.SetAutoPageBreak(false, 0)
	d.SetMargins(cardSide, 0, cardSide)
	d.SetTitle("Lumbung · "+d.words.t("card.title"), true)
	d.SetCreator("Lumbung", true)
	d.SetLang(words.lang)
	d.SetCreationDate(coop.Date(20200101).Time())
	d.SetModificationDate(coop.Date(20200101).Time())
	d.SetCatalogSort(true)
	pageWidth, _ := d.GetPageSize()
	d.left, d.width = cardSide, pageWidth-2*cardSide
	d.steps()
	d.rest()
	if err := d.Output(w); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	return nil
}

// card is the card while it is being drawn.
type card struct {
	drawing
	words *Words
}

// say writes words that wrap into a width, and gives the height that they took.
func (d *card) say(x, y, width, size, line float64, weight string, color rgb, text string) float64 {
	d.SetFont(fontName, weight, size)
	d.ink(color)
	lines := d.SplitText(text, width)
	for i, one := range lines {
		d.Text(x, y+float64(i)*line+size*0.3, one)
	}
	return float64(len(lines)) * line
}

// head begins a page with its title on the colour of the house.
func (d *card) head(title, under string) {
	d.AddPage()
	pageWidth, _ := d.GetPageSize()
	d.fill(greenColor)
	d.Rect(0, 0, pageWidth, 27, "F")
	d.fill(strawColor)
	d.Rect(0, 27, pageWidth, 1.6, "F")
	d.say(d.left, 8.5, d.width, 19, 8, "B", rgb{255, 255, 255}, title)
	d.say(d.left, 18.5, d.width, 10, 5, "", rgb{255, 255, 255}, under)
}

// key draws the keys in a frame that looks like one, its right edge at x.
func (d *card) key(x, y float64, keys string) {
	d.SetFont(fontName, "B", 9)
	wide := d.GetStringWidth(keys) + 5
	d.fill(tintColor)
	d.stroke(greyColor)
	d.SetLineWidth(0.25)
	d.RoundedRect(x-wide, y, wide, 6, 1.2, "1234", "FD")
	d.ink(inkColor)
	d.Text(x-wide+2.5, y+4.2, keys)
}

// steps draws the first page.
func (d *card) steps() {
	d.head(d.words.t("card.title"), d.words.t("card.under"))
	y := 37.0
	for n := 1; n <= cardSteps; n++ {
		at := fmt.Sprintf("card.step.%02d.", n)
		d.fill(greenColor)
		d.Circle(d.left+4.2, y+3.4, 4.2, "F")
		number := fmt.Sprint(n)
		d.SetFont(fontName, "B", 11)
		d.ink(rgb{255, 255, 255})
		d.Text(d.left+4.2-d.GetStringWidth(number)/2, y+4.8, number)
		d.say(d.left+13, y, d.width-50, 12, 5.5, "B", inkColor, d.words.t(at+"title"))
		d.key(d.left+d.width, y-0.6, d.words.t(at+"key"))
		d.say(d.left+13, y+6.2, d.width-16, 9.6, 4.7, "", greyColor, d.words.t(at+"text"))
		y += 20.6
		d.stroke(ruleColor)
		d.SetLineWidth(0.2)
		d.Line(d.left+13, y-3.4, d.left+d.width, y-3.4)
	}
	d.fill(paleColor)
	d.RoundedRect(d.left, y-0.5, d.width, 38, 2, "1234", "F")
	d.say(d.left+5, y+4, d.width-10, 11, 5, "B", greenColor, d.words.t("card.day.title"))
	d.say(d.left+5, y+11, d.width-10, 9.8, 5, "", inkColor, d.words.t("card.day.text"))
}

// rest draws the second page.
func (d *card) rest() {
	d.head(d.words.t("card.keys"), d.words.t("card.keys-under"))
	half := d.width/2 - 4
	y := 38.0
	for n := 1; n <= cardKeys; n++ {
		at := fmt.Sprintf("card.key.%02d.", n)
		x, row := d.left, float64(n-1)
		if n > cardKeys/2 {
			x, row = d.left+half+8, float64(n-1-cardKeys/2)
		}
		d.key(x+34, y+row*8-1.6, d.words.t(at+"key"))
		d.say(x+37, y+row*8, half-36, 9.2, 4, "", inkColor, d.words.t(at+"text"))
	}
	y += cardKeys/2*8 + 5
	d.say(d.left, y, d.width, 13, 6, "B", greenColor, d.words.t("card.if"))
	y += 9
	for n := 1; n <= cardIfs; n++ {
		at := fmt.Sprintf("card.if.%02d.", n)
		d.fill(strawColor)
		d.Rect(d.left, y-1.2, 1.4, 14.6, "F")
		d.say(d.left+5, y, d.width-8, 10, 4.6, "B", inkColor, d.words.t(at+"title"))
		d.say(d.left+5, y+5, d.width-8, 9.2, 4.4, "", inkColor, d.words.t(at+"text"))
		y += 17.6
	}
	y += 1
	d.fill(paleColor)
	d.RoundedRect(d.left, y-2, d.width, 38, 2, "1234", "F")
	d.say(d.left+5, y+2, d.width-10, 12, 5.5, "B", greenColor, d.words.t("card.promises"))
	for n := 1; n <= cardPromises; n++ {
		y += 8.2
		d.say(d.left+5, y+1.5, 6, 10, 4.4, "B", greenColor, "✓")
		d.say(d.left+11, y+1.5, d.width-16, 9.6, 4.4, "", inkColor, d.words.t(fmt.Sprintf("card.promise.%02d", n)))
	}
}
