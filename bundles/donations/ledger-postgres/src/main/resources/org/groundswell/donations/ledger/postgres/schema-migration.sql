-- The move of a SQLite ledger into this one: while done is NULL nobody else writes here. What it brings stands under the
-- writer 0 with the sequences that it had, so that positions in the old ledger stay positions in this one.
CREATE TABLE migration (
    writer integer PRIMARY KEY REFERENCES writer (id),
    begun  bigint NOT NULL,
    done   timestamptz
);
