-- What was read: the documents as they came, and what analysis gave of each. Written document by document.

-- Bytes as they came, each once.
CREATE TABLE contents (
  sha256 TEXT PRIMARY KEY, -- SHA-256 of the bytes before compression, 64 hexadecimal digits
  size INTEGER NOT NULL, -- bytes before compression
  raw BLOB NOT NULL -- the bytes, compressed by zlib
) WITHOUT ROWID;

-- Every file that a build met, readable or not.
CREATE TABLE documents (
  path TEXT PRIMARY KEY, -- relative to the folder that was built; a single file: its name
  sha256 TEXT REFERENCES contents (sha256), -- NULL: never read
  medium TEXT, -- text, markdown, html; NULL: never read
  known TEXT NOT NULL DEFAULT '[]', -- what the user's sidecar or manifest says: JSON list of [field, value]
  status TEXT NOT NULL CHECK (status IN ('waiting', 'analysed', 'not analysed', 'duplicate', 'unreadable', 'failed')), -- waiting: a build was broken off before its turn; not analysed: another language
  reason TEXT, -- why it is not analysed, unreadable or failed; NULL otherwise
  duplicate_of TEXT, -- path of the document with the same bytes that stands for both; NULL: none
  root TEXT -- hash of the folder it was read from, to notice that a file is gone; NULL: not known
) WITHOUT ROWID;

-- What analysis gave of one document, kept until its bytes, its metadata or the program change.
CREATE TABLE analyses (
  key TEXT PRIMARY KEY, -- hash of path, bytes, medium and known metadata
  fingerprint TEXT NOT NULL, -- hash of code, models, settings and facts
  record BLOB NOT NULL -- the ArticleRecord as JSON, compressed by zlib
) WITHOUT ROWID;

-- What people decided: append-only.
CREATE TABLE decisions (
  number INTEGER PRIMARY KEY, -- order of entry
  kind TEXT NOT NULL CHECK (kind IN ('must-link', 'cannot-link', 'value', 'reject', 'confirm')),
  noun TEXT NOT NULL, -- statement, actor, encounter, undertaking, article
  attribute TEXT, -- for a value: which ("speaker"); NULL otherwise
  value TEXT, -- for a value: the value decided; NULL otherwise
  anchors TEXT NOT NULL, -- JSON list of {document, start, end, words}
  note TEXT NOT NULL DEFAULT '',
  made_at TEXT NOT NULL DEFAULT '', -- ISO 8601 with zone, as the user's journal has it
  path TEXT, -- the document's path when it was made; NULL: not kept
  orphaned INTEGER NOT NULL DEFAULT 0 -- 1: the last build found nothing that it applies to
);

-- Every finished build.
CREATE TABLE builds (
  number INTEGER PRIMARY KEY,
  started TEXT NOT NULL, -- ISO 8601, UTC
  finished TEXT NOT NULL, -- ISO 8601, UTC
  version TEXT NOT NULL, -- of Communiqué
  counts TEXT NOT NULL -- JSON: documents read, unchanged, new, changed, dropped, failed
);

-- Ids that an earlier build gave, and what stands for them now.
CREATE TABLE redirects (
  old TEXT PRIMARY KEY,
  new TEXT NOT NULL,
  build INTEGER NOT NULL -- the build that replaced it
) WITHOUT ROWID;

-- What each build said of a noun, where the build before it did not say the same; read by `changes`.
CREATE TABLE noun_log (
  noun TEXT NOT NULL, -- article, actor, encounter, statement, undertaking
  noun_id TEXT NOT NULL,
  build INTEGER NOT NULL, -- the first build that said it
  said TEXT, -- JSON object; NULL: from that build on the record has no such noun
  PRIMARY KEY (noun, noun_id, build)
) WITHOUT ROWID;

-- What the record says: written as a whole at the end of a build.

-- Outlets, agencies and offices that publish.
CREATE TABLE sources (
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL, -- outlet, agency, office
  side TEXT -- the party to the talks that it speaks for; NULL: not a party, or not known
) WITHOUT ROWID;

