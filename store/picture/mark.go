package picture

import "encoding/binary"

// marks is what is read of a JPEG beside its pixels.
type marks struct {
	orientation int // EXIF's, 1 to 8; 0: not said
	progressive bool
}

// marksOf walks the segments of a JPEG up to the picture itself. Whatever is bent ends the walk.
func marksOf(data []byte) (m marks) {
	for at := 2; at+4 <= len(data) && data[at] == 0xff; {
		kind, length := data[at+1], int(binary.BigEndian.Uint16(data[at+2:]))
		if kind == 0xff { // filling
			at++
			continue
		}
		end := at + 2 + length
		if kind == 0xda || length < 2 || end > len(data) {
			return m
		}
		switch body := data[at+4 : end]; {
		case kind == 0xe1 && m.orientation == 0:
			m.orientation = orientationOf(body)
		case kind == 0xc2:
			m.progressive = true
		}
		at = end
	}
	return m
}

// orientationOf finds tag 0x0112 in the first directory of an EXIF segment; 0 where there is none.
func orientationOf(exif []byte) int {
	const lead = "Exif\x00\x00"
	if len(exif) < len(lead)+8 || string(exif[:len(lead)]) != lead {
		return 0
	}
	tiff := exif[len(lead):]
	var order binary.ByteOrder = binary.BigEndian
	switch string(tiff[:2]) {
	case "II":
		order = binary.LittleEndian
	case "MM":
	default:
		return 0
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 0
	}
	fields := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(fields) < 12 {
			return 0
		}
		if order.Uint16(fields) == 0x0112 && order.Uint16(fields[2:]) == 3 {
			if n := int(order.Uint16(fields[8:])); n >= 1 && n <= 8 {
				return n
			}
			return 0
		}
		fields = fields[12:]
	}
	return 0
}
