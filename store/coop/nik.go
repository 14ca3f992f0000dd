package coop

import (
	"strconv"
	"strings"
)

// The keys of what can be strange about a population number (NIK, domain §5.3). {0} is the NIK or the part of it.
// None of them is a wall: a NIK is never changed, also where its birth date or area is wrong, so the card decides.
const (
	ProblemNIKDigits   = "nik.digits"   // not 16 digits: {0} has {1}
	ProblemNIKProvince = "nik.province" // the first two digits {0} are no province
	ProblemNIKRegency  = "nik.regency"  // digits 3 and 4 are neither 01–69 (regency) nor 71–99 (city)
	ProblemNIKDistrict = "nik.district" // digits 5 and 6 are 00
	ProblemNIKDay      = "nik.day"      // digits 7 and 8 are neither 01–31 (man) nor 41–71 (woman)
	ProblemNIKMonth    = "nik.month"    // digits 9 and 10 are no month
	ProblemNIKDate     = "nik.date"     // no such day: {0} is its day, {1} its month, {2} its year in two digits
	ProblemNIKSerial   = "nik.serial"   // the last four digits are 0000
	ProblemNIKSex      = "nik.sex"      // the form says {0}, the NIK {1} (L or P)
	ProblemNIKBirth    = "nik.birth"    // the form says born {0}, the NIK {1} (Date)
	ProblemNIKAge      = "nik.age"      // born {0} (Date): younger than 17
	ProblemNIKArea     = "nik.area"     // issued in {0}, the village lies in {1}: people move, so it is only said
)

// NIK is what a population number says: PP KK CC DDMMYY NNNN; a woman's day stands with 40 added.
type NIK struct {
	Number   string // 16 digits, without the spaces and dots that were typed
	Province string // 2 digits
	Regency  string // 4 digits, those of the province before it
	District string // 6 digits
	Birth    Date   // 0 where the number holds no day of the calendar
	Sex      string // L or P; empty where the day says neither
	Serial   string // 4 digits
}

// provinces are the first two digits in use (domain §5.3).
var provinces = func() map[string]bool {
	known := map[string]bool{}
	for _, span := range [][2]string{
		{"11", "21"}, {"31", "36"}, {"51", "53"}, {"61", "65"}, {"71", "76"}, {"81", "82"}, {"91", "97"},
	} {
		for n := number(span[0]); n <= number(span[1]); n++ {
			known[string([]byte{byte('0' + n/10), byte('0' + n%10)})] = true
		}
	}
	return known
}()

// CleanNIK strips the spaces, dots and dashes that people put between the digits.
func CleanNIK(text string) string {
	return strings.NewReplacer(" ", "", ".", "", "-", "", "\u00a0", "").Replace(text)
}

// ParseNIK reads a population number as it stands on today. Problems are warnings that name the reason; with them
// the parts that could be read are there all the same. An empty text is no NIK and no problem.
func ParseNIK(text string, today Date) (NIK, []Problem) {
	n := NIK{Number: CleanNIK(text)}
	if n.Number == "" {
		return n, nil
	}
	if len(n.Number) != 16 || !allDigits(n.Number) {
		return n, []Problem{{Key: ProblemNIKDigits, Args: []any{shorten(text), len([]rune(n.Number))}}}
	}
	var problems []Problem
	warn := func(wrong bool, key string, args ...any) {
		if wrong {
			problems = append(problems, Problem{Key: key, Args: args})
		}
	}
	n.Province, n.Regency, n.District, n.Serial = n.Number[:2], n.Number[:4], n.Number[:6], n.Number[12:]
	warn(!provinces[n.Province], ProblemNIKProvince, n.Province)
	regency := number(n.Number[2:4])
	warn(regency == 0 || regency == 70, ProblemNIKRegency, n.Number[2:4])
	warn(n.Number[4:6] == "00", ProblemNIKDistrict, n.Number[4:6])
	warn(n.Serial == "0000", ProblemNIKSerial, n.Serial)
	day, month, year := number(n.Number[6:8]), number(n.Number[8:10]), number(n.Number[10:12])
	switch {
	case day >= 1 && day <= 31:
		n.Sex = "L"
	case day >= 41 && day <= 71:
		n.Sex, day = "P", day-40
	default:
		warn(true, ProblemNIKDay, n.Number[6:8])
	}
	warn(month < 1 || month > 12, ProblemNIKMonth, n.Number[8:10])
	if n.Sex != "" && month >= 1 && month <= 12 {
		n.Birth = birthOf(day, month, year, today)
		warn(n.Birth == 0, ProblemNIKDate, day, month, n.Number[10:12])
	}
	return n, problems
}