-- Negotiations.
CREATE TABLE stories (id TEXT PRIMARY KEY) WITHOUT ROWID;

-- The articles, with their text of record.
CREATE TABLE articles (
  id TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL REFERENCES contents (sha256), -- of the document
  path TEXT NOT NULL UNIQUE, -- of the document
  medium TEXT NOT NULL, -- text, markdown, html
  text TEXT NOT NULL, -- all spans are half-open code point offsets into it
  language TEXT, -- ISO 639-1; NULL: see inferred
  title TEXT, -- NULL: see inferred
  source TEXT REFERENCES sources (name), -- NULL: see inferred
  agency TEXT, -- the wire agency credited as origin; NULL: see inferred
  byline TEXT, -- NULL: see inferred
  dateline TEXT, -- place, as written; NULL: see inferred
  published TEXT, -- EDTF; NULL: see inferred
  url TEXT, -- NULL: see inferred
  warnings TEXT NOT NULL, -- JSON list of sentences
  record BLOB NOT NULL -- the settled ArticleRecord as JSON without its text, compressed by zlib
) WITHOUT ROWID;

-- Which articles are about one negotiation.
CREATE TABLE story_articles (
  story TEXT NOT NULL REFERENCES stories (id),
  article TEXT NOT NULL REFERENCES articles (id),
  PRIMARY KEY (story, article)
) WITHOUT ROWID;

-- Files that show the same article as another.
CREATE TABLE renditions (
  article TEXT PRIMARY KEY REFERENCES articles (id),
  rendition_of TEXT NOT NULL REFERENCES articles (id)
) WITHOUT ROWID;

-- Stretches of an article: title, byline, body, boilerplate and so on.
CREATE TABLE blocks (
  article TEXT NOT NULL REFERENCES articles (id),
  number INTEGER NOT NULL, -- from 0, in text order
  kind TEXT NOT NULL,
  start_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL,
  PRIMARY KEY (article, number)
) WITHOUT ROWID;

-- People, states, organisations, armed groups, groups.
CREATE TABLE actors (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL, -- person, state, organisation, armed group, group, place, agreement
  name TEXT NOT NULL, -- canonical
  named INTEGER NOT NULL, -- 0: a description stands in for a name that the texts withhold
  side TEXT -- the state or organisation it belongs to; NULL: not known
) WITHOUT ROWID;

-- Every spelling met.
CREATE TABLE actor_names (
  actor TEXT NOT NULL REFERENCES actors (id),
  name TEXT NOT NULL,
  PRIMARY KEY (actor, name)
) WITHOUT ROWID;

-- Members of groups.
CREATE TABLE actor_members (
  actor TEXT NOT NULL REFERENCES actors (id),
  member TEXT NOT NULL REFERENCES actors (id),
  PRIMARY KEY (actor, member)
) WITHOUT ROWID;

-- Titles that people hold.
CREATE TABLE offices (
  actor TEXT NOT NULL REFERENCES actors (id),
  number INTEGER NOT NULL, -- from 0
  title TEXT NOT NULL,
  of_whom TEXT, -- state or organisation; NULL: not told
  since TEXT, -- EDTF; NULL: not reported
  until TEXT, -- EDTF; NULL: not reported
  basis TEXT NOT NULL,
  evidence TEXT NOT NULL, -- JSON list of {document, start, end, words}
  PRIMARY KEY (actor, number)
) WITHOUT ROWID;

-- Which actor of an article is which actor of the record.
CREATE TABLE article_actors (
  article TEXT NOT NULL REFERENCES articles (id),
  local_id TEXT NOT NULL, -- the article's own actor id, as in articles.record
  actor TEXT NOT NULL REFERENCES actors (id),
  PRIMARY KEY (article, local_id)
) WITHOUT ROWID;

