package wire

import (
	"errors"
	"fmt"
)

// Code says in an answer or a refusal what is the matter. The numbers travel: append only.
type Code uint8

// The codes of the first format.
const (
	CodeOK                 Code = 0
	CodeBusy               Code = 1  // too much at once: come back later
	CodeUnknownCooperative Code = 2  // not enrolled here
	CodeUnknownDevice      Code = 3  // not introduced yet: what came was kept, nothing is sent down
	CodeProof              Code = 4  // the MAC is wrong
	CodeTooLarge           Code = 5  // message or what it unpacks to
	CodeMalformed          Code = 6  // bytes that no program of this format writes
	CodeVersion            Code = 7  // a format from the future
	CodeActivation         Code = 8  // activation code unknown, used up or meant for another cooperative
	CodeStorage            Code = 9  // the server cannot write
	CodeBase               Code = 10 // packed against changes not held here: pack again against what the answer names
	CodeRevoked            Code = 11 // the device's log has ended: what came was kept, nothing is sent down
)

var codeWords = map[Code]string{
	CodeOK: "ok", CodeBusy: "busy", CodeUnknownCooperative: "unknown-cooperative", CodeUnknownDevice: "unknown-device",
	CodeProof: "proof", CodeTooLarge: "too-large", CodeMalformed: "malformed", CodeVersion: "version",
	CodeActivation: "activation", CodeStorage: "storage", CodeBase: "base", CodeRevoked: "revoked",
}

// String gives the word that translations (sync.code.<word>) and logs use.
func (c Code) String() string {
	if w, ok := codeWords[c]; ok {
		return w
	}
	return fmt.Sprintf("code-%d", uint8(c))
}

// What callers tell apart. Each belongs to one Code.
var (
	ErrProof     = errors.New("wire: the MAC is wrong")
	ErrMalformed = errors.New("wire: malformed bytes")
	ErrVersion   = errors.New("wire: a format from the future")
	ErrTooLarge  = errors.New("wire: too large")
	ErrBase      = errors.New("wire: packed against changes that are not held")
)

// CodeOf gives the code that tells the other side of an error.
func CodeOf(err error) Code {
	switch {
	case err == nil:
		return CodeOK
	case errors.Is(err, ErrProof):
		return CodeProof
	case errors.Is(err, ErrVersion):
		return CodeVersion
	case errors.Is(err, ErrTooLarge):
		return CodeTooLarge
	case errors.Is(err, ErrMalformed):
		return CodeMalformed
	case errors.Is(err, ErrBase):
		return CodeBase
	}
	return CodeStorage
}

// Refuse gives the body of an answer that cannot be proven: no key is agreed, or the request's proof was wrong.
func Refuse(c Code) []byte { return []byte{version, byte(c)} }

// Refusal reads what Refuse wrote. Nothing proves it: it only tells a person why there was no answer.
func Refusal(data []byte) (Code, bool) {
	if len(data) != 2 || data[0] != version {
		return CodeOK, false
	}
	return Code(data[1]), true
}
