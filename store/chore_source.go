package store

import (
	"context"

	"lumbung/store/coop"
)

// interestChores is the interest on members' savings of a month that is not closed: one chore, an entry a member.
func interestChores(ctx context.Context, b *Book, ask choreAsk) ([]coop.Chore, error) {
	if ask.month.Last() <= ask.closed {
		return nil, nil
	}
	savings, err := b.SavingsBook(ctx, ask.month)
	if err != nil {
		return nil, err
	}
	shares, err := savings.Rules.Run(savings.InterestMonth)
	if err != nil {
		return nil, err
	}
	chore := coop.Chore{Source: coop.ChoreInterest, Month: ask.month}
	var entries []coop.Entry
	for i := range shares {
		s := &shares[i]
		if !s.Done {
			entries = append(entries, s.Entry(ask.month))
		} else if chore.Done, err = b.becameOnce(ctx, coop.InterestOnce(s.Member, ask.month, s.Again)); err != nil {
			return nil, err
		}
	}
	return ask.one(chore, entries), nil
}

// termChores is what term deposits earned up to the end of a month that is not closed.
func termChores(ctx context.Context, b *Book, ask choreAsk) ([]coop.Chore, error) {
	if ask.month.Last() <= ask.closed {
		return nil, nil
	}
	terms, err := b.Terms(ctx)
	if err != nil {
		return nil, err
	}
	rules := coop.SavingRulesOf(ask.settings)
	chore := coop.Chore{Source: coop.ChoreTerm, Month: ask.month}
	var entries []coop.Entry
	for i := range terms {
		e, some, err := rules.Accrual(&terms[i], ask.month)
		if err != nil {
			return nil, err
		}
		done, err := b.becameOnce(ctx, coop.InterestOnce(terms[i].ID, ask.month, 0))
		if err != nil {
			return nil, err
		}
		if done.There() {
			chore.Done = done
		} else if some {
			entries = append(entries, done.Again(e))
		}
	}
	return ask.one(chore, entries), nil
}

// loanChores are the interest of loans that fell due, and the allowance, at the end of a month that is not closed.
func loanChores(ctx context.Context, b *Book, ask choreAsk) ([]coop.Chore, error) {
	if ask.month.Last() <= ask.closed {
		return nil, nil
	}
	register, err := b.Loans(ctx, ask.month.Last())
	if err != nil || len(register.Loans) == 0 {
		return nil, err
	}
	states := register.States()
	interest := coop.Chore{Source: coop.ChoreLoan, Month: ask.month}
	var entries []coop.Entry
	for i := range states {
		done, err := b.becameOnce(ctx, coop.LoanAccrueOnce(states[i].Case.ID, ask.month))
		if err != nil {
			return nil, err
		}
		if done.There() {
			interest.Done = done
		} else if e, some := states[i].AccrueEntry(register.Rules, coop.LoanText{}); some {
			entries = append(entries, done.Again(e))
		}
	}
	provision := coop.Chore{Source: coop.ChoreProvision, Month: ask.month}
	if provision.Done, err = b.becameOnce(ctx, coop.ProvisionOnce(ask.month)); err != nil {
		return nil, err
	}
	var change []coop.Entry
	e, some := coop.ProvisionEntry(states, register.Allowance, ask.month, coop.LoanText{})
	if some && !provision.Done.There() {
		change = append(change, provision.Done.Again(e))
	}
	return append(ask.one(interest, entries), ask.one(provision, change)...), nil
}

// one is a chore of several entries; none where there is nothing to record and nothing was.
func (ask choreAsk) one(chore coop.Chore, entries []coop.Entry) []coop.Chore {
	made, some := chore.Of(entries, ask.today)
	if !some {
		return nil
	}
	return []coop.Chore{made}
}

// becameOnce tells what was recorded under one once-rule.
func (b *Book) becameOnce(ctx context.Context, once coop.Once) (coop.Became, error) {
	all, err := b.Became(ctx, once)
	return all[once.ID()], err
}
