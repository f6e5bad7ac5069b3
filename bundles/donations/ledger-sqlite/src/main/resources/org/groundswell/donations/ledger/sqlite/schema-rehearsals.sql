-- Rehearsals, by their numbers; 0 stands for real money. Visitors see 0 once it is there, else the last one.
CREATE TABLE rehearsal (
    number INTEGER PRIMARY KEY,
    began  INTEGER NOT NULL
);
INSERT INTO rehearsal VALUES (1, 0);

-- Whose gift or test it is. Given with the pledge, never changed.
ALTER TABLE donation ADD COLUMN rehearsal INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN rehearsal INTEGER NOT NULL DEFAULT 0;

-- What was before there were marks: no money moves in the sandbox, nor in Stripe's test mode, whose ids say so.
UPDATE donation SET rehearsal = 1
    WHERE provider = 'sandbox' OR provider = 'stripe' AND payment_id GLOB 'cs_test_*';
UPDATE donation SET rehearsal = 1
    WHERE rehearsal = 0 AND renews IN (SELECT id FROM donation WHERE rehearsal = 1);
INSERT INTO rehearsal SELECT 0, 0 WHERE EXISTS (SELECT 1 FROM donation WHERE rehearsal = 0 AND settled > 0);

-- The new column gets its first values; nothing that was written is changed.
DROP TRIGGER entry_is_never_changed;
UPDATE entry SET rehearsal = 1 WHERE donation IN (SELECT id FROM donation WHERE rehearsal = 1);
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'ledger entries are never changed'); END;

DROP INDEX entry_counted;
CREATE INDEX entry_counted ON entry (campaign, rehearsal, sequence) WHERE donations = 1;

-- The sum of the entries of real money and of each rehearsal. What does not add up stays with the real money.
ALTER TABLE total RENAME TO total_of_all;
CREATE TABLE total (
    campaign  TEXT NOT NULL,
    currency  TEXT NOT NULL,
    rehearsal INTEGER NOT NULL,
    raised    INTEGER NOT NULL,
    donations INTEGER NOT NULL,
    updated   INTEGER NOT NULL,
    PRIMARY KEY (campaign, currency, rehearsal)
) WITHOUT ROWID;
INSERT INTO total SELECT campaign, currency, rehearsal, sum(raised), sum(donations), max(at) FROM entry
    WHERE raised <> 0 OR donations <> 0 GROUP BY campaign, currency, rehearsal;
INSERT INTO total
    SELECT a.campaign, a.currency, 0, a.raised - coalesce(t.raised, 0), a.donations - coalesce(t.donations, 0), a.updated
    FROM total_of_all a LEFT JOIN total t ON t.campaign = a.campaign AND t.currency = a.currency AND t.rehearsal = 1
    WHERE a.raised <> coalesce(t.raised, 0) OR a.donations <> coalesce(t.donations, 0)
    ON CONFLICT (campaign, currency, rehearsal) DO UPDATE SET raised = excluded.raised, donations = excluded.donations;
DROP TABLE total_of_all;
