package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	_ "image/png" // a scan or a screenshot may be one

	"lumbung/store/coop"
)

// Bounds of what is decoded, in pixels, looked at before anything is decoded: an old laptop has 2 GB for everything.
const (
	maxPixels      = 60_000_000 // a JPEG as cameras write it: 90 MB while it is read
	maxPixelsWhole = 24_000_000 // a PNG or a progressive JPEG, which lie in memory whole and wide
	maxSide        = 30_000
)

// What is wrong with a file that somebody chose.
const (
	ProblemUnreadable = "picture.unreadable"
	ProblemTooLarge   = "picture.too-large" // {0} megapixels, {1} are allowed
)

// sides are the longer sides that are tried, and qualities what is tried at each: writing on a receipt is read better
// on a large picture of low quality than on a small one of high quality.
var (
	sides     = []int{1600, 1400, 1200, 1000, 850, 700, 560, 420, 300, 200, 100}
	qualities = []int{80, 70, 60, 50}
)

const leastQuality = 42

// Shrink gives a JPEG of at most limit bytes of the picture in data, which is a JPEG or a PNG. What is wrong is a
// coop.Problem.
func Shrink(data []byte, limit int) ([]byte, error) {
	size, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || size.Width < 1 || size.Height < 1 {
		return nil, coop.Problem{Key: ProblemUnreadable}
	}
	marks := marks{}
	most := maxPixelsWhole
	if format == "jpeg" {
		if marks = marksOf(data); !marks.progressive {
			most = maxPixels
		}
	}
	if size.Width > maxSide || size.Height > maxSide || size.Width*size.Height > most {
		return nil, coop.Problem{
			Key: ProblemTooLarge, Args: []any{(size.Width*size.Height + 999_999) / 1_000_000, most / 1_000_000},
		}
	}
	whole, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, coop.Problem{Key: ProblemUnreadable}
	}
	upright := turn(average(whole, sides[0]), marks.orientation)
	for _, side := range sides {
		small := average(upright, side)
		least, err := encode(small, leastQuality)
		if err != nil {
			return nil, err
		}
		if len(least) > limit {
			continue
		}
		for _, quality := range qualities {
			if better, err := encode(small, quality); err != nil || len(better) <= limit {
				return better, err
			}
		}
		return least, nil
	}
	return nil, fmt.Errorf("picture: nothing is as small as %d bytes", limit)
}

func encode(m image.Image, quality int) ([]byte, error) {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("picture: encode: %w", err)
	}
	return out.Bytes(), nil
}
