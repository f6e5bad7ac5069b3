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
    currency TEXT NOT NULL,
    email    TEXT NOT NULL
);
CREATE INDEX gift_at ON gift (at);
CREATE INDEX gift_email ON gift (email, n) WHERE email <> '';
CREATE INDEX gift_payment ON gift (payment, n) WHERE payment <> '';

-- What many gifts share: a state, a gateway, a campaign, an amount, a currency. Each has a word of three letters (see Tag).
CREATE TABLE tag (
    code   INTEGER PRIMARY KEY,
    value  TEXT NOT NULL UNIQUE
);

-- Three letters in a row of names and addresses, and the words of what many share, so that whatever is combined is found
-- in one index that has both sides in order. Holds no texts of its own.
CREATE VIRTUAL TABLE word USING fts5 (name, email, state, provider, campaign, amount, currency, content='', contentless_delete=1,
    tokenize='trigram remove_diacritics 1');

CREATE TABLE mark (position TEXT NOT NULL);
INSERT INTO mark VALUES ('');
