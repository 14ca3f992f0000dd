// Package picture makes a photo or a scan small enough to be evidence that travels: decoded within bounds, turned as
// the camera held it, averaged down, written again as JPEG. What the camera wrote beside the picture, such as the place
// where it was taken, is left behind.
//
// It is pure: bytes in, bytes out. It must not know books, boxes, files, screens or lines.
package picture