// minAge is how old a holder of an identity card is.
const minAge = 17

// birthOf finds the century: the later one unless it would make the holder younger than 17 (domain §5.3). It gives 0
// where neither century has the day.
func birthOf(day, month, year int, today Date) Date {
	late := Date((2000+year)*10000 + month*100 + day)
	early := Date((1900+year)*10000 + month*100 + day)
	switch {
	case late.Valid() && late+minAge*10000 <= today:
		return late
	case early.Valid():
		return early
	case late.Valid() && late <= today:
		return late
	}
	return 0
}

// CheckNIK reads a NIK and compares it with the rest of a member's form: sex is L, P or empty, birth 0 where it is not
// known, village the area code of the cooperative or empty. The birth date of the form decides the century.
func CheckNIK(text, sex string, birth Date, village string, today Date) (NIK, []Problem) {
	n, problems := ParseNIK(text, today)
	if len(n.Serial) == 0 {
		return n, problems
	}
	if birth.Valid() && n.Birth != 0 && birth%1000000 == n.Birth%1000000 {
		n.Birth = birth
	}
	if sex != "" && n.Sex != "" && sex != n.Sex {
		problems = append(problems, Problem{Key: ProblemNIKSex, Args: []any{sex, n.Sex}})
	}
	born := n.Birth
	if birth.Valid() {
		if n.Birth != 0 && birth != n.Birth {
			problems = append(problems, Problem{Key: ProblemNIKBirth, Args: []any{birth, n.Birth}})
		}
		born = birth
	}
	if born != 0 && born+minAge*10000 > today {
		problems = append(problems, Problem{Key: ProblemNIKAge, Args: []any{born}})
	}
	if len(village) >= 6 && n.District != village[:6] {
		problems = append(problems, Problem{Key: ProblemNIKArea, Args: []any{n.District, village[:6]}})
	}
	return n, problems
}

// ShownNIK hides the serial and the birth day for lists that need not show them: 611203······0003 keeps area and
// serial, so that two members can still be told apart.
func ShownNIK(number string) string {
	if len(number) != 16 {
		return number
	}
	return number[:6] + "······" + number[12:]
}

// MemberNumbers gives out members' numbers: the greatest one so far of this device, plus one. Numbers made on the first
// device (letters "A") are plain, "0043"; those made elsewhere carry the device's letters, "AB-0007", so that two
// devices apart never give one number twice (design §5). Width is that of the longest number so far: "7" is
// followed by "8", and "0042" by "0043".
type MemberNumbers struct {
	prefix          string
	greatest, width int
}

// NumbersOf begins with no number taken, on the device with these letters.
func NumbersOf(letters string) *MemberNumbers {
	if letters == "A" {
		return &MemberNumbers{}
	}
	return &MemberNumbers{prefix: letters + "-"}
}

// See takes note of a number that a member has; numbers of other devices and other forms are nothing to it.
func (m *MemberNumbers) See(taken string) {
	digits, mine := strings.CutPrefix(taken, m.prefix)
	if mine && allDigits(digits) && len(digits) <= 9 {
		m.greatest, m.width = max(m.greatest, number(digits)), max(m.width, len(digits))
	}
}

// Next gives the next number, and takes it.
func (m *MemberNumbers) Next() string {
	m.greatest++
	digits := strconv.Itoa(m.greatest)
	return m.prefix + strings.Repeat("0", max(0, m.width-len(digits))) + digits
}
