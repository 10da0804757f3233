-- Matters, agreements, keeping and breaking, issues, positions.
-- Things that were promised, demanded or made conditional, over all articles.
CREATE TABLE matters (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  terms TEXT NOT NULL -- JSON list: what it is recognised by
) WITHOUT ROWID;

-- Every wording of a matter, in order of time. Words: table spans, noun_id MATTER/NUMBER, roles words, condition.
CREATE TABLE wordings (
  matter TEXT NOT NULL REFERENCES matters (id),
  number INTEGER NOT NULL, -- from 0, in order of time
  article TEXT NOT NULL REFERENCES articles (id),
  undertaking TEXT REFERENCES undertakings (id), -- NULL: a statement that speaks of the matter
  statement TEXT REFERENCES statements (id), -- NULL: the author tells it
  party TEXT REFERENCES actors (id), -- the side that it binds or that speaks; NULL: not known
  date TEXT, -- EDTF; when it was said, else when the article was published; NULL: neither is known
  compared_with INTEGER, -- number of the earlier wording that it is compared with; NULL: none
  adds TEXT NOT NULL, -- JSON list of words that the earlier wording has not
  drops TEXT NOT NULL, -- JSON list of words of the earlier wording that this one has not
  PRIMARY KEY (matter, number)
) WITHOUT ROWID;

-- Named instruments. Words on what they provide: table passages.
CREATE TABLE agreements (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL
) WITHOUT ROWID;

-- Every name met.
CREATE TABLE agreement_names (
  agreement TEXT NOT NULL REFERENCES agreements (id),
  name TEXT NOT NULL,
  PRIMARY KEY (agreement, name)
) WITHOUT ROWID;

-- What the coverage says that an agreement binds its parties to.
CREATE TABLE agreement_undertakings (
  agreement TEXT NOT NULL REFERENCES agreements (id),
  undertaking TEXT NOT NULL REFERENCES undertakings (id),
  PRIMARY KEY (agreement, undertaking)
) WITHOUT ROWID;

-- Reports that an undertaking or an agreement was kept or broken. Words: table spans, roles report, about.
CREATE TABLE compliance (
  id TEXT PRIMARY KEY,
  article TEXT NOT NULL REFERENCES articles (id),
  verdict TEXT NOT NULL, -- kept, broken, breach denied
  party TEXT REFERENCES actors (id), -- whose keeping or breaking it is; NULL: not told
  statement TEXT REFERENCES statements (id), -- NULL: the author reports it
  matter TEXT REFERENCES matters (id), -- what it speaks of; NULL: not resolved
  agreement TEXT REFERENCES agreements (id) -- NULL: none, or not resolved
) WITHOUT ROWID;

-- Who reports it; none: the author, or not resolved.
CREATE TABLE compliance_by (
  report TEXT NOT NULL REFERENCES compliance (id),
  number INTEGER NOT NULL, -- from 0
  actor TEXT NOT NULL REFERENCES actors (id),
  PRIMARY KEY (report, number)
) WITHOUT ROWID;

-- Which undertakings it speaks of.
CREATE TABLE compliance_of (
  report TEXT NOT NULL REFERENCES compliance (id),
  undertaking TEXT NOT NULL REFERENCES undertakings (id),
  PRIMARY KEY (report, undertaking)
) WITHOUT ROWID;

-- What is on the table. Words that speak of it: table passages.
CREATE TABLE issues (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  terms TEXT NOT NULL, -- JSON list of words by which a passage is known to speak of it
  by_user INTEGER NOT NULL -- 1: a user named it or changed its terms
) WITHOUT ROWID;

-- What one party says on one issue at one time. Words: table passages.
CREATE TABLE positions (
  id TEXT PRIMARY KEY,
  party TEXT NOT NULL REFERENCES actors (id),
  issue TEXT NOT NULL REFERENCES issues (id),
  date TEXT, -- EDTF; NULL: not known
  told_by TEXT NOT NULL -- itself, other side, observer, reporter
) WITHOUT ROWID;

-- Words that speak of an issue, a position or an agreement: table spans, role passage, same number.
CREATE TABLE passages (
  noun TEXT NOT NULL, -- issue, position, agreement
  noun_id TEXT NOT NULL,
  number INTEGER NOT NULL, -- from 0, in order of article and text
  statement TEXT REFERENCES statements (id), -- NULL: the author's own words
  undertaking TEXT REFERENCES undertakings (id), -- NULL: they are no undertaking
  PRIMARY KEY (noun, noun_id, number)
) WITHOUT ROWID;
CREATE INDEX wordings_of_undertaking ON wordings (undertaking);
CREATE INDEX passages_of_statement ON passages (statement);

-- Matters with how often and when they are worded.
CREATE VIEW v_matters AS
SELECT m.id, m.name, m.terms,
  (SELECT count(*) FROM wordings WHERE matter = m.id AND undertaking IS NOT NULL) AS undertakings,
  (SELECT count(*) FROM wordings WHERE matter = m.id AND undertaking IS NULL) AS statements,
  (SELECT group_concat(name, ', ') FROM (SELECT DISTINCT a.name FROM wordings w JOIN actors a ON a.id = w.party WHERE w.matter = m.id
    ORDER BY a.name)) AS parties,
  (SELECT min(date) FROM wordings WHERE matter = m.id) AS first_date,
  (SELECT max(date) FROM wordings WHERE matter = m.id) AS last_date,
  (SELECT count(*) FROM compliance WHERE matter = m.id AND verdict = 'kept') AS kept,
  (SELECT count(*) FROM compliance WHERE matter = m.id AND verdict = 'broken') AS broken
