package server

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

// migrations holds one folder an engine with the same versions. Each statement stands for itself (NO TRANSACTION) and
// can be run again (IF NOT EXISTS), because not every database has DDL in transactions.
//
//go:embed migrations
var migrations embed.FS

// migrate brings the database to this program's version; it refuses one that is newer.
func migrate(ctx context.Context, d *database) error {
	folder, err := fs.Sub(migrations, "migrations/"+d.engine.name)
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	dialect := goose.DialectPostgres
	if d.engine == engineSQLite {
		dialect = goose.DialectSQLite3
	}
	provider, err := goose.NewProvider(dialect, d.write, folder)
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	sources := provider.ListSources()
	held, err := provider.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("version of the database: %w", err)
	}
	if newest := sources[len(sources)-1].Version; held > newest {
		return fmt.Errorf("%w: it has version %d, this program knows %d", ErrNewer, held, newest)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}
