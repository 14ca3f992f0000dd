-- The journal and its running sums: derived from the log by coop.Fold.
-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS "entry" (
  coop_id BIGINT NOT NULL,
  "id" BYTEA NOT NULL,
  "kind" BIGINT NOT NULL,
  "log" BYTEA NOT NULL,
  "seq" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  "lamport" BIGINT NOT NULL,
  "at" BIGINT NOT NULL,
  "author" BYTEA NOT NULL,
  "date" BIGINT NOT NULL,
  "posted" BIGINT NOT NULL,
  "fault" BIGINT NOT NULL,
  "what" BIGINT NOT NULL,
  "book" TEXT COLLATE "C" NOT NULL,
  "serial" BIGINT NOT NULL,
  "occasion" TEXT COLLATE "C" NOT NULL,
  "remark" TEXT COLLATE "C" NOT NULL,
  "evidence" TEXT COLLATE "C" NOT NULL,
  "once" BYTEA NOT NULL,
  "reverses" BYTEA NOT NULL,
  "corrects" BYTEA NOT NULL,
  "amount" BIGINT NOT NULL,
  "sealed" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "id")
);
CREATE INDEX IF NOT EXISTS entry_by_date ON "entry" (coop_id, "date", log, seq);
CREATE TABLE IF NOT EXISTS "line" (
  coop_id BIGINT NOT NULL,
  "entry" BYTEA NOT NULL,
  "n" BIGINT NOT NULL,
  "account" TEXT COLLATE "C" NOT NULL,
  "amount" BIGINT NOT NULL,
  "posted" BIGINT NOT NULL,
  "member" BYTEA NOT NULL,
  "month" BIGINT NOT NULL,
  "outlet" TEXT COLLATE "C" NOT NULL,
  "loan" BYTEA NOT NULL,
  "supplier" BYTEA NOT NULL,
  "item" BYTEA NOT NULL,
  "quantity" BIGINT NOT NULL,
  "asset" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "entry", "n")
);
CREATE TABLE IF NOT EXISTS "claim" (
  coop_id BIGINT NOT NULL,
  "once" BYTEA NOT NULL,
  "entry" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "once", "entry")
);
CREATE TABLE IF NOT EXISTS "claimed" (
  coop_id BIGINT NOT NULL,
  "once" BYTEA NOT NULL,
  "times" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "once")
);
CREATE TABLE IF NOT EXISTS "voucher" (
  coop_id BIGINT NOT NULL,
  "log" BYTEA NOT NULL,
  "book" TEXT COLLATE "C" NOT NULL,
  "year" BIGINT NOT NULL,
  "serial" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "log", "book", "year")
);
CREATE TABLE IF NOT EXISTS "balance" (
  coop_id BIGINT NOT NULL,
  "account" TEXT COLLATE "C" NOT NULL,
  "outlet" TEXT COLLATE "C" NOT NULL,
  "month" BIGINT NOT NULL,
  "debit" BIGINT NOT NULL,
  "credit" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "account", "outlet", "month")
);
CREATE TABLE IF NOT EXISTS "sub" (
  coop_id BIGINT NOT NULL,
  "account" TEXT COLLATE "C" NOT NULL,
  "dim" BIGINT NOT NULL,
  "subject" BYTEA NOT NULL,
  "debit" BIGINT NOT NULL,
  "credit" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "account", "dim", "subject")
);
CREATE TABLE IF NOT EXISTS "due" (
  coop_id BIGINT NOT NULL,
  "member" BYTEA NOT NULL,
  "account" TEXT COLLATE "C" NOT NULL,
  "month" BIGINT NOT NULL,
  "amount" BIGINT NOT NULL,
  "times" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "member", "account", "month")
);