-- Words that name or refer to actors.
CREATE TABLE mentions (
  article TEXT NOT NULL REFERENCES articles (id),
  number INTEGER NOT NULL, -- from 0, in text order
  start_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL,
  words TEXT NOT NULL,
  form TEXT NOT NULL, -- name, title, pronoun, description, metonym, heading
  actor TEXT REFERENCES actors (id), -- NULL: not resolved
  PRIMARY KEY (article, number)
) WITHOUT ROWID;

-- Time expressions.
CREATE TABLE times (
  article TEXT NOT NULL REFERENCES articles (id),
  number INTEGER NOT NULL, -- from 0, in text order
  start_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL,
  words TEXT NOT NULL,
  kind TEXT NOT NULL, -- date, time, duration, set
  anchor TEXT NOT NULL, -- absolute, published, text
  value TEXT, -- EDTF or ISO 8601, counted from the article's date or from another time of the text; NULL: not resolved, or none ("now")
  PRIMARY KEY (article, number)
) WITHOUT ROWID;

-- What sources are reported to have said. Words: table spans, roles content, speaker, cue, addressee, occasion.
CREATE TABLE statements (
  id TEXT PRIMARY KEY,
  article TEXT NOT NULL REFERENCES articles (id),
  number INTEGER NOT NULL, -- from 0, in text order within its article
  form TEXT NOT NULL, -- direct, mixed, indirect
  cue_class TEXT, -- NULL: without a cue
  date TEXT, -- when it was said, EDTF; NULL: see inferred
  method TEXT NOT NULL, -- which rule or model found it
  score REAL -- 0 to 1; NULL: a certain rule
) WITHOUT ROWID;

-- Who said it: one, or several jointly.
CREATE TABLE statement_speakers (
  statement TEXT NOT NULL REFERENCES statements (id),
  number INTEGER NOT NULL, -- from 0
  actor TEXT NOT NULL REFERENCES actors (id),
  PRIMARY KEY (statement, number)
) WITHOUT ROWID;

-- Who passes it on, outermost first.
CREATE TABLE statement_relays (
  statement TEXT NOT NULL REFERENCES statements (id),
  number INTEGER NOT NULL, -- from 0
  actor TEXT NOT NULL REFERENCES actors (id),
  PRIMARY KEY (statement, number)
) WITHOUT ROWID;

-- Meetings, calls, visits, summits and so on, as all articles together tell them.
CREATE TABLE encounters (
  id TEXT PRIMARY KEY,
  story TEXT NOT NULL REFERENCES stories (id),
  kind TEXT NOT NULL, -- meeting, call, visit, summit, talks, ceremony, press conference, other
  status TEXT NOT NULL, -- held, under way, planned, expected, cancelled, ruled out, failed to happen
  place TEXT, -- "City, Country" as far as known; NULL: see inferred
  date TEXT, -- EDTF, first day; NULL: see inferred
  duration TEXT, -- ISO 8601; NULL: see inferred
  issues TEXT NOT NULL, -- JSON list of phrases, as written
  part_of TEXT -- the larger encounter; NULL: none is told
) WITHOUT ROWID;

-- Who took part, by all accounts together.
CREATE TABLE encounter_participants (
  encounter TEXT NOT NULL REFERENCES encounters (id),
  number INTEGER NOT NULL, -- from 0
  actor TEXT NOT NULL REFERENCES actors (id),
  PRIMARY KEY (encounter, number)
) WITHOUT ROWID;

-- How one article tells one encounter. Words: table spans, noun account, roles evidence, time and hedge (what makes it only possible or hoped for, or only the one before another).
CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  article TEXT NOT NULL REFERENCES articles (id),
  encounter TEXT REFERENCES encounters (id), -- NULL: not merged into any
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  place TEXT, -- NULL: see inferred
  date TEXT, -- NULL: see inferred
  duration TEXT, -- NULL: see inferred
  issues TEXT NOT NULL, -- JSON list of phrases, as written
  part_of TEXT, -- another account of the same article; NULL: none is told
  asserted_by TEXT REFERENCES statements (id), -- NULL: the article's author
  reason TEXT -- why it is of its encounter ("same day, both principals, same place as in a.txt"); NULL: the others were joined to it, or it stands alone
) WITHOUT ROWID;

