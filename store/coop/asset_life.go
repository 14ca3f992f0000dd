package coop

import (
	"regexp"
	"strconv"
	"strings"
)

// ProblemAssetLifeText is a life that cannot be read; {0} is the text.
const ProblemAssetLifeText = "asset.life-text"

var lifeText = regexp.MustCompile(`^([0-9]{1,3}) ?(bulan|bln|b|months?|m|tahun|thn|th|t|years?|y)?$`)

// ParseLife reads how long something lasts, in months: "48", "48 bulan", "4 tahun", "4 years". The error is a Problem.
func ParseLife(text string) (int64, error) {
	m := lifeText.FindStringSubmatch(strings.ToLower(strings.Join(strings.Fields(text), " ")))
	if m == nil {
		return 0, Problem{Key: ProblemAssetLifeText, Args: []any{text}}
	}
	n, err := strconv.ParseInt(m[1], 10, 64)
	if err == nil && m[2] != "" && strings.ContainsAny(m[2][:1], "ty") {
		n *= 12
	}
	if err != nil || n < 1 || n > maxAssetMonths {
		return 0, Problem{Key: ProblemAssetMonths, Args: []any{n}}
	}
	return n, nil
}
