package coop

import (
	"fmt"
	"strings"
)

// ownFirst is where own accounts begin under a heading: the standard chart leaves the nineties of each free enough
// that a later chart of the ministry is unlikely to take them.
const ownFirst = 901

// OwnAccountCode proposes the code of an own account under a heading of two digits: the first free from 901 on, with
// the letters of the device behind it unless it is the first one, so that two laptops never give out one code. It is
// empty where the heading is none or full.
func OwnAccountCode(heading string, accounts []AccountRow, deviceLetters string) string {
	if len(heading) != 2 || strings.Trim(heading, "0123456789") != "" {
		return ""
	}
	if deviceLetters == "A" {
		deviceLetters = ""
	}
	taken := map[string]bool{}
	for _, a := range accounts {
		taken[a.Code] = true
	}
	for n := ownFirst; n <= 999; n++ {
		if code := fmt.Sprintf("%s%d%s", heading, n, deviceLetters); !taken[code] {
			return code
		}
	}
	return ""
}

// TypeUnder is the type of most accounts under a heading, and whether they usually stand on the credit side; 0 where
// there are none. An own account takes it over: its statement is that of its neighbours.
func TypeUnder(heading string, accounts []AccountRow) (kind AccountType, credit bool) {
	counts := map[AccountType]int{}
	for _, a := range accounts {
		if a.Heading || len(a.Code) < 3 || !strings.HasPrefix(a.Code, heading) {
			continue
		}
		counts[a.Type]++
		if n := counts[a.Type]; n > counts[kind] || n == counts[kind] && a.Type < kind {
			kind = a.Type
		}
	}
	return kind, kind != 0 && kind.NormalCredit()
}
