-- When a receipt is to be tried next, NULL while none is owed; and when it was sent. Kept in the same transaction as the
-- payment, so that none is forgotten and none is owed twice.
ALTER TABLE donation ADD COLUMN receipt_due INTEGER;
ALTER TABLE donation ADD COLUMN receipt_sent INTEGER;

-- What was paid before there were receipts gets none.
UPDATE donation SET receipt_sent = 0 WHERE settled > 0;

CREATE INDEX IF NOT EXISTS donation_receipt ON donation (receipt_due) WHERE receipt_due IS NOT NULL;