-- Who took part, by one account.
CREATE TABLE account_participants (
  account TEXT NOT NULL REFERENCES accounts (id),
  number INTEGER NOT NULL, -- from 0
  actor TEXT NOT NULL REFERENCES actors (id),
  PRIMARY KEY (account, number)
) WITHOUT ROWID;

-- What was promised, demanded, refused or made conditional. Words: table spans, roles action, condition, deadline, hedge, cue.
CREATE TABLE undertakings (
  id TEXT PRIMARY KEY,
  article TEXT NOT NULL REFERENCES articles (id),
  kind TEXT NOT NULL, -- commitment, offer, demand, condition, warning, refusal, deadline
  party TEXT REFERENCES actors (id), -- the side that it binds; NULL: see inferred
  addressed_to TEXT REFERENCES actors (id), -- NULL: see inferred
  due TEXT, -- EDTF date or ISO 8601 duration of the deadline, a start with an open end ("2031-06-01/.."); NULL: none, or not resolved
  negated INTEGER NOT NULL, -- 1: the action is one not to be done
  statement TEXT REFERENCES statements (id) -- NULL: reported as fact by the author
) WITHOUT ROWID;

-- Who expresses it.
CREATE TABLE undertaking_by (
  undertaking TEXT NOT NULL REFERENCES undertakings (id),
  number INTEGER NOT NULL, -- from 0
  actor TEXT NOT NULL REFERENCES actors (id),
  PRIMARY KEY (undertaking, number)
) WITHOUT ROWID;

-- Judgements. Words: table spans, role judgement.
CREATE TABLE assessments (
  id TEXT PRIMARY KEY,
  article TEXT NOT NULL REFERENCES articles (id),
  of_what TEXT NOT NULL, -- an account's id, "relations", or "agreement: NAME"
  polarity TEXT NOT NULL, -- positive, negative, mixed, neutral
  statement TEXT REFERENCES statements (id), -- NULL: the author judges
  account TEXT REFERENCES accounts (id) -- NULL: not of an encounter
) WITHOUT ROWID;

-- Who judges; none: the author.
CREATE TABLE assessment_by (
  assessment TEXT NOT NULL REFERENCES assessments (id),
  number INTEGER NOT NULL, -- from 0
  actor TEXT NOT NULL REFERENCES actors (id),
  PRIMARY KEY (assessment, number)
) WITHOUT ROWID;

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

-- Independent roots from which articles were copied.
CREATE TABLE origins (
  id TEXT PRIMARY KEY,
  story TEXT NOT NULL REFERENCES stories (id),
  agency TEXT, -- NULL: none is credited
  copies TEXT NOT NULL -- JSON list of {first, second, share}: passages that stand in two articles
) WITHOUT ROWID;

-- Which articles go back to which origin.
CREATE TABLE origin_articles (
  origin TEXT NOT NULL REFERENCES origins (id),
  article TEXT NOT NULL REFERENCES articles (id),
  PRIMARY KEY (origin, article)
) WITHOUT ROWID;

-- Statements of several articles that tell one thing.
CREATE TABLE utterances (
  id TEXT PRIMARY KEY,
  story TEXT NOT NULL REFERENCES stories (id),
  level TEXT NOT NULL, -- utterance: one thing said once; matter: the same by others, on another day, or told as fact
  score REAL NOT NULL -- least likeness of two that were put together, 0 to 1
) WITHOUT ROWID;

-- Which statements tell it.
CREATE TABLE utterance_statements (
  utterance TEXT NOT NULL REFERENCES utterances (id),
  number INTEGER NOT NULL, -- from 0
  statement TEXT NOT NULL REFERENCES statements (id),
  PRIMARY KEY (utterance, number)
) WITHOUT ROWID;

