package picture

import (
	"image"
	"image/color"
	"image/draw"
)

// average scales a picture down until its longer side is at most side: each new pixel is the mean of the area it
// covers, parts of pixels by their part. It never enlarges. Transparency becomes white paper.
func average(from image.Image, side int) *image.RGBA {
	b := from.Bounds()
	w, h := fit(b.Dx(), b.Dy(), side)
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	columns := make([]span, w)
	for x := range columns {
		columns[x] = spanOf(x, b.Dx(), w)
	}
	sums := make([]sum, w)
	row := image.NewRGBA(image.Rect(0, 0, b.Dx(), 1)) // one row at a time: the whole in RGBA may be 240 MB
	white := image.NewUniform(color.White)
	last := -1
	for y := range h {
		clear(sums)
		rows := spanOf(y, b.Dy(), h)
		for at := rows.from >> 8; at<<8 < rows.to; at++ {
			if at != last {
				draw.Draw(row, row.Bounds(), white, image.Point{}, draw.Src)
				draw.Draw(row, row.Bounds(), from, image.Pt(b.Min.X, b.Min.Y+at), draw.Over)
				last = at
			}
			addRow(sums, columns, row.Pix, uint64(rows.part(at)))
		}
		for x, s := range sums {
			to.SetRGBA(x, y, s.mean())
		}
	}
	return to
}

// fit gives the size within a square, at least one pixel each way.
func fit(w, h, side int) (int, int) {
	if longer := max(w, h); longer > side {
		w, h = max(1, (w*side+longer/2)/longer), max(1, (h*side+longer/2)/longer)
	}
	return w, h
}

// span is a stretch of old pixels in 1/256 of one.
type span struct{ from, to int }

// spanOf is what the new pixel at covers when old pixels become now.
func spanOf(at, old, now int) span { return span{at * old * 256 / now, (at + 1) * old * 256 / now} }

// part is how much of the old pixel lies in the span.
func (s span) part(pixel int) int { return min(s.to, (pixel+1)<<8) - max(s.from, pixel<<8) }

// sum adds up weighted colours.
type sum struct{ r, g, b, weight uint64 }

func (s sum) mean() color.RGBA {
	half := s.weight / 2
	return color.RGBA{
		R: uint8((s.r + half) / s.weight), G: uint8((s.g + half) / s.weight), B: uint8((s.b + half) / s.weight), A: 255,
	}
}

func addRow(sums []sum, columns []span, pixels []uint8, weight uint64) {
	for x, c := range columns {
		s := &sums[x]
		for at := c.from >> 8; at<<8 < c.to; at++ {
			w := weight * uint64(c.part(at))
			p := pixels[4*at : 4*at+3 : 4*at+3]
			s.r += w * uint64(p[0])
			s.g += w * uint64(p[1])
			s.b += w * uint64(p[2])
			s.weight += w
		}
	}
}

// turn sets a picture upright, by the number that EXIF has for how the camera was held.
func turn(from *image.RGBA, orientation int) *image.RGBA {
	if orientation < 2 || orientation > 8 {
		return from
	}
	w, h := from.Bounds().Dx(), from.Bounds().Dy()
	size := image.Rect(0, 0, w, h)
	if orientation > 4 {
		size = image.Rect(0, 0, h, w)
	}
	to := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			tx, ty := x, y
			switch orientation {
			case 2:
				tx = w - 1 - x
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				ty = h - 1 - y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			case 8:
				tx, ty = y, w-1-x
			}
			to.SetRGBA(tx, ty, from.RGBAAt(x, y))
		}
	}
	return to
}
