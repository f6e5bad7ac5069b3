-- With which page a letter came; 0 before there were pages, NULL once an admin has sent it again.
ALTER TABLE letter ADD COLUMN page INTEGER DEFAULT 0;
CREATE INDEX letter_page ON letter (page) WHERE dead = 0;