-- How passages of several accounts relate.
CREATE TABLE comparisons (
  id TEXT PRIMARY KEY,
  story TEXT NOT NULL REFERENCES stories (id),
  encounter TEXT REFERENCES encounters (id), -- NULL: not of one encounter
  utterance TEXT REFERENCES utterances (id), -- NULL: not of statements
  kind TEXT NOT NULL, -- number, date, place, role, participants, outcome, agenda, wording, who said it, cause, spelling
  relation TEXT NOT NULL, -- conflict, weight, compatible, variant
  what TEXT NOT NULL, -- what is compared
  weight REAL NOT NULL -- how much it matters
) WITHOUT ROWID;

-- What each account says.
CREATE TABLE comparison_sides (
  comparison TEXT NOT NULL REFERENCES comparisons (id),
  number INTEGER NOT NULL, -- from 0, in order of article and place
  article TEXT NOT NULL REFERENCES articles (id),
  start_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL,
  words TEXT NOT NULL,
  value TEXT NOT NULL, -- what the words tell, normalised
  asserted_by TEXT REFERENCES statements (id), -- NULL: the article's author
  PRIMARY KEY (comparison, number)
) WITHOUT ROWID;

-- Passages that only one account has.
CREATE TABLE soles (
  id TEXT PRIMARY KEY,
  story TEXT NOT NULL REFERENCES stories (id),
  encounter TEXT REFERENCES encounters (id), -- NULL: not of one encounter
  article TEXT NOT NULL REFERENCES articles (id),
  start_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL,
  words TEXT NOT NULL,
  weight REAL NOT NULL, -- how much it matters
  statement TEXT REFERENCES statements (id) -- NULL: the article's author tells it
) WITHOUT ROWID;

-- What the other accounts have instead.
CREATE TABLE absences (
  sole TEXT NOT NULL REFERENCES soles (id),
  article TEXT NOT NULL REFERENCES articles (id),
  verdict TEXT NOT NULL, -- left out, not found here, could not have known
  near_start INTEGER, -- of the passage nearest in words; NULL: none shares anything
  near_end INTEGER,
  near_words TEXT,
  PRIMARY KEY (sole, article)
) WITHOUT ROWID;

-- Two sides' readouts of one call or meeting.
CREATE TABLE readout_pairs (
  id TEXT PRIMARY KEY,
  story TEXT NOT NULL REFERENCES stories (id),
  encounter TEXT REFERENCES encounters (id),
  first TEXT NOT NULL REFERENCES articles (id),
  second TEXT NOT NULL REFERENCES articles (id)
) WITHOUT ROWID;

-- What both tell, in the words of each.
CREATE TABLE readout_both (
  pair TEXT NOT NULL REFERENCES readout_pairs (id),
  number INTEGER NOT NULL, -- from 0, in order of the first
  first_start INTEGER NOT NULL,
  first_end INTEGER NOT NULL,
  first_words TEXT NOT NULL,
  second_start INTEGER NOT NULL,
  second_end INTEGER NOT NULL,
  second_words TEXT NOT NULL,
  PRIMARY KEY (pair, number)
) WITHOUT ROWID;

-- What only one of them tells, and where they differ.
CREATE TABLE readout_parts (
  pair TEXT NOT NULL REFERENCES readout_pairs (id),
  number INTEGER NOT NULL, -- from 0
  sole TEXT REFERENCES soles (id), -- NULL: a comparison
  comparison TEXT REFERENCES comparisons (id), -- NULL: a sole
  PRIMARY KEY (pair, number)
) WITHOUT ROWID;

-- Who takes what from whom.
CREATE TABLE sourcings (
  article TEXT NOT NULL REFERENCES articles (id), -- who takes
  number INTEGER NOT NULL, -- from 0
  kind TEXT NOT NULL, -- copy (passages stand in both), agency (credited as origin), credit (contributed), relay (passes a statement on), translation
  from_article TEXT REFERENCES articles (id), -- NULL: none of the record is known
  from_source TEXT, -- name of the agency, outlet or office; NULL: not told
  statement TEXT REFERENCES statements (id), -- of a relay: what is passed on; NULL otherwise
  share REAL, -- of a copy: share of the shorter article that both have, 0 to 1; NULL otherwise
  directed INTEGER NOT NULL, -- 0: which of the two has it from the other is not known
  start_char INTEGER, -- NULL: the user or a page's metadata says it
  end_char INTEGER, -- NULL: as start_char
  words TEXT, -- NULL: as start_char
  PRIMARY KEY (article, number)
) WITHOUT ROWID;

