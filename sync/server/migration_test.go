package server

import (
	"context"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lumbung/store/coop"
)

func migrationFiles(t *testing.T, engine string) map[string]string {
	t.Helper()
	names, err := fs.Glob(migrations, "migrations/"+engine+"/*.sql")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	texts := map[string]string{}
	for _, name := range names {
		text, err := migrations.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[name[strings.LastIndex(name, "/")+1:]] = string(text)
	}
	return texts
}

// TestMigrations_BothFolders lets the DDL of the two engines differ only where it must.
func TestMigrations_BothFolders(t *testing.T) {
	lite, pg := migrationFiles(t, "sqlite"), migrationFiles(t, "postgres")
	if len(lite) != len(pg) {
		t.Errorf("%d and %d migrations", len(lite), len(pg))
	}
	same := strings.NewReplacer(" BYTEA", " BLOB", ` TEXT COLLATE "C"`, " TEXT", ") WITHOUT ROWID;", ");")
	for name, text := range lite {
		if same.Replace(text) != same.Replace(pg[name]) {
			t.Errorf("%s differs in more than types", name)
		}
		if !strings.Contains(text, "-- +goose NO TRANSACTION") {
			t.Errorf("%s runs in a transaction", name)
		}
		for _, statement := range strings.Split(text, ";\n") {
			if strings.Contains(statement, "CREATE") && !strings.Contains(statement, "IF NOT EXISTS") {
				t.Errorf("%s cannot be run again: %s", name, statement)
			}
		}
	}
}

// TestMigrations_Tables holds the migrated tables against coop's: same columns in the same order, keys led by coop_id.
func TestMigrations_Tables(t *testing.T) {
	texts := strings.Join(slices.Collect(func(yield func(string) bool) {
		for _, text := range migrationFiles(t, "postgres") {
			if !yield(text) {
				return
			}
		}
	}), "\n")
	for _, table := range slices.Concat(coop.Tables, coop.LocalTables) {
		var want strings.Builder
		want.WriteString(`CREATE TABLE IF NOT EXISTS "` + table.Name + "\" (\n  coop_id BIGINT NOT NULL,\n")
		keys := "coop_id"
		for i, c := range table.Columns {
			types := map[coop.ColumnType]string{
				coop.Integer: "BIGINT", coop.Text: `TEXT COLLATE "C"`, coop.Blob: "BYTEA",
			}
			want.WriteString(`  "` + c.Name + `" ` + types[c.Type] + " NOT NULL,\n")
			if i < table.Keys {
				keys += `, "` + c.Name + `"`
			}
		}
		want.WriteString("  PRIMARY KEY (" + keys + ")\n)")
		if !strings.Contains(texts, want.String()) {
			t.Errorf("no migration makes\n%s", want.String())
		}
	}
}

// TestMigrations_Again opens a migrated database again, and refuses one that a newer program made.
func TestMigrations_Again(t *testing.T) {
	onEach(t, func(t *testing.T, p place) {
		s := p.open(t)
		p.open(t)
		_, err := s.db.write.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, true)`)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Open(context.Background(), Options{Folder: p.folder, Database: p.dsn})
		if err == nil || !strings.Contains(err.Error(), ErrNewer.Error()) {
			t.Fatal(err)
		}
	})
}

// tenantFaults is server.md's catalogue guard: what a distributed database would refuse in a cooperative's table.
const tenantFaults = `with tenant as (select c.oid, c.relname from pg_class c join pg_attribute a on a.attrelid=c.oid
	and a.attname='coop_id' and not a.attisdropped where c.relkind in ('r','p') and not c.relispartition
	and c.relnamespace='public'::regnamespace)
select relname, 'unique index without coop_id' from tenant t join pg_index i on i.indrelid=t.oid and i.indisunique
	and not exists (select 1 from pg_attribute a where a.attrelid=t.oid and a.attname='coop_id'
	and a.attnum = i.indkey[0])
union all select relname, 'no primary key' from tenant t where not exists (select 1 from pg_index i
	where i.indrelid=t.oid and i.indisprimary)
union all select relname, 'trigger' from tenant t join pg_trigger g on g.tgrelid=t.oid and not g.tgisinternal
union all select relname, 'default or identity' from tenant t join pg_attribute a on a.attrelid=t.oid
	and (a.atthasdef or a.attidentity <> '')
union all select relname, 'foreign key' from tenant t join pg_constraint k on k.conrelid=t.oid and k.contype='f'`

// TestMigrations_Tenants asks PostgreSQL's catalogue for what would not run where tables are spread by coop_id.
func TestMigrations_Tenants(t *testing.T) {
	if cluster == nil {
		t.Skip("PostgreSQL is not installed")
	}
	s := place{folder: t.TempDir(), dsn: cluster.database(t)}.open(t)
	faults := func() (found []string) {
		rows, err := s.db.write.Query(tenantFaults)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close() //nolint:errcheck // rows.Err is asked below
		for rows.Next() {
			var table, fault string
			if err := rows.Scan(&table, &fault); err != nil {
				t.Fatal(err)
			}
			found = append(found, table+": "+fault)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		return found
	}
	if found := faults(); len(found) > 0 {
		t.Fatal(found)
	}
	if _, err := s.db.write.Exec(`CREATE UNIQUE INDEX wrong ON "entry" ("hash")`); err != nil {
		t.Fatal(err)
	}
	if len(faults()) != 1 {
		t.Fatal("the guard does not see a planted fault")
	}
}

// TestTexts looks over every SQL text of the package for what the engines understand differently (server.md §6.3).
func TestTexts(t *testing.T) {
	banned := regexp.MustCompile(
		`(?i)for update|now\(\)|random\(\)|advisory|rollup| / |\blike\b|\bavg\(|\btrue\b|\bfalse\b`)
	bareSum := regexp.MustCompile(`(?i)(cast\()?\bsum\(`)
	texts := slices.Concat(engineSQLite.texts(), enginePostgres.texts(), sourceTexts(t))
	if len(texts) < 300 {
		t.Fatal("too few texts found:", len(texts))
	}
	for _, text := range texts {
		if found := banned.FindString(text); found != "" {
			t.Errorf("%q in %s", found, text)
		}
		for _, sum := range bareSum.FindAllString(text, -1) {
			if !strings.HasPrefix(strings.ToLower(sum), "cast(") {
				t.Errorf("a bare sum in %s", text)
			}
		}
	}
}
