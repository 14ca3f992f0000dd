-- The registers beside the ledger: loans, deposits, assets, budgets, meetings and more; derived from the log by
-- coop.Fold.
-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS "register" (
  coop_id BIGINT NOT NULL,
  "kind" BIGINT NOT NULL,
  "id" BLOB NOT NULL,
  "subject" BLOB NOT NULL,
  "hash" BLOB NOT NULL,
  "log" BLOB NOT NULL,
  "seq" BIGINT NOT NULL,
  "lamport" BIGINT NOT NULL,
  "at" BIGINT NOT NULL,
  "author" BLOB NOT NULL,
  "body" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "kind", "id")
) WITHOUT ROWID;
