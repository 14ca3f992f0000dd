package coop

import "testing"

func TestCheckPIN(t *testing.T) {
	for pin, want := range map[string]string{
		"": problemPINShort, "739": problemPINShort, "1234": problemPINEasy, "4321": problemPINEasy,
		"0000": problemPINEasy, "7890": problemPINEasy, "1212": problemPINEasy, "111111": problemPINEasy,
		"1971": problemPINYear, "2026": problemPINYear, "abcd": problemPINEasy,
		"7391": "", "2468": "", "1357": "", "19711": "", "1800": "", "rembulan": "", "padi": "",
	} {
		problem, ok := CheckPIN(pin)
		if problem.Key != want || ok != (want == "") {
			t.Errorf("%q: %q, want %q", pin, problem.Key, want)
		}
	}
}
