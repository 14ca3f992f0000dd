package ui

import (
	"context"
	"slices"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// checkLine is one thing that a month's end asks for.
type checkLine struct {
	Done  bool
	Title string // what is missing, or that nothing is, in words
	About string // why it matters, or what comes of it
	To    Route  // where it is put right
	Keys  string // the keys that go there as well; empty: none
}

// checked is what the lines of the list are told from.
type checked struct {
	shell *Shell
	book  closeBook
	month coop.Month
	plan  coop.ClosePlan
}

// closeLines ask for each thing that a month's end asks for, in the order of the list. An area adds its own from the
// init of its file: closeLines = append(closeLines, …). No line means that there is nothing to ask for.
var closeLines = []func(ctx context.Context, c *checked) ([]checkLine, error){
	yearLine, evidenceLine, choreLines, moneyLines, suspenseLine, findingLine, exceptionLine, arrearsLine,
	sendLines,
}

// keysOfCommand writes the keys of a command.
func keysOfCommand(name string) string {
	for _, c := range commands {
		if c.Name == name {
			return c.Keys()
		}
	}
	return ""
}

func evidenceLine(ctx context.Context, c *checked) ([]checkLine, error) {
	t := c.shell.Text
	missing, total, err := c.book.EvidenceCount(ctx, c.month.First(), c.month.Last())
	if err != nil || total == 0 {
		return nil, err
	}
	line := checkLine{
		Done: missing == 0, Title: t.T("ui.close.evidence-ok", t.Count(total)),
		To: Route{Page: PageEvidence, Arg: c.month.String()},
	}
	if missing > 0 {
		line.Title = t.T("ui.close.evidence", t.Count(missing), t.Count(total))
		line.About = t.T("ui.close.evidence-about")
	}
	return []checkLine{line}, nil
}

func suspenseLine(_ context.Context, c *checked) ([]checkLine, error) {
	t := c.shell.Text
	if c.plan.Suspense == 0 {
		return nil, nil
	}
	return []checkLine{{
		Title: t.T("ui.close.suspense", max(c.plan.Suspense, -c.plan.Suspense)), About: t.T("ui.close.suspense-about"),
		To: Route{Page: PageReport, Arg: "ledger@" + reportMonth(c.month) + "@" + coop.SuspenseAccount},
	}}, nil
}

// reportMonth writes a month as the page of statements wants it.
func reportMonth(m coop.Month) string { return m.First().String()[:4] + m.First().String()[5:7] }

func findingLine(ctx context.Context, c *checked) ([]checkLine, error) {
	t := c.shell.Text
	all, err := c.book.Findings(ctx)
	if err != nil {
		return nil, err
	}
	open := 0
	for _, f := range all {
		if len(f.Answers) == 0 {
			open++
		}
	}
	line := checkLine{
		Done: open == 0, Title: t.T("ui.close.findings-ok"), To: Route{Page: PageAttention},
		Keys: keysOfCommand("attention"),
	}
	if open > 0 {
		line.Title, line.About = t.T("ui.close.findings", t.Count(open)), t.T("ui.close.findings-about")
	}
	return []checkLine{line}, nil
}

func exceptionLine(ctx context.Context, c *checked) ([]checkLine, error) {
	t := c.shell.Text
	all, err := c.book.Exceptions(ctx)
	if err != nil {
		return nil, err
	}
	open := 0
	for _, x := range all {
		if !x.Seen {
			open++
		}
	}
	line := checkLine{
		Done: open == 0, Title: t.T("ui.close.exceptions-ok"), To: Route{Page: PageAttention},
		Keys: keysOfCommand("attention"),
	}
	if open > 0 {
		line.Title, line.About = t.T("ui.close.exceptions", t.Count(open)), t.T("ui.close.exceptions-about")
	}
	return []checkLine{line}, nil
}

// arrearsLine tells of dues that were not paid. They do not keep a month from being closed.
func arrearsLine(ctx context.Context, c *checked) ([]checkLine, error) {
	t := c.shell.Text
	home, err := c.book.Home(ctx, c.month.Last().AddDays(1))
	if err != nil {
		return nil, err
	}
	line := checkLine{
		Done: home.Arrears == 0, Title: t.T("ui.close.arrears-ok"), To: Route{Page: PageDues},
		Keys: keysOfCommand("dues"),
	}
	if home.Arrears > 0 {
		line.Title = t.T("ui.close.arrears", t.Count(home.Owing), home.Arrears)
		line.About = t.T("ui.close.arrears-about")
	}
	return []checkLine{line}, nil
}

// sendLines ask for an exchange or the newest file before the close.
func sendLines(_ context.Context, c *checked) ([]checkLine, error) {
	t := c.shell.Text
	ask := slices.DeleteFunc(c.plan.Ask(c.shell.today()), func(p coop.Problem) bool {
		return p.Key == coop.ProblemCloseEarly // the page says that above the list
	})
	if len(ask) == 0 {
		title := t.T("ui.close.send-ok")
		if !c.plan.Served {
			title = t.T("ui.close.send-alone")
		}
		return []checkLine{{
			Done: true, Title: title, To: Route{Page: PageSync}, Keys: keysOfCommand("sync"),
		}}, nil
	}
	var out []checkLine
	for _, problem := range ask {
		out = append(out, checkLine{
			Title: t.Problem(problem), To: Route{Page: PageSync}, Keys: keysOfCommand("sync"),
		})
	}
	return out, nil
}

// tone is the ground of a line's sign.
func (l checkLine) tone() kit.Tone {
	if l.Done {
		return kit.ToneGood
	}
	return kit.ToneWait
}
