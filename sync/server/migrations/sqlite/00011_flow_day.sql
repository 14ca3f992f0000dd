-- The running sums of the statement of cash flow go by day, because people ask for days that are no months. What is
-- posted already is added up anew by the rule of coop.FlowRows: 1 credits, 2 money came in, 4 lends to a member, 8
-- takes up a loan.
-- +goose NO TRANSACTION
-- +goose Up
DROP TABLE IF EXISTS "flow";
CREATE TABLE IF NOT EXISTS "flow" (
  coop_id BIGINT NOT NULL,
  "account" TEXT NOT NULL,
  "way" BIGINT NOT NULL,
  "day" BIGINT NOT NULL,
  "amount" BIGINT NOT NULL,
  PRIMARY KEY (coop_id, "account", "way", "day")
) WITHOUT ROWID;
INSERT INTO "flow" (coop_id, "account", "way", "day", "amount")
SELECT l.coop_id, l.account, e.way + CASE WHEN l.amount < 0 THEN 1 ELSE 0 END, l.posted,
  CAST(sum(l.amount) AS BIGINT)
FROM (
  SELECT coop_id, entry,
    CASE WHEN sum(CASE WHEN substr(account, 1, 3) IN ('111', '112') THEN amount ELSE 0 END) >= 0 THEN 2 ELSE 0 END
    + max(CASE WHEN substr(account, 1, 3) = '121' AND amount > 0 THEN 4 ELSE 0 END)
    + max(CASE WHEN substr(account, 1, 2) = '25' AND amount < 0 THEN 8 ELSE 0 END) AS way
  FROM "line" WHERE posted > 0 GROUP BY coop_id, entry
  HAVING max(CASE WHEN substr(account, 1, 3) IN ('111', '112', '291') THEN 1 ELSE 0 END) = 1
) AS e
JOIN "line" AS l ON l.coop_id = e.coop_id AND l.entry = e.entry
WHERE substr(l.account, 1, 3) NOT IN ('111', '112')
GROUP BY 1, 2, 3, 4 HAVING sum(l.amount) <> 0
ON CONFLICT (coop_id, "account", "way", "day") DO NOTHING;
