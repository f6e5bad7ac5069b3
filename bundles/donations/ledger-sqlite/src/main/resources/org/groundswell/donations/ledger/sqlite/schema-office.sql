-- What people of the charity did with gifts and said about them. Not in the book, which never changes: words are personal
-- and may be erased. entry is the sequence of the entry that it explains, or NULL.
CREATE TABLE remark (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    donation BLOB NOT NULL REFERENCES donation (id),
    entry    INTEGER,
    at       INTEGER NOT NULL,
    author   TEXT NOT NULL,
    kind     TEXT NOT NULL,
    words    TEXT NOT NULL
);
CREATE INDEX remark_donation ON remark (donation, number);

-- Refunds that somebody asked for, from before the gateway hears of them. At most one of a gift is on its way.
CREATE TABLE refund (
    key         TEXT PRIMARY KEY,
    donation    BLOB NOT NULL REFERENCES donation (id),
    currency    TEXT NOT NULL,
    amount      INTEGER NOT NULL CHECK (amount > 0),
    gone_before INTEGER NOT NULL CHECK (gone_before >= 0),
    state       TEXT NOT NULL,
    at          INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX refund_open ON refund (donation) WHERE state = 'OPEN';
