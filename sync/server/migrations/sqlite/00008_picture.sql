-- Pictures of evidence, sealed as they came. Per cooperative.
-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS picture (
  coop_id BIGINT NOT NULL,
  sum BLOB NOT NULL,
  size BIGINT NOT NULL,
  kept_at BIGINT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (coop_id, sum)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS evidence_by_sum ON "evidence" (coop_id, "sum");
