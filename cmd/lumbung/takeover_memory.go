package main

import (
	"encoding/json"
	"fmt"
	"slices"

	"lumbung/store/takeover"
	"lumbung/ui"
)

// memory is what was decided about workbooks. It lies in the machine folder, so that the next workbook, or the same
// one another day, does not ask again.
type memory struct {
	decisions []takeover.Decision
	seen      []string // rows that were looked at, by their key: also those that stay as proposed
	apart     []string // pairs of names that are two people
}

const memoryKey = "takeover"

// memoryFile is the memory as it is kept: the decisions as the map file that the command line reads and writes.
type memoryFile struct {
	Map   string   `json:"map"`
	Seen  []string `json:"seen"`
	Apart []string `json:"apart"`
}

// recall reads what was decided before. What an older program left there and nobody can read is no reason to stop.
func recall(book ui.Book) (memory, error) {
	data, err := book.Draft(memoryKey)
	if err != nil {
		return memory{}, fmt.Errorf("read what was decided before: %w", err)
	}
	var file memoryFile
	if len(data) == 0 || json.Unmarshal(data, &file) != nil {
		return memory{}, nil
	}
	m := memory{seen: file.Seen, apart: file.Apart}
	if decisions, err := takeover.LoadMap([]byte(file.Map)); err == nil {
		m.decisions = decisions
	}
	return m, nil
}

func (m *memory) keep(book ui.Book) error {
	data, err := json.Marshal(memoryFile{
		Map: string(takeover.WriteMap(m.decisions)), Seen: m.seen, Apart: m.apart,
	})
	if err != nil {
		return fmt.Errorf("write what was decided: %w", err)
	}
	if err := book.SaveDraft(memoryKey, data); err != nil {
		return fmt.Errorf("keep what was decided: %w", err)
	}
	return nil
}

// put remembers a decision in place of the one about the same thing.
func (m *memory) put(d takeover.Decision) {
	d.Off = false
	m.drop(d)
	m.decisions = append(m.decisions, d)
}

// drop forgets the decision about the same thing.
func (m *memory) drop(d takeover.Decision) {
	m.decisions = slices.DeleteFunc(slices.Clone(m.decisions), func(old takeover.Decision) bool {
		return old.What == d.What && old.Side == d.Side && old.Text == d.Text
	})
}

func (m *memory) see(keys []string) {
	for _, key := range keys {
		if !slices.Contains(m.seen, key) {
			m.seen = append(slices.Clone(m.seen), key)
		}
	}
}

// settle forgets what is about single rows: they are recorded now. Texts and names may come again.
func (m *memory) settle() {
	m.seen = nil
	m.decisions = slices.DeleteFunc(slices.Clone(m.decisions), func(d takeover.Decision) bool {
		return d.What == takeover.AboutRow
	})
}
