package main

import (
	"bufio"
	"strings"

	"github.com/spf13/cobra"

	"lumbung/store"
	"lumbung/store/coop"
)

func (p *program) membersCommand() *cobra.Command {
	return p.group(
		"members", "members",
		p.command(order{use: "list [TEXT]", key: "members.list", most: 1, run: p.listMembers}),
		p.command(order{use: "import FILE.csv", key: "members.import", least: 1, most: 1, run: p.importMembers}),
	)
}

// memberObject is a member in JSON, under the names of the import's columns.
type memberObject struct {
	ID      string `json:"id"`
	Number  string `json:"no"`
	Name    string `json:"nama"`
	NIK     string `json:"nik,omitempty"`
	Sex     string `json:"jk,omitempty"`
	Born    string `json:"tanggal_lahir,omitempty"`
	Hamlet  string `json:"desa,omitempty"`
	Phone   string `json:"telepon,omitempty"`
	Joined  string `json:"tanggal_masuk,omitempty"`
	Status  string `json:"status,omitempty"`
	Savings rupiah `json:"savings"`
	PaidTo  string `json:"paid_to,omitempty"`
}

func (p *program) listMembers(args []string) (answer, error) {
	book, err := p.open()
	if err != nil {
		return answer{}, err
	}
	members, err := book.Members(p.ctx, strings.Join(args, " "))
	if err != nil {
		return answer{}, err
	}
	objects := make([]memberObject, len(members))
	g := newGrid(left, left, left, left, right, left)
	title := func(key string) string { return p.say.text("ctl.col." + key) }
	g.head(title("no"), title("name"), title("hamlet"), title("joined"), title("savings"), title("paid-to"))
	for i, m := range members {
		o := memberObject{
			ID: m.MemberRow.Member.String(), Number: m.Number, Name: m.Name, NIK: m.Private.NIK, Sex: m.Sex,
			Born: m.Private.BirthDate, Hamlet: m.Hamlet, Phone: m.Private.Phone, Joined: m.Joined, Status: m.Status,
			Savings: rupiah(m.Savings),
		}
		if m.PaidTo != 0 {
			o.PaidTo = m.PaidTo.String()
		}
		objects[i] = o
		g.row(o.Number, o.Name, o.Hamlet, o.Joined, p.say.money(m.Savings), o.PaidTo)
	}
	return answer{
		object: map[string]any{"members": objects},
		people: func(w *bufio.Writer) error {
			g.write(w)
			w.WriteString(p.say.text("ctl.members.count", len(members)) + "\n")
			return nil
		},
	}, nil
}

var (
	memberColumns         = []string{"no", "nama"}
	memberColumnsOptional = []string{"nik", "jk", "tanggal_lahir", "desa", "telepon", "tanggal_masuk"}
)

// fileMember is one row of a member file.
type fileMember struct {
	row  sheetRow
	form coop.MemberInput
}

// readMembers reads a member file. A number may stand in it once.
func readMembers(path string) (*sheet, []fileMember, error) {
	s, err := readSheet(path, memberColumns, memberColumnsOptional)
	if err != nil {
		return nil, nil, err
	}
	var members []fileMember
	rows := map[string]int{}
	for _, row := range s.rows {
		form, err := memberForm(row)
		if err != nil {
			return nil, nil, err
		}
		if first, twice := rows[form.Number]; twice {
			return nil, nil, row.wrong("no", "ctl.want.number-once", first)
		}
		rows[form.Number] = row.n
		members = append(members, fileMember{row, form})
	}
	if len(members) == 0 {
		return nil, nil, refuse("ctl.sheet.no-rows", s.file)
	}
	return s, members, nil
}

