-- Who is who in a cooperative: derived from the log by coop.Fold.
-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS "log" (
  coop_id BIGINT NOT NULL,
  "log" BYTEA NOT NULL,
  "letters" TEXT COLLATE "C" NOT NULL,
  "name" TEXT COLLATE "C" NOT NULL,
  "sign" BYTEA NOT NULL,
  "box" BYTEA NOT NULL,
  "server" BIGINT NOT NULL,
  "invite" BYTEA NOT NULL,
  "by" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "log")
);
CREATE TABLE IF NOT EXISTS "device" (
  coop_id BIGINT NOT NULL,
  "log" BYTEA NOT NULL,
  "hash" BYTEA NOT NULL,
  "lamport" BIGINT NOT NULL,
  "sign" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "log", "hash")
);
CREATE TABLE IF NOT EXISTS "enrol" (
  coop_id BIGINT NOT NULL,
  "log" BYTEA NOT NULL,
  "hash" BYTEA NOT NULL,
  "village" TEXT COLLATE "C" NOT NULL,
  "server" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "log", "hash")
);
CREATE TABLE IF NOT EXISTS "coop" (
  coop_id BIGINT NOT NULL,
  "cooperative" BYTEA NOT NULL,
  "log" BYTEA NOT NULL,
  "hash" BYTEA NOT NULL,
  "name" TEXT COLLATE "C" NOT NULL,
  "village" TEXT COLLATE "C" NOT NULL,
  "recovery" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "cooperative")
);
CREATE TABLE IF NOT EXISTS "user_account" (
  coop_id BIGINT NOT NULL,
  "user" BYTEA NOT NULL,
  "name" TEXT COLLATE "C" NOT NULL,
  "role" BIGINT NOT NULL,
  "by" BYTEA NOT NULL,
  "lamport" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "user")
);
CREATE TABLE IF NOT EXISTS "user_key" (
  coop_id BIGINT NOT NULL,
  "user" BYTEA NOT NULL,
  "public" BYTEA NOT NULL,
  "slot" BYTEA NOT NULL,
  "log" BYTEA NOT NULL,
  "author" BYTEA NOT NULL,
  "lamport" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "user", "public")
);
CREATE TABLE IF NOT EXISTS "member" (
  coop_id BIGINT NOT NULL,
  "member" BYTEA NOT NULL,
  "same" BYTEA NOT NULL,
  "number" TEXT COLLATE "C" NOT NULL,
  "name" TEXT COLLATE "C" NOT NULL,
  "hamlet" TEXT COLLATE "C" NOT NULL,
  "group" TEXT COLLATE "C" NOT NULL,
  "status" TEXT COLLATE "C" NOT NULL,
  "joined" TEXT COLLATE "C" NOT NULL,
  "left" TEXT COLLATE "C" NOT NULL,
  "sex" TEXT COLLATE "C" NOT NULL,
  "nikkey" BYTEA NOT NULL,
  "log" BYTEA NOT NULL,
  "seq" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  "at" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "member")
);
CREATE TABLE IF NOT EXISTS "member_field" (
  coop_id BIGINT NOT NULL,
  "member" BYTEA NOT NULL,
  "field" BIGINT NOT NULL,
  "lamport" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  "value" TEXT COLLATE "C" NOT NULL,
  "box" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "member", "field")
);
CREATE TABLE IF NOT EXISTS "member_same" (
  coop_id BIGINT NOT NULL,
  "a" BYTEA NOT NULL,
  "b" BYTEA NOT NULL,
  "apart" BIGINT NOT NULL,
  "lamport" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "a", "b")
);
CREATE TABLE IF NOT EXISTS "vault" (
  coop_id BIGINT NOT NULL,
  "log" BYTEA NOT NULL,
  "epoch" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  "key" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "log", "epoch", "hash")
);
