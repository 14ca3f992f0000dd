-- What a cooperative may post on, and its dated settings: derived from the log by coop.Fold.
-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS "account" (
  coop_id BIGINT NOT NULL,
  "code" TEXT NOT NULL,
  "name_id" TEXT NOT NULL,
  "name_en" TEXT NOT NULL,
  "type" BIGINT NOT NULL,
  "heading" BIGINT NOT NULL,
  "credit" BIGINT NOT NULL,
  "sub" TEXT NOT NULL,
  "closed" BIGINT NOT NULL,
  "own" BIGINT NOT NULL,
  "lamport" BIGINT NOT NULL,
  "hash" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "code")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "account_make" (
  coop_id BIGINT NOT NULL,
  "code" TEXT NOT NULL,
  "hash" BLOB NOT NULL,
  "lamport" BIGINT NOT NULL,
  "log" BLOB NOT NULL,
  "seq" BIGINT NOT NULL,
  "body" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "code", "hash")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "account_edit" (
  coop_id BIGINT NOT NULL,
  "code" TEXT NOT NULL,
  "name_id" TEXT NOT NULL,
  "name_en" TEXT NOT NULL,
  "closed" BIGINT NOT NULL,
  "lamport" BIGINT NOT NULL,
  "hash" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "code")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "occasion" (
  coop_id BIGINT NOT NULL,
  "name" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "lamport" BIGINT NOT NULL,
  "hash" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "name")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "outlet" (
  coop_id BIGINT NOT NULL,
  "code" TEXT NOT NULL,
  "name_id" TEXT NOT NULL,
  "name_en" TEXT NOT NULL,
  "closed" BIGINT NOT NULL,
  "lamport" BIGINT NOT NULL,
  "hash" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "code")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "setting" (
  coop_id BIGINT NOT NULL,
  "key" TEXT NOT NULL,
  "from" BIGINT NOT NULL,
  "value" TEXT NOT NULL,
  "lamport" BIGINT NOT NULL,
  "hash" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "key", "from")
) WITHOUT ROWID;
