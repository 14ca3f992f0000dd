package ui

import (
	"strings"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// payFields ask who is paid for a thing, and who is owed the rest; those that are not asked are nil.
type payFields struct {
	cash, owed, supplier *kit.Choice
	paid                 *kit.MoneyEntry
}

// adding adds a question to a form under the key of what can be wrong with it.
type adding func(key, label string, input kit.Input) *kit.Field

// askCash asks for a till or bank only.
func (f *payFields) askCash(s *Shell, d assetData, label string, now coop.Payment, add adding) {
	accounts := choices{accounts: d.accounts}
	f.cash = s.chooser(accounts.accountOptions(s.Text, coop.IsMoney), orElse(now.Cash, coop.MoneyDefault))
	add("cash", label, f.cash)
}

// ask asks what is paid now, and to whom the rest is owed: one of the registered parties, or any name.
func (f *payFields) ask(s *Shell, d assetData, now coop.Payment, amount coop.Money, add adding) {
	t, accounts := s.Text, choices{accounts: d.accounts}
	f.askCash(s, d, "ui.asset.cash", now, add)
	paid := now.Paid
	if paid == amount {
		paid = 0
	}
	f.paid = s.moneyOf(paid)
	add("paid", "ui.asset.paid", f.paid).SetHint(t.T("ui.asset.paid-hint"))
	f.owed = s.chooser(accounts.accountOptions(t, coop.OwedForThings), now.Owed)
	f.supplier = s.partyChooser(d.parties, now.Supplier)
	add("owed", "ui.asset.owed", f.owed).SetHint(t.T("ui.asset.owed-hint"))
	add("supplier", "ui.asset.supplier", f.supplier).SetHint(t.T("ui.asset.supplier-hint"))
}

// read gives what is said; nothing about a part paid is all paid.
func (f *payFields) read(amount coop.Money) coop.Payment {
	pay := coop.Payment{Paid: amount}
	if f.cash != nil {
		pay.Cash = f.cash.Chosen().Key
	}
	if f.paid != nil && strings.TrimSpace(f.paid.Text) != "" {
		paid, _ := f.paid.Amount() // the field itself says what is wrong with it
		pay.Paid = coop.Money(paid)
	}
	if f.owed != nil {
		pay.Owed = f.owed.Chosen().Key
		pay.Supplier = orElse(f.supplier.Chosen().Key, strings.TrimSpace(f.supplier.Text))
	}
	return pay
}

// moneyOf is a field for an amount; empty where it is none.
func (s *Shell) moneyOf(amount coop.Money) *kit.MoneyEntry {
	m := kit.NewMoneyEntry(s.parseMoney, writeMoney)
	if amount != 0 {
		m.SetAmount(int64(amount))
	}
	return m
}
