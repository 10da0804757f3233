-- Why accounts are of one encounter, who takes what from whom, by how many origins a thing is told.
ALTER TABLE accounts ADD COLUMN reason TEXT;

CREATE TABLE sourcings (
  article TEXT NOT NULL REFERENCES articles (id),
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  from_article TEXT REFERENCES articles (id),
  from_source TEXT,
  statement TEXT REFERENCES statements (id),
  share REAL,
  directed INTEGER NOT NULL,
  start_char INTEGER,
  end_char INTEGER,
  words TEXT,
  PRIMARY KEY (article, number)
) WITHOUT ROWID;

CREATE TABLE told_by (
  noun TEXT NOT NULL,
  noun_id TEXT NOT NULL,
  attribute TEXT NOT NULL,
  articles INTEGER NOT NULL,
  origins INTEGER NOT NULL,
  PRIMARY KEY (noun, noun_id, attribute)
) WITHOUT ROWID;
