package ui

import (
	"context"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// Book is all that the pages together need of an open book; each page declares its own part and sees no more.
type Book interface {
	statusBook
	loginBook
	homeBook
	recordBook
	templateBook
	journalBook
	reversalBook
	report.Source
	slipBook
	checkBook
	syncBook
	attentionBook
	reviewBook
	copyBook
	fetchBook
	peopleBook
	personBook
	laptopBook
	pinBook
	lostBook
	takeoverBook
	evidenceBook
	openingBook
	countBook
	witnessBook
	membersBook
	memberBook
	memberFormBook
	settingsBook
	duesConfirmBook
	guideBook
	recoveryBook
	bankBook
	assetBook
	savingBook
	loanBook
	yearBook
	surplusBook
	packBook
}

// statusBook is what the frame always shows.
type statusBook interface {
	Info(ctx context.Context) (coop.Info, error)
}