-- By how many articles and by how many independent origins a thing is told.
CREATE TABLE told_by (
  noun TEXT NOT NULL, -- statement, encounter, undertaking, comparison
  noun_id TEXT NOT NULL,
  attribute TEXT NOT NULL, -- of an encounter: kind, status, place, date, duration, by the accounts that tell its value; '' for the noun itself
  articles INTEGER NOT NULL,
  origins INTEGER NOT NULL,
  PRIMARY KEY (noun, noun_id, attribute)
) WITHOUT ROWID;

-- The exact words of every noun.
CREATE TABLE spans (
  noun TEXT NOT NULL, -- statement, account, undertaking, assessment, compliance, wording, issue, position, agreement, block
  noun_id TEXT NOT NULL, -- for a block: ARTICLE/NUMBER; for a wording: MATTER/NUMBER
  role TEXT NOT NULL, -- what the words are to the noun
  number INTEGER NOT NULL, -- from 0, in text order
  article TEXT NOT NULL REFERENCES articles (id),
  start_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (noun, noun_id, role, number)
) WITHOUT ROWID;

-- How each value that was not simply read is known, or why it is not.
CREATE TABLE inferred (
  noun TEXT NOT NULL, -- article, statement, account, encounter, undertaking
  noun_id TEXT NOT NULL,
  attribute TEXT NOT NULL,
  value TEXT, -- several actors: JSON list of ids; NULL: absent
  basis TEXT, -- stated, resolved, inferred, table, user; NULL: absent
  absence TEXT, -- not reported, not resolved, not analysed; NULL: there is a value
  score REAL, -- 0 to 1; NULL: the method gives none
  alternatives TEXT NOT NULL, -- JSON list of values
  evidence TEXT NOT NULL, -- JSON list of {document, start, end, words}
  PRIMARY KEY (noun, noun_id, attribute)
) WITHOUT ROWID;

CREATE INDEX statements_of_article ON statements (article, number);
CREATE INDEX speakers_by_actor ON statement_speakers (actor);
CREATE INDEX mentions_by_actor ON mentions (actor);
CREATE INDEX accounts_of_encounter ON accounts (encounter);
CREATE INDEX wordings_of_undertaking ON wordings (undertaking);
CREATE INDEX passages_of_statement ON passages (statement);
CREATE INDEX spans_of_article ON spans (article, start_char);
CREATE INDEX articles_in_order ON articles (published IS NULL, published, path, source);
CREATE INDEX articles_in_short ON articles (id, published, path, source, language);
CREATE INDEX articles_by_path ON articles (path, published, source);
CREATE INDEX articles_by_source ON articles (source, published);
CREATE INDEX articles_by_hash ON articles (sha256);
CREATE INDEX stories_of_article ON story_articles (article);
CREATE INDEX origins_of_article ON origin_articles (article);
CREATE INDEX encounters_in_order ON encounters (date IS NULL, date, kind, id);
CREATE INDEX encounters_by_date ON encounters (date);
CREATE INDEX encounters_of_story ON encounters (story, date);
CREATE INDEX encounters_within ON encounters (part_of);
CREATE INDEX participants_by_actor ON encounter_participants (actor);
CREATE INDEX undertakings_of_article ON undertakings (article);
CREATE INDEX undertakings_by_due ON undertakings (due, id);
CREATE INDEX undertakings_by_party ON undertakings (party);
CREATE INDEX undertaking_by_actor ON undertaking_by (actor);
CREATE INDEX assessments_of_article ON assessments (article);
CREATE INDEX assessments_of_account ON assessments (account);
CREATE INDEX groups_of_actor ON actor_members (member);
CREATE INDEX positions_on_issue ON positions (issue, party, date);
CREATE INDEX utterances_of_statement ON utterance_statements (statement);
CREATE INDEX comparisons_of_encounter ON comparisons (encounter);
CREATE INDEX comparisons_of_utterance ON comparisons (utterance);
CREATE INDEX comparisons_by_weight ON comparisons (relation, weight);
CREATE INDEX soles_of_encounter ON soles (encounter);
CREATE INDEX readouts_of_encounter ON readout_pairs (encounter);
CREATE INDEX nouns_of_build ON noun_log (build);

