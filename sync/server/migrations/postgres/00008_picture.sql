-- Pictures of evidence, sealed as they came. Per cooperative.
-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS picture (
  coop_id BIGINT NOT NULL,
  sum BYTEA NOT NULL,
  size BIGINT NOT NULL,
  kept_at BIGINT NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY (coop_id, sum)
);
CREATE INDEX IF NOT EXISTS evidence_by_sum ON "evidence" (coop_id, "sum");