func memberForm(row sheetRow) (coop.MemberInput, error) {
	var form coop.MemberInput
	var err error
	if form.Number, err = row.must("no"); err != nil {
		return form, err
	}
	if form.Name, err = row.must("nama"); err != nil {
		return form, err
	}
	if form.Sex = strings.ToUpper(row.text("jk")); form.Sex != "" && form.Sex != "L" && form.Sex != "P" {
		return form, row.wrong("jk", "ctl.want.sex")
	}
	for column, field := range map[string]*string{
		"tanggal_lahir": &form.BirthDate, "tanggal_masuk": &form.Joined,
	} {
		if row.text(column) == "" {
			continue
		}
		day, err := row.date(column)
		if err != nil {
			return form, err
		}
		*field = day.String()
	}
	form.NIK, form.Phone, form.Hamlet = row.text("nik"), row.text("telepon"), row.text("desa")
	return form, nil
}

// importMembers takes in a member file. Members whose number is known with the same name are already there; a known
// number with another name is refused. The members of a file are recorded all or none.
func (p *program) importMembers(args []string) (answer, error) {
	s, members, err := readMembers(args[0])
	if err != nil {
		return answer{}, err
	}
	book, who, err := p.seated(coop.RoleTreasurer, coop.RoleSecretary)
	if err != nil {
		return answer{}, err
	}
	held, err := p.membersByNumber(book)
	if err != nil {
		return answer{}, err
	}
	var fresh []coop.MemberInput
	var rows []sheetRow
	for _, m := range members {
		was, known := held[m.form.Number]
		switch {
		case !known:
			fresh, rows = append(fresh, m.form), append(rows, m.row)
		case !strings.EqualFold(was.Name, m.form.Name):
			return answer{}, m.row.wrong("nama", "ctl.want.member-same", m.form.Number, was.Name)
		}
	}
	if _, err := book.ImportWith(p.ctx, who, fresh, nil); err != nil {
		return answer{}, refusedRow(err, func(n int) sheetRow { return rows[n] }, "nama")
	}
	already := len(members) - len(fresh)
	warnings, err := p.nikWarnings(book, members)
	if err != nil {
		return answer{}, err
	}
	said := []string{p.say.text("ctl.members.imported", s.file, len(members), len(fresh), already)}
	for _, x := range warnings {
		said = append(said, p.say.text("ctl.members.nik", x.Row, x.Text))
	}
	if len(warnings) > 0 {
		said = append(said, p.say.text("ctl.members.nik-kept"))
	}
	return answer{
		object: map[string]any{
			"file": s.file, "read": len(members), "recorded": len(fresh), "already": already, "warnings": warnings,
		},
		people: lines(said...),
	}, nil
}

// warningObject is something odd in a row that was taken all the same.
type warningObject struct {
	Row   int    `json:"row"`
	Field string `json:"field"`
	Text  string `json:"text"`
}

// nikWarnings says what is odd about the NIKs of a file: a warning with the reason, never a wall (domain §5).
func (p *program) nikWarnings(book *store.Book, members []fileMember) ([]warningObject, error) {
	info, err := book.Info(p.ctx)
	if err != nil {
		return nil, err
	}
	warnings := []warningObject{}
	for _, m := range members {
		if m.form.NIK == "" {
			continue
		}
		birth, _ := parseDate(m.form.BirthDate)
		_, problems := coop.CheckNIK(m.form.NIK, m.form.Sex, birth, info.Cooperative.Village, p.today())
		for _, x := range problems {
			warnings = append(warnings, warningObject{m.row.n, "nik", p.say.text(x.Key, x.Args...)})
		}
	}
	return warnings, nil
}

func (p *program) membersByNumber(book *store.Book) (map[string]coop.MemberView, error) {
	members, err := book.Members(p.ctx, "")
	if err != nil {
		return nil, err
	}
	byNumber := map[string]coop.MemberView{}
	for _, m := range members {
		byNumber[m.Number] = m
	}
	return byNumber, nil
}

// memberByNumber finds the member whom a flag names.
func (p *program) memberByNumber(book *store.Book, number string) (coop.MemberView, error) {
	members, err := p.membersByNumber(book)
	if err != nil {
		return coop.MemberView{}, err
	}
	m, known := members[number]
	if !known {
		return m, refuse("ctl.member.unknown", number)
	}
	return m, nil
}
