// Package wire says what travels between a device and a server, byte by byte: the messages of one exchange and of an
// enrolment, packed changes, and the file that goes by stick or chat. It is pure: what it needs is handed in. It must
// not know who stores, sends or shows; it does no I/O, has no clock, and draws no chance but what age draws for a file.
//
// # One exchange is one request
//
// The asker says what it holds (per log the last seq and eight bytes of its hash), its next changes, and how much it
// wants back at most. The answer says what the other side holds now and brings changes that the asker lacks. Nothing
// is remembered between two exchanges but what was stored: any part may be lost at any byte, the next exchange goes on
// from what both sides hold, and the same bytes twice change nothing. "I hold it" in a proven answer is the receipt.
//
//	POST /exchange   Request.Encode  → Response.Encode     proven both ways under the key agreed at enrolment
//	POST /picture    PictureRequest  → PictureResponse     likewise, when no changes wait (picture.go)
//	POST /enrol      Enrol.Encode    → Enrolled.Encode     proven both ways under the activation code
//
// A message ends with a MAC over all of it (key.go); an answer's MAC also covers the request's, so it belongs to that
// request alone. A device that the server has not met sends its X25519 key in clear; the server checks after intake
// that the log's introduction names that key, and until then sends nothing down. Where no key is agreed or the MAC is
// wrong, the HTTP status is not 200 and the body is Refuse's few bytes: information, not proof.
//
// # Sizes
//
// A message is at most MaxMessage long and what its packs say they unpack to is at most MaxUnpacked together; Unpack
// stops at what a pack says. A pack longer than PartBytes goes in byte ranges (Part) that the receiver keeps under the
// pack's SHA-256 and joins: on a 2G line a large change or a run that cannot be cut loses at most one range.
//
// # Packs
//
// A pack (pack.go) is one signed run in columns, compressed against changes that the receiver said it holds. Unpacking
// gives the canonical bytes back exactly; what the columns cannot say exactly travels as it is.
package wire
