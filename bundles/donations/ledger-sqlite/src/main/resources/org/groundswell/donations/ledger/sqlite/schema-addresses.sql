-- Where a donor lives, for the receipt: where a site asks for it.
ALTER TABLE donation ADD COLUMN address TEXT NOT NULL DEFAULT '';
