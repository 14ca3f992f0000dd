package main

import (
	"encoding/json"
	"fmt"

	"lumbung/store/coop"
)

// What the program answered in JSON, read again: for tests and for the demo, which uses it as a person would.

// number reads a whole number of an answer.
func number(object map[string]any, key string) int {
	n, _ := object[key].(json.Number)
	i, _ := n.Int64()
	return int(i)
}

func text(object map[string]any, key string) string {
	s, _ := object[key].(string)
	return s
}

// balancesOf reads the balance of every account that has one, debit positive, from a trial balance in JSON.
func balancesOf(report map[string]any) (map[string]coop.Money, error) {
	rows, _ := report["rows"].([]any)
	balances := map[string]coop.Money{}
	for _, r := range rows {
		row, _ := r.(map[string]any)
		account := text(row, "account")
		for key, sign := range map[string]coop.Money{"closing-debit": 1, "closing-credit": -1} {
			n, has := row[key].(json.Number)
			if !has || account == "" {
				continue
			}
			m, ok := parseAmount(n.String())
			if !ok {
				return nil, fmt.Errorf("account %s: %s is no amount", account, n)
			}
			if m != 0 {
				balances[account] += sign * m
			}
		}
	}
	return balances, nil
}
