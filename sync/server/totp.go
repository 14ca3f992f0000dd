package server

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // RFC 6238 names it, and every authenticator program uses it
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"time"
)

// The second factor is a time-based one-time password (RFC 6238): SHA-1, thirty seconds, six digits.
const (
	totpStepSeconds = 30
	totpDigits      = 6
	totpSecretBytes = 20
)

// totp gives the password of one step of thirty seconds since 1970.
func totp(secret []byte, step int64, length int) string {
	mac := hmac.New(sha1.New, secret)
	mac.Write(binary.BigEndian.AppendUint64(nil, uint64(step)))
	sum := mac.Sum(nil)
	at := sum[len(sum)-1] & 0x0f
	number := binary.BigEndian.Uint32(sum[at:]) & 0x7fffffff
	modulus := uint32(1)
	for range length {
		modulus *= 10
	}
	return fmt.Sprintf("%0*d", length, number%modulus)
}

// totpMatch finds the step, one around now, whose password was given; a step up to last was used before.
func totpMatch(secret []byte, given string, now time.Time, last int64) (step int64, ok bool) {
	current := now.Unix() / totpStepSeconds
	for _, s := range []int64{current - 1, current, current + 1} {
		if subtle.ConstantTimeCompare([]byte(totp(secret, s, totpDigits)), []byte(given)) == 1 && s > last {
			step, ok = s, true
		}
	}
	return step, ok
}

var totpText = base32.StdEncoding.WithPadding(base32.NoPadding)

// totpAddress is what an authenticator program reads from a picture or takes typed.
func totpAddress(officer string, secret []byte) string {
	query := url.Values{"secret": {totpText.EncodeToString(secret)}, "issuer": {"Lumbung"}}
	address := url.URL{Scheme: "otpauth", Host: "totp", Path: "/Lumbung:" + officer, RawQuery: query.Encode()}
	return address.String()
}
