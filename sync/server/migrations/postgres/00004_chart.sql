-- What a cooperative may post on, and its dated settings: derived from the log by coop.Fold.
-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS "account" (
  coop_id BIGINT NOT NULL,
  "code" TEXT COLLATE "C" NOT NULL,
  "name_id" TEXT COLLATE "C" NOT NULL,
  "name_en" TEXT COLLATE "C" NOT NULL,
  "type" BIGINT NOT NULL,
  "heading" BIGINT NOT NULL,
  "credit" BIGINT NOT NULL,
  "sub" TEXT COLLATE "C" NOT NULL,
  "closed" BIGINT NOT NULL,
  "own" BIGINT NOT NULL,
  "lamport" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "code")
);
CREATE TABLE IF NOT EXISTS "account_make" (
  coop_id BIGINT NOT NULL,
  "code" TEXT COLLATE "C" NOT NULL,
  "hash" BYTEA NOT NULL,
  "lamport" BIGINT NOT NULL,
  "log" BYTEA NOT NULL,
  "seq" BIGINT NOT NULL,
  "body" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "code", "hash")
);
CREATE TABLE IF NOT EXISTS "account_edit" (
  coop_id BIGINT NOT NULL,
  "code" TEXT COLLATE "C" NOT NULL,
  "name_id" TEXT COLLATE "C" NOT NULL,
  "name_en" TEXT COLLATE "C" NOT NULL,
  "closed" BIGINT NOT NULL,
  "lamport" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "code")
);
CREATE TABLE IF NOT EXISTS "occasion" (
  coop_id BIGINT NOT NULL,
  "name" TEXT COLLATE "C" NOT NULL,
  "text" TEXT COLLATE "C" NOT NULL,
  "lamport" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "name")
);
CREATE TABLE IF NOT EXISTS "outlet" (
  coop_id BIGINT NOT NULL,
  "code" TEXT COLLATE "C" NOT NULL,
  "name_id" TEXT COLLATE "C" NOT NULL,
  "name_en" TEXT COLLATE "C" NOT NULL,
  "closed" BIGINT NOT NULL,
  "lamport" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "code")
);
CREATE TABLE IF NOT EXISTS "setting" (
  coop_id BIGINT NOT NULL,
  "key" TEXT COLLATE "C" NOT NULL,
  "from" BIGINT NOT NULL,
  "value" TEXT COLLATE "C" NOT NULL,
  "lamport" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  PRIMARY KEY (coop_id, "key", "from")
);
