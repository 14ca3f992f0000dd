package coop

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// said lists problems as "key args", for tables.
func said(problems []Problem) string {
	var out []string
	for _, p := range problems {
		out = append(out, strings.TrimSpace(fmt.Sprintln(append([]any{p.Key}, p.Args...)...)))
	}
	return strings.Join(out, "; ")
}

// TestParseNIK has the table of domain §5.3 and one number for every reason.
func TestParseNIK(t *testing.T) {
	for _, c := range []struct{ text, want, problems string }{
		{"6112034507900003", "61 6112 611203 1990-07-05 P 0003", ""},
		{"61 12.03 450790-0003", "61 6112 611203 1990-07-05 P 0003", ""},
		{"6112031503850001", "61 6112 611203 1985-03-15 L 0001", ""},
		{"6112037112880004", "61 6112 611203 1988-12-31 P 0004", ""},
		{"3602041211870001", "36 3602 360204 1987-11-12 L 0001", ""},
		{"6112031503080001", "61 6112 611203 2008-03-15 L 0001", ""}, // turned 17 this year
		{"6112031503100001", "61 6112 611203 1910-03-15 L 0001", ""}, // too young for a card: a century older
		{"6112032902000001", "61 6112 611203 2000-02-29 L 0001", ""},
		{"6112033002950002", "61 6112 611203 0000-00-00 L 0002", "nik.date 30 2 95"},
		{"6112037212880004", "61 6112 611203 0000-00-00  0004", "nik.day 72"},
		{"6112031503850000", "61 6112 611203 1985-03-15 L 0000", "nik.serial 0000"},
		{"611203150385000", "   0000-00-00  ", "nik.digits 611203150385000 15"},
		{"61120315038500A1", "   0000-00-00  ", "nik.digits 61120315038500A1 16"},
		{"6612031503850001", "66 6612 661203 1985-03-15 L 0001", "nik.province 66"},
		{"6170031503850001", "61 6170 617003 1985-03-15 L 0001", "nik.regency 70"},
		{"6112001503850001", "61 6112 611200 1985-03-15 L 0001", "nik.district 00"},
		{"6112031513850001", "61 6112 611203 0000-00-00 L 0001", "nik.month 13"},
		{
			"0000000000000000", "00 0000 000000 0000-00-00  0000",
			"nik.province 00; nik.regency 00; nik.district 00; nik.serial 0000; nik.day 00; nik.month 00",
		},
		{"", "   0000-00-00  ", ""},
	} {
		n, problems := ParseNIK(c.text, testToday)
		got := fmt.Sprint(n.Province, " ", n.Regency, " ", n.District, " ", n.Birth, " ", n.Sex, " ", n.Serial)
		if got != c.want || said(problems) != c.problems {
			t.Errorf("%q: %s (%s), want %s (%s)", c.text, got, said(problems), c.want, c.problems)
		}
	}
}

func TestCheckNIK(t *testing.T) {
	const nik = "6112034507900003"
	for _, c := range []struct {
		text, sex string
		birth     Date
		village   string
		want      string
	}{
		{nik, "P", 19900705, "6112032001", ""},
		{nik, "", 0, "", ""},
		{nik, "L", 19900705, "", "nik.sex L P"},
		{nik, "P", 19900706, "", "nik.birth 1990-07-06 1990-07-05"},
		{nik, "P", 19900705, "6171012001", "nik.area 611203 617101"},
		{"6112031503150001", "L", 20150315, "", "nik.age 2015-03-15"}, // the form's date decides the century
		{"6112031503150001", "L", 0, "", ""},
		{"123", "L", 19900705, "6112032001", "nik.digits 123 3"},
	} {
		if _, problems := CheckNIK(c.text, c.sex, c.birth, c.village, testToday); said(problems) != c.want {
			t.Errorf("%s %s %v %s: %s, want %s", c.text, c.sex, c.birth, c.village, said(problems), c.want)
		}
	}
}

// TestParseNIK_Law makes numbers by the rule and finds in them what was put in; and no text at all makes it fall.
func TestParseNIK_Law(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		birth := Date(19500101).AddDays(rapid.IntRange(0, 21000).Draw(t, "day")) // up to mid 2007: all hold a card
		day, sex := int(birth%100), "L"
		if rapid.Bool().Draw(t, "woman") {
			day, sex = day+40, "P"
		}
		area := fmt.Sprintf("61%02d%02d", rapid.IntRange(1, 69).Draw(t, "regency"), rapid.IntRange(1, 99).Draw(t, "d"))
		serial := fmt.Sprintf("%04d", rapid.IntRange(1, 9999).Draw(t, "serial"))
		text := fmt.Sprintf("%s%02d%02d%02d%s", area, day, birth/100%100, birth/10000%100, serial)
		n, problems := CheckNIK(text, sex, birth, area+"2001", testToday)
		if n.Birth != birth || n.Sex != sex || n.District != area || n.Serial != serial || len(problems) > 0 {
			t.Fatalf("%s: %+v %s", text, n, said(problems))
		}
		other := map[string]string{"L": "P", "P": "L"}[sex]
		if _, problems := CheckNIK(text, other, birth, "", testToday); said(problems) != "nik.sex "+other+" "+sex {
			t.Fatalf("%s with the other sex: %s", text, said(problems))
		}
		CheckNIK(rapid.String().Draw(t, "anything"), "L", Date(rapid.Int32().Draw(t, "birth")), "61", testToday)
	})
}

func TestShownNIK(t *testing.T) {
	if got := ShownNIK("6112034507900003"); got != "611203······0003" || ShownNIK("12") != "12" {
		t.Error(got)
	}
}

func TestMemberNumbers(t *testing.T) {
	for _, c := range []struct {
		taken   []string
		letters string
		want    string
	}{
		{nil, "A", "1"},
		{[]string{"0001", "0043", "AB-0099", "M-7"}, "A", "0044"},
		{[]string{"0001", "0043", "AB-0006"}, "AB", "AB-0007"},
		{[]string{"AB-0006"}, "AC", "AC-1"},
		{[]string{"00009"}, "A", "00010"},
		{[]string{"9999"}, "A", "10000"},
		{[]string{"7", "12"}, "A", "13"},
		{[]string{"99999999999999999999"}, "A", "1"},
	} {
		numbers := NumbersOf(c.letters)
		for _, taken := range c.taken {
			numbers.See(taken)
		}
		if got := numbers.Next(); got != c.want {
			t.Errorf("after %v on %s: %s, want %s", c.taken, c.letters, got, c.want)
		}
	}
}
