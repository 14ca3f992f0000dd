package coop

import (
	"strings"
	"testing"
)

func theRAT() Meeting {
	return Meeting{
		Class: MeetingAnnual, Year: 2025, Date: 20260314, Time: "09.00", Place: "Balai desa",
		Agenda: []string{"SHU"}, Quorum: 2000,
	}
}

// How many of the members have to come.
func TestQuorumOf(t *testing.T) {
	for _, c := range []struct{ members, points, need int64 }{
		{40, 2000, 8},
		{41, 2000, 9},
		{39, 5000, 20},
		{5, 0, 1},
		{0, 2000, 1},
		{7, 10000, 7},
		{3, 3334, 2},
		{3, 3333, 1},
	} {
		if got := QuorumOf(c.members, c.points); got != c.need {
			t.Errorf("%d of %d members: %d, want %d", c.points, c.members, got, c.need)
		}
	}
}

// What an invitation refuses, and of what it warns.
func TestCheckMeeting(t *testing.T) {
	for _, c := range []struct {
		name            string
		change          func(m *Meeting)
		today           Date
		refused, warned string
	}{
		{"OK", func(*Meeting) {}, 20260301, "", ""},
		{"OK_seven_days", func(*Meeting) {}, 20260307, "", ""},
		{"warns_six_days", func(*Meeting) {}, 20260308, "", "meeting.soon [6 7]"},
		{"warns_yesterday", func(*Meeting) {}, 20260315, "", "meeting.soon [0 7]"},
		{
			"warns_after_three_months", func(m *Meeting) { m.Date = 20260401 }, 20260301, "",
			"meeting.late [2025 2026-03-31]",
		},
		{
			"OK_extraordinary_any_time", func(m *Meeting) { m.Class, m.Date = MeetingExtraordinary, 20260901 },
			20260301, "", "",
		},
		{"refuses_no_year", func(m *Meeting) { m.Year = 0 }, 20260301, "meeting.year []", ""},
		{"refuses_no_place", func(m *Meeting) { m.Place = " " }, 20260301, "meeting.place []", ""},
		{"refuses_no_agenda", func(m *Meeting) { m.Agenda = nil }, 20260301, "meeting.agenda []", ""},
		{"refuses_empty_point", func(m *Meeting) { m.Agenda = []string{"SHU", ""} }, 20260301, "meeting.agenda []", ""},
		{"refuses_no_day", func(m *Meeting) { m.Date = 20260230 }, 20260301, "meeting.date []", ""},
		{"refuses_no_class", func(m *Meeting) { m.Class = 9 }, 20260301, "meeting.class []", ""},
		{"refuses_quorum", func(m *Meeting) { m.Quorum = 10001 }, 20260301, "meeting.quorum.wrong [100,01]", ""},
		{"refuses_long", func(m *Meeting) { m.Place = strings.Repeat("x", 2001) }, 20260301, "meeting.long []", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := theRAT()
			c.change(&m)
			problems, warnings := MeetingPolicyOf(nil, c.today).CheckMeeting(m, c.today)
			if got := problemText(problems); got != c.refused {
				t.Errorf("refused %q, want %q", got, c.refused)
			}
			if got := problemText(warnings); got != c.warned {
				t.Errorf("warned %q, want %q", got, c.warned)
			}
		})
	}
}

// What minutes refuse.
func TestCheckMinutes(t *testing.T) {
	present := func(n int) (all []ID) {
		for i := range n {
			all = append(all, ID{1, byte(i)})
		}
		return all
	}
	for _, c := range []struct {
		name    string
		change  func(g *Meeting, m *Minutes)
		refused string
	}{
		{"OK", func(*Meeting, *Minutes) {}, ""},
		{"OK_exactly_the_quorum", func(_ *Meeting, m *Minutes) { m.Present = present(8) }, ""},
		{"refuses_one_less", func(_ *Meeting, m *Minutes) { m.Present = present(7) }, "minutes.quorum [7 39 8]"},
		{
			"OK_without_decisions_if_few_came",
			func(_ *Meeting, m *Minutes) { m.Present, m.Decisions, m.Shares = present(3), nil, nil }, "",
		},
		{"OK_board_needs_no_quorum", func(g *Meeting, m *Minutes) {
			g.Class, m.Present, m.Shares = MeetingBoard, present(3), nil
			m.Decisions[0] = Decision{Text: "Beli timbangan", For: 3}
		}, ""},
		{"refuses_board_dividing", func(g *Meeting, _ *Minutes) { g.Class = MeetingBoard }, "minutes.shares []"},
		{
			"refuses_nobody", func(_ *Meeting, m *Minutes) { m.Present, m.Decisions, m.Shares = nil, nil, nil },
			"minutes.nobody []",
		},
		{"refuses_more_than_members", func(_ *Meeting, m *Minutes) { m.Members = 10 }, "minutes.many [20 10]"},
		{"refuses_twice", func(_ *Meeting, m *Minutes) { m.Present[1] = m.Present[0] }, "minutes.twice []"},
		{"refuses_proxies", func(_ *Meeting, m *Minutes) { m.Proxies = 2 }, "minutes.proxies [2 0]"},
		{"refuses_empty_decision", func(_ *Meeting, m *Minutes) { m.Decisions[0].Text = "" }, "minutes.decision [1]"},
		{
			"refuses_more_votes_than_came", func(_ *Meeting, m *Minutes) { m.Decisions[0].For = 21 },
			"minutes.votes [1 22 20]",
		},
		{"refuses_outvoted", func(_ *Meeting, m *Minutes) { m.Decisions[0].Against = 18 }, "minutes.against [1]"},
		{
			"refuses_105_percent", func(_ *Meeting, m *Minutes) { m.Shares[0].BasisPoints += 500 },
			"surplus.share.sum [105]",
		},
		{"refuses_nobody_wrote", func(_ *Meeting, m *Minutes) { m.Secretary = "" }, "minutes.signers []"},
		{"refuses_ahead", func(g *Meeting, _ *Minutes) { g.Date = 20260401 }, "minutes.early [2026-04-01]"},
		{"refuses_no_meeting", func(_ *Meeting, m *Minutes) { m.Meeting = ID{} }, "minutes.meeting []"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := theRAT()
			m := Minutes{
				Meeting: ID{1}, Members: 39, Present: present(20), Chair: "Budi", Secretary: "Ani",
				Decisions: []Decision{{Text: "SHU dibagi", For: 1, Against: 0, Abstain: 1}},
				Shares:    SurplusPolicyOf(nil, 20260314).Shares,
			}
			c.change(&g, &m)
			if got := problemText(MeetingPolicyOf(nil, 20260320).CheckMinutes(g, m, 20260320)); got != c.refused {
				t.Errorf("refused %q, want %q", got, c.refused)
			}
		})
	}
}

func TestMayVote(t *testing.T) {
	for want, m := range map[bool][]MemberRow{
		true:  {{Status: "aktif"}, {Joined: "2026-03-14"}, {Left: "2026-03-15"}},
		false: {{Status: "Calon"}, {Joined: "2026-03-15"}, {Left: "2026-03-14"}},
	} {
		for _, one := range m {
			if one.MayVote(20260314) != want {
				t.Errorf("%+v: %v", one, !want)
			}
		}
	}
}
