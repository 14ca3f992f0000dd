-- What the server itself knows. cooperative, part and receipt_file are per cooperative; activation, officer and fact
-- are small and read by all; session belongs to this machine and is never written together with a cooperative's rows.
-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS cooperative (
  coop_id BIGINT NOT NULL PRIMARY KEY,
  cooperative BYTEA NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  village TEXT COLLATE "C" NOT NULL,
  founding BYTEA NOT NULL,
  server_log BYTEA NOT NULL,
  enrolled_at BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  heard_at BIGINT NOT NULL,
  heard_how BIGINT NOT NULL,
  survey_due BIGINT NOT NULL,
  month BIGINT NOT NULL,
  month_entries BIGINT NOT NULL,
  last_entry BIGINT NOT NULL,
  members BIGINT NOT NULL,
  exceptions BIGINT NOT NULL,
  findings BIGINT NOT NULL,
  chain BIGINT NOT NULL,
  closed BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS cooperative_by_village ON cooperative (village, coop_id);
CREATE TABLE IF NOT EXISTS part (
  coop_id BIGINT NOT NULL,
  sum BYTEA NOT NULL,
  kept_at BIGINT NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY (coop_id, sum)
);
CREATE TABLE IF NOT EXISTS receipt_file (
  coop_id BIGINT NOT NULL,
  name BYTEA NOT NULL,
  made_at BIGINT NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY (coop_id, name)
);
CREATE TABLE IF NOT EXISTS activation (
  code BYTEA NOT NULL PRIMARY KEY,
  code_key BYTEA NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  village TEXT COLLATE "C" NOT NULL,
  made_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL,
  cooperative BYTEA NOT NULL,
  founding BYTEA NOT NULL
);
CREATE TABLE IF NOT EXISTS officer (
  name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  region TEXT COLLATE "C" NOT NULL,
  passphrase TEXT COLLATE "C" NOT NULL,
  second BYTEA NOT NULL,
  second_step BIGINT NOT NULL,
  made_at BIGINT NOT NULL
);
CREATE TABLE IF NOT EXISTS fact (
  name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  value BYTEA NOT NULL
);
CREATE TABLE IF NOT EXISTS session (
  token_hash BYTEA NOT NULL PRIMARY KEY,
  officer TEXT COLLATE "C" NOT NULL,
  made_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL
);
