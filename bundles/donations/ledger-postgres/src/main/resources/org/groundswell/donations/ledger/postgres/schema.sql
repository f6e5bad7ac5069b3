-- Amounts are minor units of the row's currency, times are milliseconds since 1970 UTC.

-- Who writes. A node has one of these rows for as long as it is alive, and a number of its own for each time that it took
-- one (session): what an earlier session still sends is refused. written counts its commits, so that a commit whose answer
-- was lost can be told from one that never was. seen is by the database's clock: a row that nobody has shown for a minute
-- may be taken over.
CREATE SEQUENCE writer_session;
CREATE TABLE writer (
    id      integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    session bigint NOT NULL UNIQUE,
    written bigint NOT NULL,
    seen    timestamptz NOT NULL
) WITH (fillfactor = 20);
-- How far sessions came that have ended.
CREATE TABLE ended_session (
    session bigint PRIMARY KEY,
    written bigint NOT NULL
);

-- A pledge and where it stands now. Personal, as remark is. version is the sequence of its last entry. A receipt is due at
-- receipt_due, NULL while none is owed.
CREATE TABLE donation (
    id           uuid PRIMARY KEY,
    key          text NOT NULL UNIQUE,
    campaign     text NOT NULL,
    currency     text NOT NULL,
    amount       bigint NOT NULL CHECK (amount > 0),
    name         text NOT NULL,
    email        text NOT NULL,
    message      text NOT NULL,
    anonymous    boolean NOT NULL,
    address      text NOT NULL,
    language     text NOT NULL,
    monthly      boolean NOT NULL,
    renews       uuid,
    pledged_at   bigint NOT NULL,
    rehearsal    integer NOT NULL,
    state        text NOT NULL,
    provider     text,
    payment_id   text,
    checkout     text,
    subscription text,
    settled      bigint NOT NULL CHECK (settled >= 0),
    refunded     bigint NOT NULL CHECK (refunded >= 0 AND refunded <= settled),
    fee          bigint,
    fee_currency text,
    changed_at   bigint NOT NULL,
    version      bigint NOT NULL,
    receipt_due  bigint,
    receipt_sent bigint
);
CREATE INDEX donation_open ON donation (id) WHERE state IN ('PLEDGED', 'PENDING');
CREATE INDEX donation_receipt ON donation (receipt_due) WHERE receipt_due IS NOT NULL;

-- Every payment that was ever opened for a donation.
CREATE TABLE payment (
    provider   text NOT NULL,
    payment_id text NOT NULL,
    donation   uuid NOT NULL REFERENCES donation (id),
    PRIMARY KEY (provider, payment_id)
);

-- The book. Appended to, never changed. Numbers are given before the commit and may leave some out; those of one writer
-- become visible in their order, and so do those of one donation.
CREATE SEQUENCE entry_sequence;
CREATE TABLE entry (
    sequence  bigint PRIMARY KEY,
    writer    integer NOT NULL REFERENCES writer (id),
    donation  uuid NOT NULL REFERENCES donation (id),
    campaign  text NOT NULL,
    currency  text NOT NULL,
    state     text NOT NULL,
    raised    bigint NOT NULL,
    donations integer NOT NULL CHECK (donations IN (-1, 0, 1)),
    cause     text NOT NULL,
    provider  text,
    event_id  text,
    at        bigint NOT NULL,
    rehearsal integer NOT NULL
);
CREATE UNIQUE INDEX entry_position ON entry (writer, sequence);
CREATE INDEX entry_donation ON entry (donation, sequence);
CREATE INDEX entry_counted ON entry (campaign, rehearsal, sequence) WHERE donations = 1;
CREATE UNIQUE INDEX entry_event ON entry (provider, event_id) WHERE event_id IS NOT NULL;

-- Rehearsals, by their numbers; 0 stands for real money. Visitors see 0 once it is there, else the last one.
CREATE TABLE rehearsal (
    number integer PRIMARY KEY,
    began  bigint NOT NULL
);
INSERT INTO rehearsal VALUES (1, 0);

-- The sum of the entries, kept in the same transaction as each entry: a row for each writer, so that nodes never wait for
-- each other's row.
CREATE TABLE writer_total (
    campaign  text NOT NULL,
    currency  text NOT NULL,
    rehearsal integer NOT NULL,
    writer    integer NOT NULL REFERENCES writer (id),
    raised    bigint NOT NULL,
    donations bigint NOT NULL,
    updated   bigint NOT NULL,
    PRIMARY KEY (campaign, currency, rehearsal, writer)
) WITH (fillfactor = 20);
CREATE VIEW total AS SELECT campaign, currency, rehearsal, sum(raised)::bigint AS raised,
    sum(donations)::bigint AS donations, max(updated) AS updated FROM writer_total GROUP BY campaign, currency, rehearsal;

-- Receipts that were given out. Donors have them: neither the number nor its donation ever changes. The count begins at 1
-- in each year of the site's time zone and leaves none out; tests are counted by themselves.
CREATE TABLE receipt (
    test      boolean NOT NULL,
    year      integer NOT NULL,
    count     bigint NOT NULL CHECK (count > 0),
    donation  uuid NOT NULL UNIQUE REFERENCES donation (id),
    issued_at bigint NOT NULL,
    PRIMARY KEY (test, year, count)
);
CREATE TABLE receipt_count (
    test  boolean NOT NULL,
    year  integer NOT NULL,
    count bigint NOT NULL,
    PRIMARY KEY (test, year)
);

-- What people of the charity did with gifts and said about them. Not in the book, which never changes: words are personal
-- and may be erased. entry is the sequence of the entry that it explains, or NULL.
CREATE TABLE remark (
    number   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    donation uuid NOT NULL REFERENCES donation (id),
    entry    bigint,
    at       bigint NOT NULL,
    author   text NOT NULL,
    kind     text NOT NULL,
    words    text NOT NULL
);
CREATE INDEX remark_donation ON remark (donation, number);

-- Refunds that somebody asked for, from before the gateway hears of them. At most one of a gift is on its way.
CREATE TABLE refund (
    key         text PRIMARY KEY,
    donation    uuid NOT NULL REFERENCES donation (id),
    currency    text NOT NULL,
    amount      bigint NOT NULL CHECK (amount > 0),
    gone_before bigint NOT NULL CHECK (gone_before >= 0),
    state       text NOT NULL,
    at          bigint NOT NULL
);
CREATE UNIQUE INDEX refund_open ON refund (donation) WHERE state = 'OPEN';

CREATE FUNCTION never_changed() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME; END $$;
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
    FOR EACH STATEMENT EXECUTE FUNCTION never_changed();
CREATE TRIGGER receipt_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON receipt
    FOR EACH STATEMENT EXECUTE FUNCTION never_changed();

-- Ends the statement, and with it all that it has written, where something is not as it was read.
CREATE FUNCTION require(holds boolean, code text, sentence text) RETURNS void LANGUAGE plpgsql AS
    $$ BEGIN IF NOT holds THEN RAISE EXCEPTION USING MESSAGE = sentence, ERRCODE = code; END IF; END $$;
