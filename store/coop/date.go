package coop

// Date is a calendar day without a zone as yyyymmdd (20260131). The zero Date means "none".
type Date int32

// Month is a calendar month as yyyymm (202601). The zero Month means "none".
type Month int32
