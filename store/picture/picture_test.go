package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"testing"

	"lumbung/store/coop"
)

// receipt paints something like a photographed receipt: paper, lines of writing, noise of a cheap camera. Its top left
// quarter is red, so that one sees how it lies.
func receipt(w, h int, seed uint64) *image.RGBA {
	chance := rand.New(rand.NewPCG(seed, 1))
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			grey := 225 - 30*y/h
			if (y/12)%3 == 0 && (x*7+y/36*13)%11 < 5 {
				grey = 60
			}
			grey += chance.IntN(24) - 12
			c := color.RGBA{uint8(grey), uint8(grey), uint8(grey - 10), 255}
			if x < w/2 && y < h/2 {
				c = color.RGBA{220, 30, 30, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func jpegOf(t testing.TB, m image.Image, quality int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// withExif puts an EXIF segment with an orientation and a place on the map behind the first two bytes.
func withExif(data []byte, orientation byte) []byte {
	body := []byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" +
		string(orientation) + "\x00\x00\x00\x00\x00\x00GPS -0.0263 109.3425")
	size := len(body) + 2
	lead := append([]byte{0xff, 0xd8, 0xff, 0xe1, byte(size >> 8), byte(size)}, body...)
	return append(lead, data[2:]...)
}

// red gives the middles of the four quarters that are red: top left, top right, bottom left, bottom right.
func red(t testing.TB, data []byte) string {
	t.Helper()
	m, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	b, out := m.Bounds(), ""
	for i := range 4 {
		r, g, _, _ := m.At(b.Dx()/4+i%2*b.Dx()/2, b.Dy()/4+i/2*b.Dy()/2).RGBA()
		if r > 2*g {
			out += fmt.Sprint(i)
		}
	}
	return out
}

// TestShrink makes evidence of the photos that come: of a telephone, of a scanner, of a screen.
func TestShrink(t *testing.T) {
	const limit = 59_936
	photo := receipt(3000, 2000, 1)
	var scan bytes.Buffer
	if err := png.Encode(&scan, receipt(1240, 1754, 2)); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"photo": jpegOf(t, photo, 95), "scan": scan.Bytes(), "small": jpegOf(t, receipt(300, 200, 3), 90),
	} {
		t.Run(name, func(t *testing.T) {
			small, err := Shrink(data, limit)
			if err != nil {
				t.Fatal(err)
			}
			size, format, err := image.DecodeConfig(bytes.NewReader(small))
			if err != nil || format != "jpeg" || len(small) > limit {
				t.Fatalf("%d bytes of %s, %v", len(small), format, err)
			}
			if name != "small" && max(size.Width, size.Height) < 700 {
				t.Errorf("only %d × %d: nobody can read that", size.Width, size.Height)
			}
			if name == "small" && size.Width != 300 {
				t.Errorf("%d wide: a small picture is left as it is", size.Width)
			}
			if red(t, small) != "0" {
				t.Errorf("the red quarter is now %q", red(t, small))
			}
			t.Logf("%d bytes become %d, %d × %d", len(data), len(small), size.Width, size.Height)
		})
	}
}

// TestShrink_upright turns each way in which a camera may be held, and leaves the place on the map behind.
func TestShrink_upright(t *testing.T) {
	plain := jpegOf(t, receipt(400, 300, 4), 90)
	for orientation, quarter := range []string{1: "0", 2: "1", 3: "3", 4: "2", 5: "0", 6: "1", 7: "3", 8: "2"} {
		if orientation == 0 {
			continue
		}
		small, err := Shrink(withExif(plain, byte(orientation)), 60_000)
		if err != nil {
			t.Fatal(err)
		}
		if got := red(t, small); got != quarter {
			t.Errorf("orientation %d: the red quarter is %q, not %q", orientation, got, quarter)
		}
		size, err := jpeg.DecodeConfig(bytes.NewReader(small))
		if err != nil || (size.Width == 300) != (orientation > 4) {
			t.Errorf("orientation %d: %d wide, %v", orientation, size.Width, err)
		}
		if bytes.Contains(small, []byte("GPS")) || bytes.Contains(small, []byte("Exif")) {
			t.Error("what the camera wrote beside the picture is still there")
		}
	}
}

// TestShrink_refuses says what is wrong before anything large is decoded.
func TestShrink_refuses(t *testing.T) {
	bomb := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x75\x30\x00\x00\x75\x30\x08\x02\x00\x00\x00")
	photo := jpegOf(t, receipt(200, 200, 5), 90)
	for name, bad := range map[string][]byte{
		"empty": nil, "text": []byte("bukan gambar"), "cut": photo[:len(photo)/3], "bomb": bomb,
		"film": {0, 0, 0, 0x18},
	} {
		_, err := Shrink(bad, 60_000)
		var problem coop.Problem
		if !errors.As(err, &problem) {
			t.Errorf("%s: %v", name, err)
		}
	}
	wide := withSize(photo, 12_000, 6_000)
	_, err := Shrink(wide, 60_000)
	var problem coop.Problem
	if !errors.As(err, &problem) || problem.Key != ProblemTooLarge || fmt.Sprint(problem.Args) != "[72 60]" {
		t.Errorf("72 megapixels: %v", err)
	}
}

// withSize writes another size into a JPEG's frame.
func withSize(data []byte, w, h int) []byte {
	out := bytes.Clone(data)
	at := bytes.Index(out, []byte{0xff, 0xc0})
	copy(out[at+5:], []byte{byte(h >> 8), byte(h), byte(w >> 8), byte(w)})
	return out
}

// TestAverage: each new pixel is the mean of what it covers.
func TestAverage(t *testing.T) {
	m := image.NewGray(image.Rect(5, 5, 8, 6)) // not at zero
	for x, v := range []uint8{0, 90, 240} {
		m.SetGray(5+x, 5, color.Gray{Y: v})
	}
	small := average(m, 2)
	if a, b := small.RGBAAt(0, 0).R, small.RGBAAt(1, 0).R; a != 30 || b != 190 {
		t.Errorf("%d and %d", a, b) // (0 + 90/2) / 1.5 and (90/2 + 240) / 1.5
	}
	clear := image.NewNRGBA(image.Rect(0, 0, 4, 4))
	if c := average(clear, 1).RGBAAt(0, 0); c != (color.RGBA{255, 255, 255, 255}) {
		t.Errorf("nothing on paper is %v", c)
	}
}

// FuzzShrink: whatever is called a picture, nothing falls, and what comes out is small and can be read.
func FuzzShrink(f *testing.F) {
	photo := jpegOf(f, receipt(40, 30, 6), 80)
	f.Add(photo)
	f.Add(withExif(photo, 6))
	var scan bytes.Buffer
	if err := png.Encode(&scan, receipt(20, 20, 7)); err != nil {
		f.Fatal(err)
	}
	f.Add(scan.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		marksOf(data)
		orientationOf(data)
		if size, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && size.Width*size.Height > 1<<20 {
			return // sound or not, it would only be slow
		}
		small, err := Shrink(data, 20_000)
		if err != nil {
			return
		}
		if _, err := jpeg.Decode(bytes.NewReader(small)); err != nil || len(small) > 20_000 {
			t.Fatalf("%d bytes, %v", len(small), err)
		}
	})
}

func BenchmarkShrink(b *testing.B) {
	data := jpegOf(b, receipt(4000, 3000, 8), 90)
	for b.Loop() {
		if _, err := Shrink(data, 59_936); err != nil {
			b.Fatal(err)
		}
	}
}
