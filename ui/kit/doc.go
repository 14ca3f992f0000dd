// Package kit holds the widgets of our own: the look of a rice barn, lists of ten thousand rows, fields for money and
// dates, choosing by typing, forms that are filled with the Enter key.
//
// It must not know what a cooperative, an account or a member is, nor any language: words, figures and dates come as
// finished texts, and what parses or formats them is handed in.
//
// Sizes are said in ems: one em is the height of the letters that the person chose (Theme.Percent), so that a layout
// holds at 100 and at 200 percent. No widget blocks and none starts a goroutine.
package kit
