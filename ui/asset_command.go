package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
)

// The pages of assets and of what runs every month. The others' texts say what stands in their argument.
const (
	PageAssets    = "assets"
	PageAsset     = "asset"      // an asset's id
	PageAssetForm = "asset-form" // empty: a new card; "change@" or "finish@" with an asset's id
	PageAssetEnd  = "asset-end"  // an asset's id
	PageAssetCost = "asset-cost" // an asset's id
	PageChores    = "chores"     // a month; empty: this one
	PageRecurring = "recurring"  // empty: the list; a template's name: how often it is recorded
	PageAccruals  = "accruals"
	PageAccrual   = "accrual" // an entry's id
)

func init() {
	morePages[PageAssets] = plain(newAssets)
	morePages[PageAsset], morePages[PageAssetForm], morePages[PageAssetEnd] = newAsset, newAssetForm, newAssetEnd
	morePages[PageAssetCost] = newAssetCost
	morePages[PageChores], morePages[PageRecurring] = newChores, newRecurring
	morePages[PageAccruals], morePages[PageAccrual] = plain(newAccruals), newAccrual
	holding = append(holding, PageAssetForm, PageAssetEnd, PageAssetCost, PageRecurring, PageAccrual, PageAssetRule)
}

// assetCommands are about fixed assets and what runs every month.
func assetCommands() []command {
	const mod = ctrl | fyne.KeyModifierShift
	return []command{
		{Name: "assets", Menu: "money", Press: fyne.KeyI, Mod: mod, Do: goTo(PageAssets)},
		{Name: "asset-new", Menu: "money", Do: goTo(PageAssetForm)},
		{Name: "chores", Menu: "money", Press: fyne.KeyU, Mod: mod, Do: goTo(PageChores)},
		{Name: "recurring", Menu: "money", Do: goTo(PageRecurring)},
		{Name: "accruals", Menu: "money", Do: goTo(PageAccruals)},
	}
}

// assetBook is what these pages together need of the book.
type assetBook interface {
	Info(ctx context.Context) (coop.Info, error)
	Accounts(ctx context.Context) ([]coop.AccountRow, error)
	Outlets(ctx context.Context) ([]coop.OutletRow, error)
	Settings(ctx context.Context) ([]coop.SettingRow, error)
	Parties(ctx context.Context) (coop.Parties, error)
	// Assets gives the register of assets, of what was paid and of what was received ahead, on a day.
	Assets(ctx context.Context, day coop.Date) (coop.AssetList, error)
	// Chores lists what a month needs once, and what the months before still lack.
	Chores(ctx context.Context, month coop.Month, occasions []coop.Occasion) ([]coop.Chore, error)
	// Accruals lists the costs that were recorded and are not paid at the end of a day.
	Accruals(ctx context.Context, day coop.Date) ([]coop.Accrual, error)
	Record(ctx context.Context, who coop.Session, acts ...coop.Act) ([]coop.Recorded, error)
	// RecordWith records acts and what then gives for the IDs that they made, in one transaction, all or none.
	RecordWith(ctx context.Context, who coop.Session, acts []coop.Act,
		then func(made []coop.ID) ([]coop.Act, error)) ([]coop.Recorded, error)
}
