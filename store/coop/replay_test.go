package coop

import (
	"fmt"
	"testing"
)

// BenchmarkReplay folds a book of a village into a map in memory, as the full verify does: from canonical bytes.
func BenchmarkReplay(b *testing.B) {
	for _, entries := range []int{2_500, 25_000, 250_000} {
		b.Run(fmt.Sprint(entries), func(b *testing.B) {
			canonical := bookOfEntries(b, entries)
			for b.Loop() {
				replay(b, NewFold(NewMap()), Genesis(testID("coop"), testID("log A")), canonical)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*entries), "ns/entry")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkReplay_Forked is the same for a book whose log has two branches from early on: every answer about the past
// has to tell them apart.
func BenchmarkReplay_Forked(b *testing.B) {
	const entries, shared = 25_000, 2_500
	canonical := bookOfEntries(b, entries)
	for b.Loop() {
		f := NewFold(NewMap())
		genesis := Genesis(testID("coop"), testID("log A"))
		at := replay(b, f, genesis, canonical[:shared])
		row := ChangeRow{Log: testID("log A"), Seq: shared, Hash: at}
		f.state.Get(&row)
		other, err := DecodeChange(row.Bytes) // the same again a minute later: another branch
		if err != nil {
			b.Fatal(err)
		}
		other.Prev, other.At = row.Prev, other.At+1
		f.Apply(other)
		replay(b, f, at, canonical[shared:])
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*entries), "ns/entry")
	b.ReportMetric(0, "ns/op")
}

// replay applies canonical changes behind prev and gives the hash of the last.
func replay(b *testing.B, f *Fold, prev Hash, canonical [][]byte) Hash {
	for _, data := range canonical {
		c, err := DecodeChange(data)
		if err != nil {
			b.Fatal(err)
		}
		c.Prev = prev
		prev = ChainHash(prev, data)
		if what := f.ApplyHashed(c, prev, data); what != WhatNone {
			b.Fatal(what)
		}
	}
	return prev
}

// bookOfEntries records dues, cash and bank entries of 200 members over five years on one device.
func bookOfEntries(b *testing.B, entries int) [][]byte {
	v := found(b)
	d := v.devices["A"]
	var members []ID
	for i := range 200 {
		m := Member{Fields: map[Field]string{FieldName: fmt.Sprint("Anggota ", i), FieldNumber: fmt.Sprint(i)}}
		members = append(members, HashID(v.record(b, "A", "Siti", KindMember, m), 0))
	}
	var canonical [][]byte
	for _, x := range v.order {
		canonical = append(canonical, v.all[x].Encode())
	}
	prev, seq := d.head.Hash, d.head.Seq
	for i := range entries {
		day := Date(20210101 + 10000*(i*5/entries) + 100*(i%12) + i%28)
		var e Entry
		switch i % 4 {
		case 0, 1:
			e = bodyEntry(day, "11101", "31102", 20000_00, members[i%len(members)], day.Month())
			e.Remark = fmt.Sprint("setoran ", i)
		case 2:
			e = bodyEntry(day, "61203", "11101", Money(i%900+1)*100_00, ID{}, 0)
			e.Remark = fmt.Sprint("kertas dan tinta ", i)
		case 3:
			e = bodyEntry(day, "11201", "11101", Money(i%900+1)*1000_00, ID{}, 0)
			e.Once = ImportOnce("bank.csv", fmt.Sprint(i))
		}
		seq++
		c := Change{
			Log: d.log, Seq: seq, Prev: prev, At: v.now + int64(i), Author: v.people["Siti"], Kind: KindEntry,
			Version: 1, Body: EncodeBody(e),
		}
		data := c.Encode()
		prev = ChainHash(prev, data)
		canonical = append(canonical, data)
	}
	return canonical
}
