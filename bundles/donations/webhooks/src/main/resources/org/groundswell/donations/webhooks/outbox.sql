-- What one endpoint has to be told. Amounts are minor units of the row's currency, times are milliseconds since 1970 UTC.
-- Nothing personal: that is read from the ledger when a letter is sent.

-- Up to where the ledger was read. Moves in the transaction that writes the letters.
CREATE TABLE IF NOT EXISTS mark (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    position TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS letter (
    donation  TEXT NOT NULL,
    sequence  INTEGER NOT NULL,
    campaign  TEXT NOT NULL,
    currency  TEXT NOT NULL,
    state     TEXT NOT NULL,
    raised    INTEGER NOT NULL,
    donations INTEGER NOT NULL,
    cause     TEXT NOT NULL,
    at        INTEGER NOT NULL,
    attempts  INTEGER NOT NULL DEFAULT 0,
    first_try INTEGER,
    due       INTEGER NOT NULL,
    dead      INTEGER NOT NULL DEFAULT 0,
    failure   TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (donation, sequence)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS letter_due ON letter (dead, due, sequence);

-- Positions in the order in which the ledger was read: all up to one is told when no letter of its page or of an earlier one
-- waits. Who takes over from this node goes on from there.
CREATE TABLE IF NOT EXISTS page (
    number   INTEGER PRIMARY KEY,
    position TEXT NOT NULL
);

-- Under which fence this node told last; no row while it was alone with its ledger.
CREATE TABLE IF NOT EXISTS turn (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    fence INTEGER NOT NULL
);
