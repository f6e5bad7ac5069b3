-- What each command pays for writing. A row that changes in no indexed column, on a page with room, costs its indexes
-- nothing: so the index of open gifts is over what only the end of being open changes.
DROP INDEX donation_open;
ALTER TABLE donation ADD COLUMN open boolean NOT NULL GENERATED ALWAYS AS (state IN ('PLEDGED', 'PENDING')) STORED;
CREATE INDEX donation_open ON donation (id) WHERE open;
ALTER TABLE donation SET (fillfactor = 70);

-- Whoever writes an entry holds its writer's row and has written its donation in the same statement, which fails where
-- either is not there: that they stay is all that is left to watch over.
ALTER TABLE entry DROP CONSTRAINT entry_writer_fkey, DROP CONSTRAINT entry_donation_fkey;
ALTER TABLE payment DROP CONSTRAINT payment_donation_fkey;
ALTER TABLE writer_total DROP CONSTRAINT writer_total_writer_fkey;
CREATE FUNCTION never_removed() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'rows of % are never removed', TG_TABLE_NAME; END $$;
CREATE TRIGGER donation_is_never_removed BEFORE DELETE OR TRUNCATE ON donation
    FOR EACH STATEMENT EXECUTE FUNCTION never_removed();
CREATE TRIGGER writer_is_never_removed BEFORE DELETE OR TRUNCATE ON writer
    FOR EACH STATEMENT EXECUTE FUNCTION never_removed();
