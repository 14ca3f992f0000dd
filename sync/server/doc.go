// Package server is the suspicious side of an exchange: it proves what arrives, stores changes and heads as they came,
// gives them their meaning with the same coop.Fold as the devices, answers what it holds, and shows the district its
// cooperatives on pages that work on a slow line.
//
// One SQL text runs on SQLite and on PostgreSQL. Every table of a cooperative has coop_id first in its key, and one
// exchange of one cooperative is one transaction.
//
// It must not know the device's book (package store), any window, or what the bytes on the wire look like
// (sync/wire). It decides nothing about cooperatives: rules live in store/coop.
package server
