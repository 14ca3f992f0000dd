package assets_test

import (
	"encoding/binary"
	"testing"

	"lumbung/assets"
)

// glyphs reads which runes of the basic plane a TrueType font has (cmap table, format 4).
func glyphs(t *testing.T, font []byte) map[rune]bool {
	t.Helper()
	be := binary.BigEndian
	table := func(name string) []byte {
		for i := range int(be.Uint16(font[4:])) {
			record := font[12+16*i:]
			if string(record[:4]) == name {
				return font[be.Uint32(record[8:]):]
			}
		}
		t.Fatalf("no table %s", name)
		return nil
	}
	cmap := table("cmap")
	for i := range int(be.Uint16(cmap[2:])) {
		sub := cmap[be.Uint32(cmap[4+8*i+4:]):]
		if be.Uint16(sub) != 4 {
			continue
		}
		segments, has := int(be.Uint16(sub[6:]))/2, map[rune]bool{}
		ends, starts := sub[14:], sub[16+2*segments:]
		for s := range segments {
			for r := rune(be.Uint16(starts[2*s:])); r <= rune(be.Uint16(ends[2*s:])) && r < 0xffff; r++ {
				has[r] = true
			}
		}
		return has
	}
	t.Fatal("no cmap of format 4")
	return nil
}

// On a Windows without the usual fonts, ✓ and ● came out as boxes: the program had borrowed them from the system's
// fonts. Every rune of every text now comes with the program.
func TestFontsHaveEveryRuneOfTheTexts(t *testing.T) {
	regular, bold := glyphs(t, assets.FontRegular()), glyphs(t, assets.FontBold())
	for _, language := range assets.Languages() {
		texts, err := assets.Translations(language)
		if err != nil {
			t.Fatal(err)
		}
		texts["signs of the pages"] = "✓✗●◆☐≠‹›←→−×…·–“”"
		for key, text := range texts {
			for _, r := range text {
				if r >= ' ' && (!regular[r] || !bold[r]) {
					t.Errorf("%s %s: no %q (%U) in the fonts", language, key, r, r)
				}
			}
		}
	}
}
