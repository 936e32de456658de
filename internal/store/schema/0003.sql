-- Addresses that a document names as those of one of its incidents.
CREATE TABLE incident_link (
    incident INTEGER NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    url      TEXT    NOT NULL,
    PRIMARY KEY (incident, position)
) STRICT, WITHOUT ROWID;

-- What was left out of an input of incidents, or is odd about it.
CREATE TABLE input_warning (
    input    INTEGER NOT NULL REFERENCES input (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text     TEXT    NOT NULL,
    PRIMARY KEY (input, position)
) STRICT, WITHOUT ROWID;

-- Maintenance as documents announce it; announced_at is null where the
-- document does not say when it was announced.
CREATE TABLE work (
    id           INTEGER PRIMARY KEY,
    input        INTEGER NOT NULL REFERENCES input (id) ON DELETE CASCADE,
    position     INTEGER NOT NULL,
    name         TEXT    NOT NULL,
    title        TEXT    NOT NULL,
    provider     TEXT    NOT NULL,
    url          TEXT    NOT NULL,
    start_at     INTEGER NOT NULL,
    end_at       INTEGER NOT NULL,
    announced_at INTEGER,
    cancelled    INTEGER NOT NULL CHECK (cancelled IN (0, 1)),
    file         TEXT    NOT NULL,
    line         INTEGER NOT NULL,
    col          INTEGER NOT NULL,
    start_byte   INTEGER NOT NULL,
    end_byte     INTEGER NOT NULL,
    sha256       TEXT    NOT NULL,
    UNIQUE (input, position)
) STRICT;

CREATE TABLE work_component (
    work     INTEGER NOT NULL REFERENCES work (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    PRIMARY KEY (work, position)
) STRICT, WITHOUT ROWID;

-- For people, with dates and times in UTC.
CREATE VIEW work_view AS
SELECT name AS work, title, provider, datetime(start_at, 'unixepoch') AS start_utc, datetime(end_at, 'unixepoch') AS end_utc,
       datetime(announced_at, 'unixepoch') AS announced_utc, cancelled,
       (SELECT group_concat(name, ', ') FROM (SELECT name FROM work_component
        WHERE work_component.work = work.id ORDER BY work_component.position)) AS components, file, line
FROM work;
