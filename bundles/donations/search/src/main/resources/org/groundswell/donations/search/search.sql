-- Made from the ledger; whoever deletes this file has it made anew. n counts gifts in the order of their first entries.
CREATE TABLE gift (
    n        INTEGER PRIMARY KEY,
    id       BLOB NOT NULL UNIQUE,
    at       INTEGER NOT NULL,
    state    TEXT NOT NULL,
    provider TEXT NOT NULL,
    payment  TEXT NOT NULL,
    campaign TEXT NOT NULL,
    amount   TEXT NOT NULL,
    email    TEXT NOT NULL
);
CREATE INDEX gift_at ON gift (at);
CREATE INDEX gift_state ON gift (state, n);
CREATE INDEX gift_provider ON gift (provider, n);
CREATE INDEX gift_campaign ON gift (campaign, n);
CREATE INDEX gift_amount ON gift (amount, n);
CREATE INDEX gift_email ON gift (email, n) WHERE email <> '';
CREATE INDEX gift_payment ON gift (payment, n) WHERE payment <> '';

-- Three letters in a row of names and addresses; holds no texts of its own.
CREATE VIRTUAL TABLE word USING fts5 (name, email, content='', contentless_delete=1,
    tokenize='trigram remove_diacritics 1');

CREATE TABLE mark (position TEXT NOT NULL);
INSERT INTO mark VALUES ('');
