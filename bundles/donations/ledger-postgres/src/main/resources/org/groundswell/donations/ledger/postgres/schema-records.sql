-- What nodes have in common besides the ledger. Who writes into a journal holds its row until the commit, so that versions
-- become visible in their order and whoever reads on after one leaves none out.
CREATE TABLE journal (
    name text PRIMARY KEY,
    last bigint NOT NULL
);
CREATE TABLE record (
    journal text NOT NULL,
    key     text NOT NULL,
    version bigint NOT NULL,
    value   text NOT NULL,
    PRIMARY KEY (journal, key)
);
CREATE UNIQUE INDEX record_version ON record (journal, version);
