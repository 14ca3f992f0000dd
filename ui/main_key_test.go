package ui

import (
	"testing"

	"lumbung/ui/kit"
)

// Every page that records something says beside its button which key does it.
func TestMainKeyIsShown(t *testing.T) {
	_, s := chaired(t)
	for _, route := range []Route{
		{Page: PagePerson},
		{Page: PageMemberForm},
		{Page: PageSync},
		{Page: PagePIN},
		{Page: PageRates},
		{Page: PageRecord},
		{Page: PageInvite},
		{Page: PageOutlet},
		{Page: PageAccount},
		{Page: PageOccasion},
	} {
		s.Go(route)
		if _, records := s.at.self.(recorder); !records {
			t.Errorf("%s records nothing", route.Page)
			continue
		}
		if key := s.Text.T("ui.record.key"); !s.shown(key) {
			t.Errorf("%s does not show %s", route.Page, key)
		}
	}
}

// What scrolls below the head is hidden by it also where a painter clips only to the innermost frame.
func TestHeadHasAGround(t *testing.T) {
	_, s := chaired(t)
	s.Go(Route{Page: PageMembers})
	if _, is := s.frame.head.Objects[0].(*kit.Sheet); !is {
		t.Errorf("the head stands on %T", s.frame.head.Objects[0])
	}
}
