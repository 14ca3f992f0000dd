-- The journal and its running sums: derived from the log by coop.Fold.
-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS "entry" (
  coop_id BIGINT NOT NULL,
  "id" BLOB NOT NULL,
  "kind" BIGINT NOT NULL,
  "log" BLOB NOT NULL,
  "seq" BIGINT NOT NULL,
  "hash" BLOB NOT NULL,
  "lamport" BIGINT NOT NULL,
  "at" BIGINT NOT NULL,
  "author" BLOB NOT NULL,
  "date" BIGINT NOT NULL,
  "posted" BIGINT NOT NULL,
  "fault" BIGINT NOT NULL,
  "what" BIGINT NOT NULL,
  "book" TEXT NOT NULL,
  "serial" BIGINT NOT NULL,
  "occasion" TEXT NOT NULL,
  "remark" TEXT NOT NULL,
  "evidence" TEXT NOT NULL,
  "once" BLOB NOT NULL,
  "reverses" BLOB NOT NULL,
  "corrects" BLOB NOT NULL,
  "amount" BIGINT NOT NULL,
  "sealed" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "id")
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS entry_by_date ON "entry" (coop_id, "date", log, seq);
CREATE TABLE IF NOT EXISTS "line" (
  coop_id BIGINT NOT NULL,
  "entry" BLOB NOT NULL,
  "n" BIGINT NOT NULL,
  "account" TEXT NOT NULL,
  "amount" BIGINT NOT NULL,
  "posted" BIGINT NOT NULL,
  "member" BLOB NOT NULL,
  "month" BIGINT NOT NULL,
  "outlet" TEXT NOT NULL,
  "loan" BLOB NOT NULL,
  "supplier" BLOB NOT NULL,
  "item" BLOB NOT NULL,
  "quantity" BIGINT NOT NULL,
  "asset" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "entry", "n")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "claim" (
  coop_id BIGINT NOT NULL,
  "once" BLOB NOT NULL,
  "entry" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "once", "entry")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "claimed" (
  coop_id BIGINT NOT NULL,
  "once" BLOB NOT NULL,
  "times" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "once")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "voucher" (
  coop_id BIGINT NOT NULL,
  "log" BLOB NOT NULL,
  "book" TEXT NOT NULL,
  "year" BIGINT NOT NULL,
  "serial" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "log", "book", "year")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "balance" (
  coop_id BIGINT NOT NULL,
  "account" TEXT NOT NULL,
  "outlet" TEXT NOT NULL,
  "month" BIGINT NOT NULL,
  "debit" BIGINT NOT NULL,
  "credit" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "account", "outlet", "month")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "sub" (
  coop_id BIGINT NOT NULL,
  "account" TEXT NOT NULL,
  "dim" BIGINT NOT NULL,
  "subject" BLOB NOT NULL,
  "debit" BIGINT NOT NULL,
  "credit" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "account", "dim", "subject")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "due" (
  coop_id BIGINT NOT NULL,
  "member" BLOB NOT NULL,
  "account" TEXT NOT NULL,
  "month" BIGINT NOT NULL,
  "amount" BIGINT NOT NULL,
  "times" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "member", "account", "month")
) WITHOUT ROWID;
