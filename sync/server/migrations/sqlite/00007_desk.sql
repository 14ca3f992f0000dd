-- Counts of cash and banks, evidence and reviews: derived from the log by coop.Fold.
-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS "counting" (
  coop_id BIGINT NOT NULL,
  "count" BLOB NOT NULL,
  "hash" BLOB NOT NULL,
  "log" BLOB NOT NULL,
  "seq" BIGINT NOT NULL,
  "lamport" BIGINT NOT NULL,
  "at" BIGINT NOT NULL,
  "author" BLOB NOT NULL,
  "account" TEXT NOT NULL,
  "date" BIGINT NOT NULL,
  "tally" BLOB NOT NULL,
  "counted" BIGINT NOT NULL,
  "booked" BIGINT NOT NULL,
  "reason" TEXT NOT NULL,
  PRIMARY KEY (coop_id, "count")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "evidence" (
  coop_id BIGINT NOT NULL,
  "entry" BLOB NOT NULL,
  "hash" BLOB NOT NULL,
  "lamport" BIGINT NOT NULL,
  "at" BIGINT NOT NULL,
  "author" BLOB NOT NULL,
  "paper" TEXT NOT NULL,
  "sum" BLOB NOT NULL,
  "size" BIGINT NOT NULL,
  "media" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "entry", "hash")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "review" (
  coop_id BIGINT NOT NULL,
  "entry" BLOB NOT NULL,
  "hash" BLOB NOT NULL,
  "lamport" BIGINT NOT NULL,
  "at" BIGINT NOT NULL,
  "author" BLOB NOT NULL,
  "verdict" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "entry", "hash")
) WITHOUT ROWID;
