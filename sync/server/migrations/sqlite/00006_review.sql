-- Closes, approvals, findings and what is irregular: derived from the log by coop.Fold.
-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS "close" (
  coop_id BIGINT NOT NULL,
  "hash" BLOB NOT NULL,
  "log" BLOB NOT NULL,
  "seq" BIGINT NOT NULL,
  "lamport" BIGINT NOT NULL,
  "author" BLOB NOT NULL,
  "period" BIGINT NOT NULL,
  "year" BIGINT NOT NULL,
  "prev" BLOB NOT NULL,
  "contains" BLOB NOT NULL,
  "digest" BLOB NOT NULL,
  "holds" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "hash")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "reopen" (
  coop_id BIGINT NOT NULL,
  "close" BLOB NOT NULL,
  "hash" BLOB NOT NULL,
  "author" BLOB NOT NULL,
  "reason" TEXT NOT NULL,
  PRIMARY KEY (coop_id, "close", "hash")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "approval" (
  coop_id BIGINT NOT NULL,
  "subject" BLOB NOT NULL,
  "hash" BLOB NOT NULL,
  "author" BLOB NOT NULL,
  "granted" BIGINT NOT NULL,
  "figures" BLOB NOT NULL,
  "reason" TEXT NOT NULL,
  "at" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "subject", "hash")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "finding" (
  coop_id BIGINT NOT NULL,
  "finding" BLOB NOT NULL,
  "hash" BLOB NOT NULL,
  "log" BLOB NOT NULL,
  "seq" BIGINT NOT NULL,
  "author" BLOB NOT NULL,
  "by" TEXT NOT NULL,
  "entry" BLOB NOT NULL,
  "period" BIGINT NOT NULL,
  "text" TEXT NOT NULL,
  "at" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "finding")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "answer" (
  coop_id BIGINT NOT NULL,
  "finding" BLOB NOT NULL,
  "hash" BLOB NOT NULL,
  "author" BLOB NOT NULL,
  "text" TEXT NOT NULL,
  "at" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "finding", "hash")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "receipt" (
  coop_id BIGINT NOT NULL,
  "server" BLOB NOT NULL,
  "log" BLOB NOT NULL,
  "seq" BIGINT NOT NULL,
  "hash" BLOB NOT NULL,
  "at" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "server", "log")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "look" (
  coop_id BIGINT NOT NULL,
  "what" BIGINT NOT NULL,
  "subject" BLOB NOT NULL,
  "hash" BLOB NOT NULL,
  "author" BLOB NOT NULL,
  "note" TEXT NOT NULL,
  PRIMARY KEY (coop_id, "what", "subject", "hash")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "irregular" (
  coop_id BIGINT NOT NULL,
  "hash" BLOB NOT NULL,
  "what" BIGINT NOT NULL,
  "log" BLOB NOT NULL,
  "seq" BIGINT NOT NULL,
  "kind" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "hash", "what")
) WITHOUT ROWID;