-- Full text of the articles.
CREATE VIRTUAL TABLE article_search USING fts5 (id UNINDEXED, title, text, tokenize = 'porter unicode61 remove_diacritics 2');

-- Full text of what was said.
CREATE VIRTUAL TABLE statement_search USING fts5 (id UNINDEXED, words, tokenize = 'porter unicode61 remove_diacritics 2');

-- Statements with speaker, words and place.
CREATE VIEW v_statements AS
SELECT s.id, a.path, s.form,
  (SELECT group_concat(name, ' and ') FROM (SELECT actors.name FROM statement_speakers sp JOIN actors ON actors.id = sp.actor
    WHERE sp.statement = s.id ORDER BY sp.number)) AS speaker,
  coalesce(i.basis, i.absence) AS speaker_basis,
  (SELECT words FROM spans WHERE noun = 'statement' AND noun_id = s.id AND role = 'speaker') AS speaker_words,
  (SELECT words FROM spans WHERE noun = 'statement' AND noun_id = s.id AND role = 'cue') AS cue,
  (SELECT group_concat(words, ' … ') FROM (SELECT words FROM spans WHERE noun = 'statement' AND noun_id = s.id AND role = 'content'
    ORDER BY number)) AS words,
  (SELECT min(start_char) FROM spans WHERE noun = 'statement' AND noun_id = s.id AND role = 'content') AS start_char,
  (SELECT max(end_char) FROM spans WHERE noun = 'statement' AND noun_id = s.id AND role = 'content') AS end_char,
  (SELECT group_concat(name, ' <- ') FROM (SELECT actors.name FROM statement_relays r JOIN actors ON actors.id = r.actor
    WHERE r.statement = s.id ORDER BY r.number)) AS relay,
  s.date, a.source, a.published, s.article, s.number
FROM statements s JOIN articles a ON a.id = s.article
LEFT JOIN inferred i ON i.noun = 'statement' AND i.noun_id = s.id AND i.attribute = 'speakers';

-- Encounters with participants, and how many articles and origins tell them.
CREATE VIEW v_encounters AS
SELECT e.id, e.date, e.kind, e.status, e.place, e.duration,
  (SELECT group_concat(name, ', ') FROM (SELECT actors.name FROM encounter_participants p JOIN actors ON actors.id = p.actor
    WHERE p.encounter = e.id ORDER BY p.number)) AS participants,
  e.issues, e.part_of,
  (SELECT count(DISTINCT article) FROM accounts WHERE encounter = e.id) AS articles,
  (SELECT origins FROM told_by WHERE noun = 'encounter' AND noun_id = e.id AND attribute = '') AS origins,
  coalesce(i.basis, i.absence) AS date_basis, e.story
FROM encounters e LEFT JOIN inferred i ON i.noun = 'encounter' AND i.noun_id = e.id AND i.attribute = 'date';

-- Undertakings with who, to whom, words and place.
CREATE VIEW v_undertakings AS
SELECT u.id, u.kind,
  (SELECT group_concat(name, ' and ') FROM (SELECT actors.name FROM undertaking_by b JOIN actors ON actors.id = b.actor
    WHERE b.undertaking = u.id ORDER BY b.number)) AS by_whom,
  p.name AS party, t.name AS to_whom, u.negated,
  s.words AS action,
  (SELECT words FROM spans WHERE noun = 'undertaking' AND noun_id = u.id AND role = 'condition') AS condition,
  (SELECT words FROM spans WHERE noun = 'undertaking' AND noun_id = u.id AND role = 'deadline') AS deadline,
  (SELECT words FROM spans WHERE noun = 'undertaking' AND noun_id = u.id AND role = 'hedge') AS hedge,
  u.due, a.path, s.start_char, s.end_char, u.statement, a.published, u.article
