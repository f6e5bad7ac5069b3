-- Receipts that were given out. Donors have them: neither the number nor its donation ever changes. The count begins at 1
-- in each year of the site's time zone and leaves none out; tests are counted by themselves.
CREATE TABLE IF NOT EXISTS receipt (
    test      INTEGER NOT NULL CHECK (test IN (0, 1)),
    year      INTEGER NOT NULL,
    count     INTEGER NOT NULL CHECK (count > 0),
    donation  BLOB NOT NULL UNIQUE REFERENCES donation (id),
    issued_at INTEGER NOT NULL,
    PRIMARY KEY (test, year, count)
) WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS receipt_is_never_changed BEFORE UPDATE ON receipt
BEGIN SELECT RAISE(ABORT, 'receipts are never changed'); END;

CREATE TRIGGER IF NOT EXISTS receipt_is_never_removed BEFORE DELETE ON receipt
BEGIN SELECT RAISE(ABORT, 'receipts are never removed'); END;
