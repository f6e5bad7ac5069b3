-- Who does the jobs that must run once, until when by the database's clock. fence grows by one whenever a job goes to
-- another holder. mark is what the last holder wrote down. Rows stay: a fence is never given twice.
CREATE TABLE lease (
    job    text PRIMARY KEY,
    holder uuid NOT NULL,
    fence  bigint NOT NULL,
    until  timestamptz NOT NULL,
    mark   text NOT NULL DEFAULT ''
) WITH (fillfactor = 20);

-- Under which fence a receipt was taken to be sent; what an earlier holder had taken is due at once for the next one.
ALTER TABLE donation ADD COLUMN receipt_claim bigint;
CREATE INDEX donation_claim ON donation (receipt_claim) WHERE receipt_claim IS NOT NULL;
