-- The log of each cooperative as it came: changes, heads, and what waits for others.
-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS "change" (
  coop_id BIGINT NOT NULL,
  "log" BLOB NOT NULL,
  "seq" BIGINT NOT NULL,
  "hash" BLOB NOT NULL,
  "prev" BLOB NOT NULL,
  "lamport" BIGINT NOT NULL,
  "at" BIGINT NOT NULL,
  "author" BLOB NOT NULL,
  "kind" BIGINT NOT NULL,
  "bytes" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "log", "seq", "hash")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "head" (
  coop_id BIGINT NOT NULL,
  "log" BLOB NOT NULL,
  "hash" BLOB NOT NULL,
  "seq" BIGINT NOT NULL,
  "lamport" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "log", "hash")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "sight" (
  coop_id BIGINT NOT NULL,
  "log" BLOB NOT NULL,
  "seq" BIGINT NOT NULL,
  "hash" BLOB NOT NULL,
  "vector" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "log", "seq", "hash")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "right_change" (
  coop_id BIGINT NOT NULL,
  "lamport" BIGINT NOT NULL,
  "hash" BLOB NOT NULL,
  "log" BLOB NOT NULL,
  "seq" BIGINT NOT NULL,
  "kind" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "lamport", "hash")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "cut" (
  coop_id BIGINT NOT NULL,
  "log" BLOB NOT NULL,
  "by" BLOB NOT NULL,
  "adopt" BIGINT NOT NULL,
  "seq" BIGINT NOT NULL,
  "hash" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "log", "by")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "signed_head" (
  coop_id BIGINT NOT NULL,
  "log" BLOB NOT NULL,
  "seq" BIGINT NOT NULL,
  "hash" BLOB NOT NULL,
  "sign" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "log", "seq", "hash")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "waiting" (
  coop_id BIGINT NOT NULL,
  "log" BLOB NOT NULL,
  "seq" BIGINT NOT NULL,
  "hash" BLOB NOT NULL,
  "prev" BLOB NOT NULL,
  "bytes" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "log", "seq", "hash")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "aside" (
  coop_id BIGINT NOT NULL,
  "log" BLOB NOT NULL,
  "last" BLOB NOT NULL,
  "first" BIGINT NOT NULL,
  "prev" BLOB NOT NULL,
  "bytes" BLOB NOT NULL,
  "sign" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "log", "last")
) WITHOUT ROWID;
