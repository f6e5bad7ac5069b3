-- When a session was ended, by the database's clock: after a week it is forgotten.
ALTER TABLE ended_session ADD COLUMN ended timestamptz NOT NULL DEFAULT now();
