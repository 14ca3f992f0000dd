-- What the server itself knows. cooperative, part and receipt_file are per cooperative; activation, officer and fact
-- are small and read by all; session belongs to this machine and is never written together with a cooperative's rows.
-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS cooperative (
  coop_id BIGINT NOT NULL PRIMARY KEY,
  cooperative BLOB NOT NULL,
  name TEXT NOT NULL,
  village TEXT NOT NULL,
  founding BLOB NOT NULL,
  server_log BLOB NOT NULL,
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
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cooperative_by_village ON cooperative (village, coop_id);
CREATE TABLE IF NOT EXISTS part (
  coop_id BIGINT NOT NULL,
  sum BLOB NOT NULL,
  kept_at BIGINT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (coop_id, sum)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS receipt_file (
  coop_id BIGINT NOT NULL,
  name BLOB NOT NULL,
  made_at BIGINT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (coop_id, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS activation (
  code BLOB NOT NULL PRIMARY KEY,
  code_key BLOB NOT NULL,
  name TEXT NOT NULL,
  village TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL,
  cooperative BLOB NOT NULL,
  founding BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS officer (
  name TEXT NOT NULL PRIMARY KEY,
  region TEXT NOT NULL,
  passphrase TEXT NOT NULL,
  second BLOB NOT NULL,
  second_step BIGINT NOT NULL,
  made_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fact (
  name TEXT NOT NULL PRIMARY KEY,
  value BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS session (
  token_hash BLOB NOT NULL PRIMARY KEY,
  officer TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL
) WITHOUT ROWID;
