package main

import (
	"lumbung/assets"
	"lumbung/store/coop"
	"lumbung/store/takeover"
	"lumbung/ui"
)

// banks reads the statements that the bank page chose.
type banks struct{}

var _ ui.BankReader = banks{}

// Read understands a bank's file. Columns chosen by hand are those below the heading that is shown.
func (banks) Read(name, sheet string, data []byte, chosen *coop.BankColumns) (ui.BankRead, error) {
	layouts, err := takeover.LoadBankLayouts(assets.BankLayouts())
	if err != nil {
		return ui.BankRead{}, err
	}
	table, err := takeover.OpenBank(name, sheet, data)
	if err != nil {
		return ui.BankRead{}, sentence(err)
	}
	head, heads := table.Heads()
	columns, known := layouts.Find(table)
	if known {
		head, heads = columns.Head, table.Rows[columns.Head]
	}
	read := ui.BankRead{Heads: heads, Sheet: table.Sheet, Sheets: table.Sheets}
	if chosen != nil {
		columns = takeover.BankColumns{
			Head: head, Order: chosen.Order, Date: chosen.Date, Text: []int{chosen.Text},
			In: chosen.In, Out: chosen.Out, Amount: chosen.Amount, Side: chosen.Side, Balance: chosen.Balance,
		}
	} else if !known {
		read.Unknown = true
		return read, nil
	}
	file, err := takeover.ReadBank(table, columns)
	if err != nil {
		return read, sentence(err)
	}
	read.Bank, read.Statement, read.Balances = file.Bank, file.Statement(""), file.Balances
	for _, p := range file.Problems {
		read.Problems = append(read.Problems, say(p))
	}
	return read, nil
}

// EntryOf gives the entry of what stands in the bank only.
func (banks) EntryOf(account string, m coop.BankMove) (coop.Entry, bool) {
	layouts, err := takeover.LoadBankLayouts(assets.BankLayouts())
	if err != nil {
		return coop.Entry{}, false
	}
	return layouts.EntryOf(account, m)
}
