package report

import (
	"context"

	"lumbung/store/coop"
)

// packAuditName is the paper that says that a public accountant has to audit the year, with a place for the opinion.
const packAuditName = "audit"

// capital is the own and the borrowed capital at the period's end (UU 25/1992 Pasal 41: members' deposits and loans are
// borrowed).
func (p *paper) capital(ctx context.Context) (own, borrowed coop.Money, err error) {
	s, err := p.other(ctx, "balance-sheet")
	if err != nil {
		return 0, 0, err
	}
	return s.figure(p.t("report.position.total.equity")), s.accountFigure("21") + s.accountFigure("25"), nil
}

// auditPolicy is the rule that holds at the period's end.
func (p *paper) auditPolicy(ctx context.Context) (coop.AuditPolicy, error) {
	source, ok := p.source.(SettingSource)
	if !ok {
		return coop.AuditPolicyOf(nil, p.to), nil
	}
	settings, err := source.Settings(ctx)
	return coop.AuditPolicyOf(settings, p.to), err
}

// audit says whether the year has to be audited.
func (p *paper) audit(ctx context.Context) (coop.AuditNeed, error) {
	policy, err := p.auditPolicy(ctx)
	if err != nil {
		return coop.AuditFree, err
	}
	own, borrowed, err := p.capital(ctx)
	return policy.Need(own, borrowed), err
}

// packAudit says that an audit is needed and why, and holds the opinion or a place for it. It has no rows where no
// audit is asked for and nobody wrote of one: a cooperative may ask an accountant of its own will (Pasal 40).
func packAudit(ctx context.Context, p *paper) error {
	need, err := p.audit(ctx)
	if err != nil {
		return err
	}
	section := coop.PackSection{Key: "audit.opinion", Of: packAuditName, OfYear: true}
	written := false
	if source, ok := p.source.(NoteSource); ok {
		notes, err := source.Notes(ctx, coop.PackBook)
		if err != nil {
			return err
		}
		_, written = coop.PackWords(notes, section, int64(yearOf(p.to)))
	}
	p.column("name", Text, 180)
	p.sheet.Untitled = true
	if need == coop.AuditFree && !written {
		return nil
	}
	own, borrowed, err := p.capital(ctx)
	if err != nil {
		return err
	}
	policy, err := p.auditPolicy(ctx)
	if err != nil {
		return err
	}
	key := [...]string{"pack.audit.free", "pack.audit.ask", "pack.audit.must"}[need]
	p.sheet.prose(p.t(key, p.Date(p.to), coop.FormatMoney(own), coop.FormatMoney(borrowed),
		coop.FormatMoney(policy.From)))
	if err := p.packWords(ctx, packAuditName); err != nil {
		return err
	}
	if !written {
		p.room(decisionLines)
	}
	p.sheet.Place = orDots("") + ", " + orDots("")
	p.sheet.Signatures = []Signature{{Role: p.t("pack.audit.accountant")}}
	return nil
}
