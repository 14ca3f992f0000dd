-- Who is who in a cooperative: derived from the log by coop.Fold.
-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS "log" (
  coop_id BIGINT NOT NULL,
  "log" BLOB NOT NULL,
  "letters" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "sign" BLOB NOT NULL,
  "box" BLOB NOT NULL,
  "server" BIGINT NOT NULL,
  "invite" BLOB NOT NULL,
  "by" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "log")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "device" (
  coop_id BIGINT NOT NULL,
  "log" BLOB NOT NULL,
  "hash" BLOB NOT NULL,
  "lamport" BIGINT NOT NULL,
  "sign" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "log", "hash")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "enrol" (
  coop_id BIGINT NOT NULL,
  "log" BLOB NOT NULL,
  "hash" BLOB NOT NULL,
  "village" TEXT NOT NULL,
  "server" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "log", "hash")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "coop" (
  coop_id BIGINT NOT NULL,
  "cooperative" BLOB NOT NULL,
  "log" BLOB NOT NULL,
  "hash" BLOB NOT NULL,
  "name" TEXT NOT NULL,
  "village" TEXT NOT NULL,
  "recovery" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "cooperative")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "user_account" (
  coop_id BIGINT NOT NULL,
  "user" BLOB NOT NULL,
  "name" TEXT NOT NULL,
  "role" BIGINT NOT NULL,
  "by" BLOB NOT NULL,
  "lamport" BIGINT NOT NULL,
  "hash" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "user")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "user_key" (
  coop_id BIGINT NOT NULL,
  "user" BLOB NOT NULL,
  "public" BLOB NOT NULL,
  "slot" BLOB NOT NULL,
  "log" BLOB NOT NULL,
  "author" BLOB NOT NULL,
  "lamport" BIGINT NOT NULL,
  "hash" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "user", "public")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "member" (
  coop_id BIGINT NOT NULL,
  "member" BLOB NOT NULL,
  "same" BLOB NOT NULL,
  "number" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "hamlet" TEXT NOT NULL,
  "group" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "joined" TEXT NOT NULL,
  "left" TEXT NOT NULL,
  "sex" TEXT NOT NULL,
  "nikkey" BLOB NOT NULL,
  "log" BLOB NOT NULL,
  "seq" BIGINT NOT NULL,
  "hash" BLOB NOT NULL,
  "at" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "member")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "member_field" (
  coop_id BIGINT NOT NULL,
  "member" BLOB NOT NULL,
  "field" BIGINT NOT NULL,
  "lamport" BIGINT NOT NULL,
  "hash" BLOB NOT NULL,
  "value" TEXT NOT NULL,
  "box" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "member", "field")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "member_same" (
  coop_id BIGINT NOT NULL,
  "a" BLOB NOT NULL,
  "b" BLOB NOT NULL,
  "apart" BIGINT NOT NULL,
  "lamport" BIGINT NOT NULL,
  "hash" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "a", "b")
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "vault" (
  coop_id BIGINT NOT NULL,
  "log" BLOB NOT NULL,
  "epoch" BIGINT NOT NULL,
  "hash" BLOB NOT NULL,
  "key" BLOB NOT NULL,
  PRIMARY KEY (coop_id, "log", "epoch", "hash")
) WITHOUT ROWID;
