-- Amounts are minor units of the row's currency, times are milliseconds since 1970 UTC, ids are the 16 bytes of a UUID.

-- A pledge and where it stands now. Personal, as remark is, which came later.
CREATE TABLE IF NOT EXISTS donation (
    id         BLOB PRIMARY KEY,
    key        TEXT NOT NULL UNIQUE,
    campaign   TEXT NOT NULL,
    currency   TEXT NOT NULL,
    amount     INTEGER NOT NULL CHECK (amount > 0),
    name       TEXT NOT NULL,
    email      TEXT NOT NULL,
    message    TEXT NOT NULL,
    anonymous  INTEGER NOT NULL,
    language   TEXT NOT NULL,
    pledged_at INTEGER NOT NULL,
    state      TEXT NOT NULL,
    provider   TEXT,
    payment_id TEXT,
    checkout   TEXT,
    settled    INTEGER NOT NULL DEFAULT 0 CHECK (settled >= 0),
    refunded   INTEGER NOT NULL DEFAULT 0 CHECK (refunded >= 0 AND refunded <= settled),
    changed_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS donation_open ON donation (id) WHERE state IN ('PLEDGED', 'PENDING');

-- Every payment that was ever opened for a donation.
CREATE TABLE IF NOT EXISTS payment (
    provider   TEXT NOT NULL,
    payment_id TEXT NOT NULL,
    donation   BLOB NOT NULL REFERENCES donation (id),
    PRIMARY KEY (provider, payment_id)
) WITHOUT ROWID;

-- The book. Appended to, never changed.
CREATE TABLE IF NOT EXISTS entry (
    sequence  INTEGER PRIMARY KEY AUTOINCREMENT,
    donation  BLOB NOT NULL REFERENCES donation (id),
    campaign  TEXT NOT NULL,
    currency  TEXT NOT NULL,
    state     TEXT NOT NULL,
    raised    INTEGER NOT NULL,
    donations INTEGER NOT NULL CHECK (donations IN (-1, 0, 1)),
    cause     TEXT NOT NULL,
    provider  TEXT,
    event_id  TEXT,
    at        INTEGER NOT NULL
);

CREATE INDEX IF NOT EXISTS entry_donation ON entry (donation, sequence);
CREATE INDEX IF NOT EXISTS entry_counted ON entry (campaign, sequence) WHERE donations = 1;
CREATE UNIQUE INDEX IF NOT EXISTS entry_event ON entry (provider, event_id) WHERE event_id IS NOT NULL;

CREATE TRIGGER IF NOT EXISTS entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'ledger entries are never changed'); END;

CREATE TRIGGER IF NOT EXISTS entry_is_never_removed BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'ledger entries are never removed'); END;

-- The sum of the entries, kept in the same transaction as each entry.
CREATE TABLE IF NOT EXISTS total (
    campaign  TEXT NOT NULL,
    currency  TEXT NOT NULL,
    raised    INTEGER NOT NULL,
    donations INTEGER NOT NULL,
    updated   INTEGER NOT NULL,
    PRIMARY KEY (campaign, currency)
) WITHOUT ROWID;
