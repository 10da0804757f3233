-- Positions and wordings show the cue of their statement, positions what they undertake and which utterance they tell.
DROP VIEW v_wordings;
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
DROP VIEW v_positions;
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
