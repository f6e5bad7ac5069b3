-- What the gateway kept of the money; NULL while it has not said so.
ALTER TABLE donation ADD COLUMN fee INTEGER;

-- Monthly gifts: each month is a donation of its own, which names the first one and the gateway's subscription.
ALTER TABLE donation ADD COLUMN monthly INTEGER NOT NULL DEFAULT 0;
ALTER TABLE donation ADD COLUMN renews BLOB;
ALTER TABLE donation ADD COLUMN subscription TEXT;
