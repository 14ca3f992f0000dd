-- Closes, approvals, findings and what is irregular: derived from the log by coop.Fold.
-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS "close" (
  coop_id BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  "log" BYTEA NOT NULL,
  "seq" BIGINT NOT NULL,
  "lamport" BIGINT NOT NULL,
  "author" BYTEA NOT NULL,
  "period" BIGINT NOT NULL,
  "year" BIGINT NOT NULL,
  "prev" BYTEA NOT NULL,
  "contains" BYTEA NOT NULL,
  "digest" BYTEA NOT NULL,
  "holds" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "hash")
);
CREATE TABLE IF NOT EXISTS "reopen" (
  coop_id BIGINT NOT NULL,
  "close" BYTEA NOT NULL,
  "hash" BYTEA NOT NULL,
  "author" BYTEA NOT NULL,
  "reason" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (coop_id, "close", "hash")
);
CREATE TABLE IF NOT EXISTS "approval" (
  coop_id BIGINT NOT NULL,
  "subject" BYTEA NOT NULL,
  "hash" BYTEA NOT NULL,
  "author" BYTEA NOT NULL,
  "granted" BIGINT NOT NULL,
  "figures" BYTEA NOT NULL,
  "reason" TEXT COLLATE "C" NOT NULL,
  "at" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "subject", "hash")
);
CREATE TABLE IF NOT EXISTS "finding" (
  coop_id BIGINT NOT NULL,
  "finding" BYTEA NOT NULL,
  "hash" BYTEA NOT NULL,
  "log" BYTEA NOT NULL,
  "seq" BIGINT NOT NULL,
  "author" BYTEA NOT NULL,
  "by" TEXT COLLATE "C" NOT NULL,
  "entry" BYTEA NOT NULL,
  "period" BIGINT NOT NULL,
  "text" TEXT COLLATE "C" NOT NULL,
  "at" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "finding")
);
CREATE TABLE IF NOT EXISTS "answer" (
  coop_id BIGINT NOT NULL,
  "finding" BYTEA NOT NULL,
  "hash" BYTEA NOT NULL,
  "author" BYTEA NOT NULL,
  "text" TEXT COLLATE "C" NOT NULL,
  "at" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "finding", "hash")
);
CREATE TABLE IF NOT EXISTS "receipt" (
  coop_id BIGINT NOT NULL,
  "server" BYTEA NOT NULL,
  "log" BYTEA NOT NULL,
  "seq" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  "at" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "server", "log")
);
CREATE TABLE IF NOT EXISTS "look" (
  coop_id BIGINT NOT NULL,
  "what" BIGINT NOT NULL,
  "subject" BYTEA NOT NULL,
  "hash" BYTEA NOT NULL,
  "author" BYTEA NOT NULL,
  "note" TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (coop_id, "what", "subject", "hash")
);
CREATE TABLE IF NOT EXISTS "irregular" (
  coop_id BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  "what" BIGINT NOT NULL,
  "log" BYTEA NOT NULL,
  "seq" BIGINT NOT NULL,
  "kind" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "hash", "what")
);