FROM matters m;

-- Wordings of matters with who, words, place, and what each adds to or drops from the one before.
CREATE VIEW v_wordings AS
SELECT w.matter || '/' || w.number AS id, m.name AS matter, w.matter AS matter_id, w.number, w.date, coalesce(u.kind, 'statement') AS kind,
  coalesce(
    (SELECT group_concat(name, ' and ') FROM (SELECT actors.name FROM undertaking_by b JOIN actors ON actors.id = b.actor
      WHERE b.undertaking = w.undertaking ORDER BY b.number)),
    (SELECT group_concat(name, ' and ') FROM (SELECT actors.name FROM statement_speakers sp JOIN actors ON actors.id = sp.actor
      WHERE sp.statement = w.statement ORDER BY sp.number))) AS by_whom,
  (SELECT group_concat(name, ' <- ') FROM (SELECT actors.name FROM statement_relays r JOIN actors ON actors.id = r.actor
    WHERE r.statement = w.statement ORDER BY r.number)) AS relay,
  p.name AS party, s.words,
  (SELECT words FROM spans WHERE noun = 'wording' AND noun_id = w.matter || '/' || w.number AND role = 'condition') AS condition,
  (SELECT words FROM spans WHERE noun = 'undertaking' AND noun_id = w.undertaking AND role = 'deadline') AS deadline,
  u.due, w.compared_with, w.adds, w.drops, w.undertaking, w.statement, a.path, s.start_char, s.end_char, a.source, a.published, w.article
FROM wordings w JOIN matters m ON m.id = w.matter JOIN articles a ON a.id = w.article
JOIN spans s ON s.noun = 'wording' AND s.noun_id = w.matter || '/' || w.number AND s.role = 'words'
LEFT JOIN undertakings u ON u.id = w.undertaking LEFT JOIN actors p ON p.id = w.party;

-- Agreements with their names, and how often the coverage says that they were kept or broken.
CREATE VIEW v_agreements AS
SELECT g.id, g.name,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM agreement_names WHERE agreement = g.id ORDER BY name)) AS names,
  (SELECT count(*) FROM agreement_undertakings WHERE agreement = g.id) AS undertakings,
  (SELECT count(*) FROM passages WHERE noun = 'agreement' AND noun_id = g.id) AS passages,
  (SELECT count(*) FROM compliance WHERE agreement = g.id AND verdict = 'kept') AS kept,
  (SELECT count(*) FROM compliance WHERE agreement = g.id AND verdict = 'broken') AS broken
FROM agreements g;

-- Reports of keeping or breaking with who, words, place and what they speak of.
CREATE VIEW v_compliance AS
SELECT c.id, c.verdict,
  CASE WHEN c.statement IS NULL THEN 'author' ELSE (SELECT group_concat(name, ' and ') FROM (SELECT actors.name FROM compliance_by b
    JOIN actors ON actors.id = b.actor WHERE b.report = c.id ORDER BY b.number)) END AS by_whom,
  p.name AS party, s.words,
  (SELECT words FROM spans WHERE noun = 'compliance' AND noun_id = c.id AND role = 'about') AS about,
  m.name AS matter, g.name AS agreement,
  (SELECT group_concat(undertaking, ' ') FROM (SELECT undertaking FROM compliance_of WHERE report = c.id ORDER BY undertaking)) AS undertakings,
  a.path, s.start_char, s.end_char, a.published, c.statement, c.matter AS matter_id, c.agreement AS agreement_id, c.article
FROM compliance c JOIN articles a ON a.id = c.article
JOIN spans s ON s.noun = 'compliance' AND s.noun_id = c.id AND s.role = 'report'
LEFT JOIN actors p ON p.id = c.party LEFT JOIN matters m ON m.id = c.matter LEFT JOIN agreements g ON g.id = c.agreement;

-- Issues with how many passages speak of them and which parties have a position.
CREATE VIEW v_issues AS
SELECT i.id, i.name, i.terms, i.by_user,
  (SELECT count(*) FROM passages WHERE noun = 'issue' AND noun_id = i.id) AS passages,
  (SELECT count(DISTINCT article) FROM spans WHERE noun = 'issue' AND noun_id = i.id) AS articles,
  (SELECT group_concat(name, ', ') FROM (SELECT DISTINCT a.name FROM positions p JOIN actors a ON a.id = p.party WHERE p.issue = i.id
    ORDER BY a.name)) AS parties
FROM issues i;

-- Positions, one line for each passage.
CREATE VIEW v_positions AS
SELECT p.id, i.name AS issue, p.issue AS issue_id, a.name AS party, p.party AS party_id, p.date, p.told_by, n.number,
  CASE WHEN n.statement IS NULL THEN 'author' ELSE (SELECT group_concat(name, ' and ') FROM (SELECT actors.name FROM statement_speakers sp
    JOIN actors ON actors.id = sp.actor WHERE sp.statement = n.statement ORDER BY sp.number)) END AS by_whom,
  (SELECT group_concat(name, ' <- ') FROM (SELECT actors.name FROM statement_relays r JOIN actors ON actors.id = r.actor
    WHERE r.statement = n.statement ORDER BY r.number)) AS relay,
  s.words, d.path, s.start_char, s.end_char, d.source, d.published, n.statement, n.undertaking, s.article
FROM positions p JOIN issues i ON i.id = p.issue JOIN actors a ON a.id = p.party
JOIN passages n ON n.noun = 'position' AND n.noun_id = p.id
JOIN spans s ON s.noun = 'position' AND s.noun_id = p.id AND s.role = 'passage' AND s.number = n.number
JOIN articles d ON d.id = s.article;
