-- The registers beside the ledger: loans, deposits, assets, budgets, meetings and more; derived from the log by
-- coop.Fold.
-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS "register" (
  coop_id BIGINT NOT NULL,
  "kind" BIGINT NOT NULL,
  "id" BYTEA NOT NULL,
  "subject" BYTEA NOT NULL,
  "hash" BYTEA NOT NULL,
  "log" BYTEA NOT NULL,
  "seq" BIGINT NOT NULL,
  "lamport" BIGINT NOT NULL,
  "at" BIGINT NOT NULL,
  "author" BYTEA NOT NULL,
  "body" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "kind", "id")
);
