CREATE TABLE actors (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, acronym TEXT, kind TEXT NOT NULL, country TEXT,
  part_of TEXT REFERENCES actors(id), aliases TEXT
);
CREATE TABLE places (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, countries TEXT, adm1 TEXT, adm2 TEXT,
  latitude REAL, longitude REAL, precision TEXT NOT NULL, aliases TEXT
);
CREATE TABLE sources (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, url TEXT, archive TEXT,
  published TEXT, accessed TEXT, lang TEXT, licence TEXT, reliability TEXT, note TEXT
);
CREATE TABLE incidents (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL,
  title TEXT NOT NULL, summary TEXT NOT NULL,
  date TEXT NOT NULL, date_start TEXT NOT NULL, date_end TEXT NOT NULL, date_precision TEXT NOT NULL,
  place_id TEXT REFERENCES places(id), place TEXT NOT NULL, countries TEXT, adm1 TEXT, adm2 TEXT,
  latitude REAL, longitude REAL, place_precision TEXT NOT NULL,
  countable INTEGER NOT NULL,
  killed_low INTEGER, killed_best INTEGER, killed_high INTEGER, killed_who TEXT, killed_by TEXT,
  part_of TEXT, recorded_by TEXT, note TEXT, url TEXT NOT NULL
);
CREATE TABLE claims (
  incident_id TEXT NOT NULL REFERENCES incidents(id), record TEXT NOT NULL, id TEXT NOT NULL,
  about TEXT NOT NULL, who TEXT, low INTEGER, best INTEGER, high INTEGER, qualifier TEXT,
  said_by TEXT NOT NULL, said_by_name TEXT NOT NULL, said_by_party INTEGER NOT NULL, said_on TEXT,
  status TEXT NOT NULL, superseded_by TEXT, credibility INTEGER, dyad TEXT, row TEXT, note TEXT,
  PRIMARY KEY (record, id)
);
CREATE TABLE claim_sources (
  record TEXT NOT NULL, claim_id TEXT NOT NULL, source_id TEXT NOT NULL REFERENCES sources(id),
  PRIMARY KEY (record, claim_id, source_id),
  FOREIGN KEY (record, claim_id) REFERENCES claims(record, id)
);
CREATE TABLE incident_actors (
  incident_id TEXT NOT NULL REFERENCES incidents(id), actor_id TEXT NOT NULL REFERENCES actors(id),
  role TEXT NOT NULL, note TEXT,
  PRIMARY KEY (incident_id, actor_id, role)
);
CREATE TABLE incident_countries (
  incident_id TEXT NOT NULL REFERENCES incidents(id), country TEXT NOT NULL,
  PRIMARY KEY (incident_id, country)
);
CREATE TABLE incident_sources (
  incident_id TEXT NOT NULL REFERENCES incidents(id), source_id TEXT NOT NULL REFERENCES sources(id),
  PRIMARY KEY (incident_id, source_id)
);
CREATE TABLE incident_tags (
  incident_id TEXT NOT NULL REFERENCES incidents(id), tag TEXT NOT NULL,
  PRIMARY KEY (incident_id, tag)
);
CREATE TABLE incident_external (
  incident_id TEXT NOT NULL REFERENCES incidents(id), dataset TEXT NOT NULL, row TEXT NOT NULL,
  PRIMARY KEY (incident_id, dataset, row)
);
CREATE TABLE corrections (
  incident_id TEXT NOT NULL REFERENCES incidents(id), at TEXT NOT NULL, field TEXT,
  was TEXT NOT NULL, now TEXT NOT NULL, reason TEXT
);
CREATE INDEX incidents_by_date ON incidents(date_start);
CREATE INDEX claims_by_incident ON claims(incident_id);
CREATE INDEX actors_of_incidents ON incident_actors(actor_id);

-- Every claim about people killed, beside its incident: who says what.
CREATE VIEW killed_by_speaker AS
  SELECT i.id AS incident_id, i.date_start, i.title, i.place, c.who, c.low, c.best, c.high, c.qualifier,
         c.said_by_name AS said_by, c.said_by_party AS is_a_party, c.status
  FROM claims c JOIN incidents i ON i.id = c.incident_id
  WHERE c.about = 'killed'
  ORDER BY i.date_start, i.id, c.status, c.record, c.id;

-- Totals over incidents by year. Milestones and running totals stay out.
CREATE VIEW totals_by_year AS
  SELECT substr(date_start, 1, 4) AS year, count(*) AS incidents,
         sum(killed_best IS NULL) AS without_number,
         sum(killed_low) AS killed_low, sum(killed_best) AS killed_best, sum(killed_high) AS killed_high
  FROM incidents WHERE countable GROUP BY year ORDER BY year;

-- The same by country. An incident in two countries counts in both: do not add countries up.
CREATE VIEW totals_by_country AS
  SELECT c.country, count(*) AS incidents, sum(i.killed_best IS NULL) AS without_number,
         sum(i.killed_low) AS killed_low, sum(i.killed_best) AS killed_best, sum(i.killed_high) AS killed_high
  FROM incidents i JOIN incident_countries c ON c.incident_id = i.id
  WHERE i.countable GROUP BY c.country ORDER BY c.country;

-- Incidents by actor and role.
CREATE VIEW incidents_by_actor AS
  SELECT a.id AS actor_id, a.name AS actor, r.role, i.id AS incident_id, i.date_start, i.title, i.killed_best
  FROM incident_actors r JOIN actors a ON a.id = r.actor_id JOIN incidents i ON i.id = r.incident_id
  ORDER BY a.name, i.date_start, i.id;
