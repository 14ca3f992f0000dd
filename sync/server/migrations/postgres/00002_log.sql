-- The log of each cooperative as it came: changes, heads, and what waits for others.
-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS "change" (
  coop_id BIGINT NOT NULL,
  "log" BYTEA NOT NULL,
  "seq" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  "prev" BYTEA NOT NULL,
  "lamport" BIGINT NOT NULL,
  "at" BIGINT NOT NULL,
  "author" BYTEA NOT NULL,
  "kind" BIGINT NOT NULL,
  "bytes" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "log", "seq", "hash")
);
CREATE TABLE IF NOT EXISTS "head" (
  coop_id BIGINT NOT NULL,
  "log" BYTEA NOT NULL,
  "hash" BYTEA NOT NULL,
  "seq" BIGINT NOT NULL,
  "lamport" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "log", "hash")
);
CREATE TABLE IF NOT EXISTS "sight" (
  coop_id BIGINT NOT NULL,
  "log" BYTEA NOT NULL,
  "seq" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  "vector" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "log", "seq", "hash")
);
CREATE TABLE IF NOT EXISTS "right_change" (
  coop_id BIGINT NOT NULL,
  "lamport" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  "log" BYTEA NOT NULL,
  "seq" BIGINT NOT NULL,
  "kind" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "lamport", "hash")
);
CREATE TABLE IF NOT EXISTS "cut" (
  coop_id BIGINT NOT NULL,
  "log" BYTEA NOT NULL,
  "by" BYTEA NOT NULL,
  "adopt" BIGINT NOT NULL,
  "seq" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "log", "by")
);
CREATE TABLE IF NOT EXISTS "signed_head" (
  coop_id BIGINT NOT NULL,
  "log" BYTEA NOT NULL,
  "seq" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  "sign" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "log", "seq", "hash")
);
CREATE TABLE IF NOT EXISTS "waiting" (
  coop_id BIGINT NOT NULL,
  "log" BYTEA NOT NULL,
  "seq" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  "prev" BYTEA NOT NULL,
  "bytes" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "log", "seq", "hash")
);
CREATE TABLE IF NOT EXISTS "aside" (
  coop_id BIGINT NOT NULL,
  "log" BYTEA NOT NULL,
  "last" BYTEA NOT NULL,
  "first" BIGINT NOT NULL,
  "prev" BYTEA NOT NULL,
  "bytes" BYTEA NOT NULL,
  "sign" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "log", "last")
);
