-- Counts of cash and banks, evidence and reviews: derived from the log by coop.Fold.
-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS "counting" (
  coop_id BIGINT NOT NULL,
  "count" BYTEA NOT NULL,
  "hash" BYTEA NOT NULL,
  "log" BYTEA NOT NULL,
  "seq" BIGINT NOT NULL,
  "lamport" BIGINT NOT NULL,
  "at" BIGINT NOT NULL,
  "author" BYTEA NOT NULL,
  "account" TEXT COLLATE "C" NOT NULL,
  "date" BIGINT NOT NULL,
  "tally" BYTEA NOT NULL,
  "counted" BIGINT NOT NULL,
  "booked" BIGINT NOT NULL,
  "reason" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (coop_id, "count")
);
CREATE TABLE IF NOT EXISTS "evidence" (
  coop_id BIGINT NOT NULL,
  "entry" BYTEA NOT NULL,
  "hash" BYTEA NOT NULL,
  "lamport" BIGINT NOT NULL,
  "at" BIGINT NOT NULL,
  "author" BYTEA NOT NULL,
  "paper" TEXT COLLATE "C" NOT NULL,
  "sum" BYTEA NOT NULL,
  "size" BIGINT NOT NULL,
  "media" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "entry", "hash")
);
CREATE TABLE IF NOT EXISTS "review" (
  coop_id BIGINT NOT NULL,
  "entry" BYTEA NOT NULL,
  "hash" BYTEA NOT NULL,
  "lamport" BIGINT NOT NULL,
  "at" BIGINT NOT NULL,
  "author" BYTEA NOT NULL,
  "verdict" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "entry", "hash")
);