FROM undertakings u JOIN articles a ON a.id = u.article
JOIN spans s ON s.noun = 'undertaking' AND s.noun_id = u.id AND s.role = 'action'
LEFT JOIN actors p ON p.id = u.party LEFT JOIN actors t ON t.id = u.addressed_to;

-- Assessments with who, words and place.
CREATE VIEW v_assessments AS
SELECT j.id,
  coalesce((SELECT group_concat(name, ' and ') FROM (SELECT actors.name FROM assessment_by b JOIN actors ON actors.id = b.actor
    WHERE b.assessment = j.id ORDER BY b.number)), 'author') AS by_whom,
  j.polarity, s.words, j.of_what, a.path, s.start_char, s.end_char, c.encounter, j.statement, j.article
FROM assessments j JOIN articles a ON a.id = j.article
JOIN spans s ON s.noun = 'assessment' AND s.noun_id = j.id AND s.role = 'judgement'
LEFT JOIN accounts c ON c.id = j.account;

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
  (SELECT words FROM spans WHERE noun = 'statement' AND noun_id = w.statement AND role = 'speaker') AS speaker_words,
  (SELECT words FROM spans WHERE noun = 'statement' AND noun_id = w.statement AND role = 'cue') AS cue,
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
  (SELECT kind FROM undertakings WHERE id = n.undertaking) AS undertakes,
  (SELECT words FROM spans WHERE noun = 'statement' AND noun_id = n.statement AND role = 'cue') AS cue,
  (SELECT min(utterance) FROM utterance_statements u JOIN utterances w ON w.id = u.utterance
    WHERE u.statement = n.statement AND w.level = 'utterance') AS utterance,
  s.words, d.path, s.start_char, s.end_char, d.source, d.published, n.statement, n.undertaking, s.article
FROM positions p JOIN issues i ON i.id = p.issue JOIN actors a ON a.id = p.party
JOIN passages n ON n.noun = 'position' AND n.noun_id = p.id
JOIN spans s ON s.noun = 'position' AND s.noun_id = p.id AND s.role = 'passage' AND s.number = n.number
JOIN articles d ON d.id = s.article;

-- Actors with names, offices, and how often they are mentioned and speak.
CREATE VIEW v_actors AS
SELECT a.id, a.name, a.kind, a.side, a.named,
  (SELECT group_concat(text, '; ') FROM (SELECT title || coalesce(' of ' || of_whom, '') AS text FROM offices WHERE actor = a.id
    ORDER BY number)) AS offices,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM actor_names WHERE actor = a.id ORDER BY name)) AS names,
  (SELECT count(*) FROM statement_speakers WHERE actor = a.id) AS statements,
  (SELECT count(*) FROM mentions WHERE actor = a.id) AS mentions
FROM actors a;

-- Documents with what became of them.
CREATE VIEW v_documents AS
SELECT d.path, d.status, d.reason, d.duplicate_of, d.medium, d.sha256, c.size, a.id AS article, a.title, a.source, a.agency,
  a.published, coalesce(i.basis, i.absence) AS published_basis, a.language, r.rendition_of,
  (SELECT count(*) FROM statements WHERE article = a.id) AS statements,
  (SELECT min(origin) FROM origin_articles WHERE article = a.id) AS origin,
  (SELECT min(story) FROM story_articles WHERE article = a.id) AS story, a.warnings
FROM documents d LEFT JOIN contents c ON c.sha256 = d.sha256 LEFT JOIN articles a ON a.path = d.path
LEFT JOIN renditions r ON r.article = a.id
LEFT JOIN inferred i ON i.noun = 'article' AND i.noun_id = a.id AND i.attribute = 'published';
