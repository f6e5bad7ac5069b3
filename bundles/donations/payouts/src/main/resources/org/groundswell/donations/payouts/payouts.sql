-- What gateways have said of their payouts. Amounts are minor units; times are milliseconds since 1970 UTC.
CREATE TABLE payout (
    n          INTEGER PRIMARY KEY,
    provider   TEXT NOT NULL,
    id         TEXT NOT NULL,
    state      TEXT NOT NULL,
    currency   TEXT NOT NULL,
    amount     INTEGER NOT NULL,
    begun      INTEGER NOT NULL,
    arrives    TEXT,
    day        TEXT NOT NULL,
    reference  TEXT NOT NULL,
    -- Where its lines are read on; NULL where the next reading begins at the first.
    cursor     TEXT,
    -- When all of its lines were read last; 0 where they never were.
    read       INTEGER NOT NULL DEFAULT 0,
    UNIQUE (provider, id)
);
CREATE INDEX payout_begun ON payout (begun, n);
CREATE INDEX payout_day ON payout (day);

CREATE TABLE line (
    n          INTEGER PRIMARY KEY,
    payout     INTEGER NOT NULL REFERENCES payout,
    provider   TEXT NOT NULL,
    id         TEXT NOT NULL,
    kind       TEXT NOT NULL,
    currency   TEXT NOT NULL,
    amount     INTEGER NOT NULL,
    fee        INTEGER NOT NULL,
    given_in   TEXT NOT NULL,
    given      INTEGER NOT NULL,
    about      TEXT NOT NULL,
    -- As the gateway names it; NULL where it does not.
    named      TEXT,
    -- As the ledger has it; NULL where it has none.
    donation   TEXT,
    campaign   TEXT NOT NULL DEFAULT '',
    test       INTEGER NOT NULL DEFAULT 0,
    word       TEXT NOT NULL,
    at         INTEGER NOT NULL,
    verdict    TEXT NOT NULL,
    -- The gateway has one line for each id, in one payout.
    UNIQUE (provider, id)
);
CREATE INDEX line_payout ON line (payout, n);
CREATE INDEX line_donation ON line (donation) WHERE donation IS NOT NULL;
CREATE INDEX line_about ON line (provider, about) WHERE donation IS NULL AND about <> '';
CREATE INDEX line_named ON line (named) WHERE donation IS NULL AND named IS NOT NULL;

-- Up to where the ledger was looked through for gifts that have lines.
CREATE TABLE mark (position TEXT NOT NULL);
INSERT INTO mark VALUES ('');
