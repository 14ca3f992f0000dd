package coop

import "strings"

// leastPIN is how many characters a PIN has at least.
const leastPIN = 4

// The keys of what can be wrong with a PIN.
const (
	problemPINShort = "login.short-pin"
	problemPINEasy  = "login.easy-pin"
	problemPINYear  = "login.year-pin"
)

// CheckPIN says why a PIN will not do: it is short, it is among the first that anybody tries (1234, 0000, 1212), or it
// may be a year of birth, which a whole village knows. Empty where it will do.
func CheckPIN(pin string) (Problem, bool) {
	all := []rune(pin)
	switch {
	case len(all) < leastPIN:
		return Problem{Key: problemPINShort}, false
	case evenSteps(all) || repeats(all):
		return Problem{Key: problemPINEasy}, false
	case len(all) == 4 && (strings.HasPrefix(pin, "19") || strings.HasPrefix(pin, "20")) && onlyDigits(all):
		return Problem{Key: problemPINYear}, false
	}
	return Problem{}, true
}

func onlyDigits(all []rune) bool {
	for _, r := range all {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// evenSteps: each character follows the one before by the same step of -1, 0 or 1; after 9 comes 0.
func evenSteps(all []rune) bool {
	step := all[1] - all[0]
	for i := 1; i < len(all); i++ {
		d := all[i] - all[i-1]
		if all[i] == '0' && all[i-1] == '9' {
			d = 1
		}
		if d != step || step < -1 || step > 1 {
			return false
		}
	}
	return true
}

// repeats: one or two characters again and again.
func repeats(all []rune) bool {
	for i := 2; i < len(all); i++ {
		if all[i] != all[i-2] {
			return false
		}
	}
	return true
}
