package main

import (
	"errors"

	"lumbung/store/coop"
)

// refusedRow turns the book's refusal of the n-th act into the refusal of the row that it came from.
func refusedRow(err error, row func(n int) sheetRow, column string) error {
	var long coop.Problem
	if errors.As(err, &long) && long.Key == "record.too-long" {
		if n, is := long.Args[0].(int); is {
			return row(n-1).wrong(column, "ctl.want.shorter")
		}
	}
	if errors.As(err, &long) && long.Key == coop.ProblemClosedDay {
		if n, is := long.Args[2].(int); is {
			return row(n-1).wrong("tanggal", long.Key, long.Args...)
		}
	}
	var refusal *coop.Refusal
	if !errors.As(err, &refusal) || refusal.What == coop.WhatNotEntitled {
		return err // nothing that the row could do about
	}
	key := "ctl.want.counting"
	if refusal.What == coop.WhatTwiceOther {
		key = "ctl.want.same-content"
	}
	return row(refusal.Index).wrong(column, key, refusal.What)
}

// inFile names the file in which a data loader found something wrong.
func inFile(file string, err error) error {
	var data *coop.DataError
	if errors.As(err, &data) {
		return refuse("ctl.file.wrong", file, data.Line, data.Column, data.Expected, data.Found)
	}
	return err
}
