package coop

import (
	"slices"
	"strconv"
	"strings"
)

// BankColumns are columns of a bank's file that somebody chose by hand, from 0; -1 is none.
type BankColumns struct {
	Date, Text, In, Out, Amount, Side, Balance int

	Order string // of the dates: "dmy", "mdy" or "ymd"
}

// DateOrders are the orders in which the parts of a date can stand.
func DateOrders() []string { return []string{"dmy", "mdy", "ymd"} }

// NoBankColumns are columns of which nothing is chosen yet.
func NoBankColumns() BankColumns {
	c := BankColumns{Order: "dmy"}
	for _, at := range c.Places() {
		*at = -1
	}
	return c
}

// Places are the columns in the order in which they are asked for and written down.
func (c *BankColumns) Places() [7]*int {
	return [7]*int{&c.Date, &c.Text, &c.In, &c.Out, &c.Amount, &c.Side, &c.Balance}
}

// SettingBankColumns is the key of the setting that keeps the columns chosen last for the files of an account, as
// KeptAs writes them.
func SettingBankColumns(account string) string { return "bank.columns." + account }

// KeptAs writes columns down together with the heading that they were chosen under. It is empty where the heading is
// longer than a setting may be.
func (c BankColumns) KeptAs(heads []string) string {
	parts := []string{c.Order}
	for _, at := range c.Places() {
		parts = append(parts, strconv.Itoa(*at))
	}
	text := strings.Join(parts, ";") + ";" + headsText(heads)
	if !plain(text) {
		return ""
	}
	return text
}

// ReadBankColumns reads them again, where a file has the very same heading.
func ReadBankColumns(text string, heads []string) (c BankColumns, known bool) {
	parts := strings.SplitN(text, ";", len(c.Places())+2)
	if len(parts) != len(c.Places())+2 || len(heads) == 0 || parts[len(parts)-1] != headsText(heads) {
		return c, false
	}
	c.Order = parts[0]
	for i, at := range c.Places() {
		n, err := strconv.Atoi(parts[i+1])
		if err != nil || n < -1 || n >= len(heads) {
			return c, false
		}
		*at = n
	}
	return c, slices.Contains(DateOrders(), c.Order)
}

// headsText is a heading in one line: blanks and capitals make no difference.
func headsText(heads []string) string {
	clean := strings.NewReplacer("|", "/", ";", ",")
	var all []string
	for _, h := range heads {
		all = append(all, clean.Replace(strings.ToLower(strings.Join(strings.Fields(h), " "))))
	}
	return strings.Join(all, "|")
}
