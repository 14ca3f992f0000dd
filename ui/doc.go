// Package ui holds the pages of the desktop program, one file a page, and the shell that carries them.
//
// It must not know SQL, the network, files or how a book is kept: every page declares in its own file the small
// interface of what it needs of the book, and the wiring in cmd/lumbung hands in the real one. It never imports
// fyne/app, so that its tests need no display. It holds no rule about cooperatives: those are in store/coop.
//
// # How a page is made
//
// Take members.go and member_form.go as the pattern. A page is
//
//  1. an interface `xBook` with just the methods it calls, embedded in Book (book.go);
//  2. a struct `xPage` with the shell, that book, and the widgets it needs later;
//  3. `load(ctx) (xData, error)`: all reading, away from the window, no widget touched;
//  4. `show(xData) fyne.CanvasObject`: all widgets, in the window, nobody asked anything;
//  5. `newX(s *Shell, arg string) page`, which ends in `return bind(title, p)`;
//  6. a Page constant and a case in pageOf or, from the page's own init, a line in morePages (router.go); in placeOf
//     if it belongs to an entry of the side bar; a command (command_list.go) if one can go there directly;
//  7. its texts in assets/translations/ui.x.id.json and ui.x.en.json, keys `ui.x.…`, in both languages,
//     and what explains it in help.….json: help.page.x, and help.field.<key of the label> for each field;
//  8. a scene, added to moreScenes in the init of the page's own test file: the page is then drawn in both languages,
//     at 200 % and in the dark, and measured for texts that overlap or are cut off (picture_test.go, layout_test.go;
//     LUMBUNG_SCENES=pattern chooses some); and what it reads of the village, in a file village_x_test.go.
//
// What a page can do beyond that it says by methods that the frame and the commands look for (page.go): start,
// heading, actions, record, search, step, busy, bare.
//
// Recording goes through Shell.Do: work away from the window, then what follows in it. A callback of a button is a
// method named onX. Layout is by kit.Page, kit.Fill, kit.Stack, kit.Flow and kit.Tiles in ems, never by pixels, so
// that 200 % text holds; lists are kit.Ledger (long) or kit.Short (a few rows in a page); forms are kit.Form. Texts
// that may be long are kit.Words, which wrap; a kit.Line is cut where LeastEms allows it; figures are never cut.
package ui
