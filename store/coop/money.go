package coop

import "fmt"

// Money is an amount in sen (1/100 rupiah). Range: ±92 quadrillion rupiah; sums are overflow checked (AddMoney).
type Money int64

// Rupiah is the number of sen in one rupiah.
const Rupiah Money = 100

// String gives the amount for a log.
func (m Money) String() string { return fmt.Sprintf("Rp%d.%02d", m/100, m%100) }
