-- Comparisons of accounts (schema 2).
CREATE TABLE utterances (
  id TEXT PRIMARY KEY,
  story TEXT NOT NULL REFERENCES stories (id),
  level TEXT NOT NULL,
  score REAL NOT NULL
) WITHOUT ROWID;

CREATE TABLE utterance_statements (
  utterance TEXT NOT NULL REFERENCES utterances (id),
  number INTEGER NOT NULL,
  statement TEXT NOT NULL REFERENCES statements (id),
  PRIMARY KEY (utterance, number)
) WITHOUT ROWID;

CREATE TABLE comparisons (
  id TEXT PRIMARY KEY,
  story TEXT NOT NULL REFERENCES stories (id),
  encounter TEXT REFERENCES encounters (id),
  utterance TEXT REFERENCES utterances (id),
  kind TEXT NOT NULL,
  relation TEXT NOT NULL,
  what TEXT NOT NULL,
  weight REAL NOT NULL
) WITHOUT ROWID;

CREATE TABLE comparison_sides (
  comparison TEXT NOT NULL REFERENCES comparisons (id),
  number INTEGER NOT NULL,
  article TEXT NOT NULL REFERENCES articles (id),
  start_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL,
  words TEXT NOT NULL,
  value TEXT NOT NULL,
  asserted_by TEXT REFERENCES statements (id),
  PRIMARY KEY (comparison, number)
) WITHOUT ROWID;

CREATE TABLE soles (
  id TEXT PRIMARY KEY,
  story TEXT NOT NULL REFERENCES stories (id),
  encounter TEXT REFERENCES encounters (id),
  article TEXT NOT NULL REFERENCES articles (id),
  start_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL,
  words TEXT NOT NULL,
  weight REAL NOT NULL,
  statement TEXT REFERENCES statements (id)
) WITHOUT ROWID;

CREATE TABLE absences (
  sole TEXT NOT NULL REFERENCES soles (id),
  article TEXT NOT NULL REFERENCES articles (id),
  verdict TEXT NOT NULL,
  near_start INTEGER,
  near_end INTEGER,
  near_words TEXT,
  PRIMARY KEY (sole, article)
) WITHOUT ROWID;

CREATE TABLE readout_pairs (
  id TEXT PRIMARY KEY,
  story TEXT NOT NULL REFERENCES stories (id),
  encounter TEXT REFERENCES encounters (id),
  first TEXT NOT NULL REFERENCES articles (id),
  second TEXT NOT NULL REFERENCES articles (id)
) WITHOUT ROWID;

CREATE TABLE readout_both (
  pair TEXT NOT NULL REFERENCES readout_pairs (id),
  number INTEGER NOT NULL,
  first_start INTEGER NOT NULL,
  first_end INTEGER NOT NULL,
  first_words TEXT NOT NULL,
  second_start INTEGER NOT NULL,
  second_end INTEGER NOT NULL,
  second_words TEXT NOT NULL,
  PRIMARY KEY (pair, number)
) WITHOUT ROWID;

CREATE TABLE readout_parts (
  pair TEXT NOT NULL REFERENCES readout_pairs (id),
  number INTEGER NOT NULL,
  sole TEXT REFERENCES soles (id),
  comparison TEXT REFERENCES comparisons (id),
  PRIMARY KEY (pair, number)
) WITHOUT ROWID;

