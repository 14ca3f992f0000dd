package takeover

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
)

// Limits of a workbook. They are far above any treasurer's book and keep a hostile file from filling memory.
const (
	maxFile     = 20 << 20 // bytes of the file
	maxUnpacked = 24 << 20 // bytes of all parts that are read, unpacked
	maxSheets   = 200
	maxRows     = 30_000 // rows that hold anything, in all sheets
	maxCells    = 250_000
	maxColumns  = 256 // cells further right are not part of any cash book
	maxRowN     = 1 << 20
	maxText     = 4096 // bytes of one cell
)

// The file is unpacked here and not by excelize because three things matter that its interface does not give at a
// bounded cost: the type of every cell (a number 1.5 is not the text "1.500"), the number's own digits without passing
// through a float, and limits on rows, columns and bytes that hold before memory is taken. The tests compare both.

type cellType byte

const (
	number  cellType = 'n'
	text    cellType = 's'
	isoDate cellType = 'd'
	boolean cellType = 'b'
	failed  cellType = 'e' // #REF! and its like
	unsaved cellType = 'f' // a formula whose result was never saved
)

type cell struct {
	col  int // from 0
	typ  cellType
	text string
}

type rawRow struct {
	n     int
	cells []cell // ascending by column, none empty
}

type rawSheet struct {
	name   string
	hidden bool
	rows   []rawRow
}

type rawBook struct {
	sheets   []rawSheet
	date1904 bool
}

// opener holds what is left of the limits while a file is read.
type opener struct {
	files  map[string]*zip.File
	budget int64
	rows   int
	cells  int
	shared []string
	name   string // the file's, for complaints
	place  string // the sheet being read
	row    int    // read last
}

// tooLarge complains that a limit was passed, where reading stood.
func (o *opener) tooLarge() error { return o.problem("error.too-large") }

// damaged complains about what no spreadsheet program writes.
func (o *opener) damaged() error { return o.problem("error.damaged") }

// problem names the file and, once a sheet is being read, the sheet and row.
func (o *opener) problem(key string) Problem {
	if o.place == "" {
		return problem(key, o.name)
	}
	return problem(key+"-at", o.name, o.place, o.row)
}

// openXLSX reads the cells of every sheet. Its errors are Problems.
func openXLSX(name string, data []byte) (*rawBook, error) {
	o := &opener{files: map[string]*zip.File{}, budget: maxUnpacked, name: name}
	if len(data) > maxFile {
		return nil, o.tooLarge()
	}
	if bytes.HasPrefix(data, []byte{0xD0, 0xCF, 0x11, 0xE0}) { // an OLE container: .xls, or .xlsx with a password
		return nil, o.problem("error.old-or-locked")
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, o.problem("error.not-xlsx")
	}
	for _, f := range archive.File {
		o.files[partName(f.Name)] = f
	}
	book, err := o.open()
	if p := (Problem{}); errors.As(err, &p) {
		return nil, p
	} else if err != nil {
		return nil, o.damaged()
	}
	return book, nil
}

func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/"))
}

type xmlWorkbook struct {
	Props struct {
		Date1904 string `xml:"date1904,attr"`
	} `xml:"workbookPr"`
	Sheets []struct {
		Name  string     `xml:"name,attr"`
		State string     `xml:"state,attr"`
		Attrs []xml.Attr `xml:",any,attr"`
	} `xml:"sheets>sheet"`
}

type xmlRels struct {
	Rels []struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
	} `xml:"Relationship"`
}

func (o *opener) open() (*rawBook, error) {
	main := o.mainPart()
	var wb xmlWorkbook
	if err := o.decode(main, &wb); err != nil {
		return nil, o.problem("error.not-xlsx")
	}
	if len(wb.Sheets) > maxSheets {
		return nil, o.tooLarge()
	}
	targets, err := o.relations(main)
	if err != nil {
		return nil, err
	}
	if err := o.sharedStrings(targets["#sharedStrings"]); err != nil {
		return nil, err
	}
	book := &rawBook{date1904: wb.Props.Date1904 == "1" || strings.EqualFold(wb.Props.Date1904, "true")}
	for _, s := range wb.Sheets {
		sheet := rawSheet{name: strings.TrimSpace(s.Name), hidden: s.State != "" && s.State != "visible"}
		for _, a := range s.Attrs {
			if target := targets[a.Value]; a.Name.Local == "id" && target != "" {
				o.place, o.row = sheet.name, 0
				if sheet.rows, err = o.sheet(target); err != nil {
					return nil, err
				}
			}
		}
		book.sheets = append(book.sheets, sheet)
	}
	return book, nil
}

// mainPart finds the workbook's part; nearly every program calls it xl/workbook.xml.
func (o *opener) mainPart() string {
	var rels xmlRels
	if err := o.decode("_rels/.rels", &rels); err == nil {
		for _, r := range rels.Rels {
			if strings.HasSuffix(r.Type, "/officeDocument") {
				return partName(r.Target)
			}
		}
	}
	return "xl/workbook.xml"
}

// relations maps relation ids to parts; "#sharedStrings" is the part of the shared texts.
func (o *opener) relations(main string) (map[string]string, error) {
	dir, base := path.Split(main)
	var rels xmlRels
	if err := o.decode(dir+"_rels/"+base+".rels", &rels); err != nil {
		return nil, err
	}
	targets := map[string]string{}
	for _, r := range rels.Rels {
		target := r.Target
		if !strings.HasPrefix(target, "/") {
			target = dir + target
		}
		targets[r.ID] = partName(target)
		if strings.HasSuffix(r.Type, "/sharedStrings") {
			targets["#sharedStrings"] = partName(target)
		}
	}
	return targets, nil
}

// part opens a part; the reader fails when the budget of unpacked bytes is used up.
func (o *opener) part(name string) (io.ReadCloser, error) {
	f := o.files[name]
	if f == nil {
		return nil, errors.New("no part " + strconv.Quote(name))
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{budgetReader{r, o}, r}, nil
}

type budgetReader struct {
	r io.Reader
	o *opener
}

func (b budgetReader) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.o.budget -= int64(n); b.o.budget < 0 {
		return 0, b.o.tooLarge()
	}
	return n, err
}

func (o *opener) decode(name string, into any) error {
	r, err := o.part(name)
	if err != nil {
		return err
	}
	defer r.Close()
	return xml.NewDecoder(r).Decode(into)
}
