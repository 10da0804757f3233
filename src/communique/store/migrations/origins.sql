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

DROP VIEW v_encounters;

CREATE VIEW v_encounters AS
SELECT e.id, e.date, e.kind, e.status, e.place, e.duration,
  (SELECT group_concat(name, ', ') FROM (SELECT actors.name FROM encounter_participants p JOIN actors ON actors.id = p.actor
    WHERE p.encounter = e.id ORDER BY p.number)) AS participants,
  e.issues, e.part_of,
  (SELECT count(DISTINCT article) FROM accounts WHERE encounter = e.id) AS articles,
  (SELECT origins FROM told_by WHERE noun = 'encounter' AND noun_id = e.id AND attribute = '') AS origins,
  coalesce(i.basis, i.absence) AS date_basis, e.story
FROM encounters e LEFT JOIN inferred i ON i.noun = 'encounter' AND i.noun_id = e.id AND i.attribute = 'date';
