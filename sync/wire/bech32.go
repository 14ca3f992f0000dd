package wire

import "strings"

// bech32 writes a key as age's text form wants it (BIP 173): age takes raw keys in no other way.
func bech32(prefix string, key []byte) string {
	const letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
	var values []byte
	bits, held := 0, 0
	for _, b := range key {
		held, bits = held<<8|int(b), bits+8
		for bits >= 5 {
			bits -= 5
			values = append(values, byte(held>>bits&31))
		}
	}
	if bits > 0 {
		values = append(values, byte(held<<(5-bits)&31))
	}
	var check []byte
	for _, r := range []byte(prefix) {
		check = append(check, r>>5)
	}
	check = append(check, 0)
	for _, r := range []byte(prefix) {
		check = append(check, r&31)
	}
	sum := polymod(append(append(check, values...), 0, 0, 0, 0, 0, 0)) ^ 1
	var out strings.Builder
	out.WriteString(prefix + "1")
	for _, v := range values {
		out.WriteByte(letters[v])
	}
	for i := range 6 {
		out.WriteByte(letters[sum>>(5*(5-i))&31])
	}
	return out.String()
}

func polymod(values []byte) uint32 {
	sum := uint32(1)
	for _, v := range values {
		top := sum >> 25
		sum = sum&0x1ffffff<<5 ^ uint32(v)
		for i, g := range [...]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				sum ^= g
			}
		}
	}
	return sum
}
