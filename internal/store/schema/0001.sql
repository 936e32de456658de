-- The facts of aftermath. Times are whole UTC seconds since 1970; a column
-- that ends in _ns holds the nanoseconds below the second. Days are UTC days
-- since 1970. Money is whole minor units. States are words.

-- Every file that was read, known by its content: sha256 is that of the file's
-- own bytes, content that of the bytes unpacked.
CREATE TABLE input (
    id        INTEGER PRIMARY KEY,
    kind      TEXT    NOT NULL CHECK (kind IN ('logs', 'incidents')),
    path      TEXT    NOT NULL,
    sha256    TEXT    NOT NULL,
    content   TEXT    NOT NULL,
    bytes     INTEGER NOT NULL CHECK (bytes >= 0),
    lines     INTEGER NOT NULL CHECK (lines >= 0),
    requests  INTEGER NOT NULL CHECK (requests >= 0),
    rejected  INTEGER NOT NULL CHECK (rejected >= 0),
    first_at  INTEGER,
    last_at   INTEGER,
    rules     TEXT    NOT NULL,
    UNIQUE (kind, content)
) STRICT;

CREATE INDEX input_path ON input (kind, path);

-- Why lines of an input were rejected, how many, and the first of them.
CREATE TABLE reject (
    input    INTEGER NOT NULL REFERENCES input (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    reason   TEXT    NOT NULL,
    count    INTEGER NOT NULL,
    PRIMARY KEY (input, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE reject_line (
    input    INTEGER NOT NULL,
    reject   INTEGER NOT NULL,
    position INTEGER NOT NULL,
    line     INTEGER NOT NULL,
    col      INTEGER NOT NULL,
    text     TEXT    NOT NULL,
    PRIMARY KEY (input, reject, position),
    FOREIGN KEY (input, reject) REFERENCES reject (input, position) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Names of services and customers as the logs have them, '?' first where the
-- configuration does not know them.
CREATE TABLE service (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE customer (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- One customer's requests to one service on one UTC day. The key is
-- service << 44 | customer << 20 | day + 524288; the minutes are packed as
-- package traffic's Pack describes.
CREATE TABLE series (
    id           INTEGER PRIMARY KEY,
    service      INTEGER NOT NULL GENERATED ALWAYS AS (id >> 44) VIRTUAL REFERENCES service (id),
    customer     INTEGER NOT NULL GENERATED ALWAYS AS (id >> 20 & 16777215) VIRTUAL REFERENCES customer (id),
    day          INTEGER NOT NULL GENERATED ALWAYS AS ((id & 1048575) - 524288) VIRTUAL,
    total        INTEGER NOT NULL CHECK (total >= valid),
    valid        INTEGER NOT NULL CHECK (valid >= failed + slow),
    failed       INTEGER NOT NULL CHECK (failed >= 0),
    slow         INTEGER NOT NULL CHECK (slow >= 0),
    first_minute INTEGER NOT NULL CHECK (first_minute BETWEEN 0 AND last_minute),
    last_minute  INTEGER NOT NULL CHECK (last_minute < 1440),
    minutes      BLOB    NOT NULL
) STRICT;

-- A bounded sample of failed and slow requests of each series; series is the
-- key of table series.
CREATE TABLE evidence (
    series     INTEGER NOT NULL,
    verdict    INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    service    INTEGER NOT NULL GENERATED ALWAYS AS (series >> 44) VIRTUAL REFERENCES service (id),
    customer   INTEGER NOT NULL GENERATED ALWAYS AS (series >> 20 & 16777215) VIRTUAL REFERENCES customer (id),
    at         INTEGER NOT NULL,
    at_ns      INTEGER NOT NULL,
    status     INTEGER NOT NULL,
    latency_ns INTEGER NOT NULL,
    method     TEXT    NOT NULL,
    path       TEXT    NOT NULL,
    request_id TEXT    NOT NULL,
    file       TEXT    NOT NULL,
    line       INTEGER NOT NULL,
    hash       INTEGER NOT NULL,
    PRIMARY KEY (series, verdict, position)
) STRICT, WITHOUT ROWID;

-- What documents say of incidents, before anything is chosen.
CREATE TABLE incident (
    id       INTEGER PRIMARY KEY,
    input    INTEGER NOT NULL REFERENCES input (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    title    TEXT    NOT NULL,
    provider TEXT    NOT NULL,
    url      TEXT    NOT NULL,
    impact   TEXT    NOT NULL,
    open     INTEGER NOT NULL CHECK (open IN (0, 1)),
    file     TEXT    NOT NULL,
    sha256   TEXT    NOT NULL,
    UNIQUE (input, position)
) STRICT;

CREATE TABLE incident_component (
    incident INTEGER NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    PRIMARY KEY (incident, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE incident_warning (
    incident INTEGER NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text     TEXT    NOT NULL,
    PRIMARY KEY (incident, position)
) STRICT, WITHOUT ROWID;

-- utc_offset and zone are the offset in seconds and the letters that were read.
CREATE TABLE incident_post (
    incident   INTEGER NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    status     TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    at_ns      INTEGER NOT NULL,
    utc_offset INTEGER NOT NULL,
    zone       TEXT    NOT NULL,
    body       TEXT    NOT NULL,
    file       TEXT    NOT NULL,
    line       INTEGER NOT NULL,
    col        INTEGER NOT NULL,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    PRIMARY KEY (incident, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE incident_mark (
    incident   INTEGER NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    kind       TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    at_ns      INTEGER NOT NULL,
    utc_offset INTEGER NOT NULL,
    zone       TEXT    NOT NULL,
    precision  TEXT    NOT NULL,
    basis      TEXT    NOT NULL,
    quote      TEXT    NOT NULL,
    rule       TEXT    NOT NULL,
    file       TEXT    NOT NULL,
    line       INTEGER NOT NULL,
    col        INTEGER NOT NULL,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    warning    TEXT    NOT NULL,
    author     TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    ticket     TEXT    NOT NULL,
    PRIMARY KEY (incident, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE incident_level (
    incident   INTEGER NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    level      TEXT    NOT NULL,
    quote      TEXT    NOT NULL,
    rule       TEXT    NOT NULL,
    file       TEXT    NOT NULL,
    line       INTEGER NOT NULL,
    col        INTEGER NOT NULL,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    PRIMARY KEY (incident, position)
) STRICT, WITHOUT ROWID;

-- What the last run over a period came to, for people to query. Availability
-- is the exact fraction, and that as a percentage rounded down to 4 places.
CREATE TABLE statement (
    period           TEXT    NOT NULL,
    position         INTEGER NOT NULL,
    customer         TEXT    NOT NULL,
    customer_name    TEXT    NOT NULL,
    service          TEXT    NOT NULL,
    policy           TEXT    NOT NULL,
    zone             TEXT    NOT NULL,
    start_at         INTEGER NOT NULL,
    end_at           INTEGER NOT NULL,
    minutes          INTEGER NOT NULL CHECK (minutes = up + degraded + down + excluded + unknown),
    up               INTEGER NOT NULL CHECK (up >= 0),
    degraded         INTEGER NOT NULL CHECK (degraded >= 0),
    down             INTEGER NOT NULL CHECK (down >= 0),
    excluded         INTEGER NOT NULL CHECK (excluded >= 0),
    unknown          INTEGER NOT NULL CHECK (unknown >= 0),
    requests         INTEGER NOT NULL,
    valid            INTEGER NOT NULL,
    failed           INTEGER NOT NULL,
    slow             INTEGER NOT NULL,
    availability_num TEXT,
    availability_den TEXT,
    availability     TEXT,
    target           TEXT    NOT NULL,
    verdict          TEXT    NOT NULL,
    tier             TEXT,
    credit_percent   TEXT,
    credit_minor     INTEGER NOT NULL,
    currency         TEXT    NOT NULL,
    PRIMARY KEY (period, position)
) STRICT, WITHOUT ROWID;

-- Stretches of minutes of a statement that were not up.
CREATE TABLE outage (
    period    TEXT    NOT NULL,
    statement INTEGER NOT NULL,
    position  INTEGER NOT NULL,
    start_at  INTEGER NOT NULL,
    end_at    INTEGER NOT NULL,
    state     TEXT    NOT NULL CHECK (state IN ('degraded', 'down', 'excluded', 'unknown')),
    source    TEXT    NOT NULL,
    reason    TEXT    NOT NULL,
    requests  INTEGER NOT NULL,
    valid     INTEGER NOT NULL,
    failed    INTEGER NOT NULL,
    slow      INTEGER NOT NULL,
    PRIMARY KEY (period, statement, position),
    FOREIGN KEY (period, statement) REFERENCES statement (period, position) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE outage_incident (
    period    TEXT    NOT NULL,
    statement INTEGER NOT NULL,
    outage    INTEGER NOT NULL,
    position  INTEGER NOT NULL,
    incident  TEXT    NOT NULL,
    PRIMARY KEY (period, statement, outage, position),
    FOREIGN KEY (period, statement, outage) REFERENCES outage (period, statement, position) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- For people, with dates and times in UTC.
CREATE VIEW day_totals AS
SELECT service.name AS service, customer.name AS customer, date(series.day * 86400, 'unixepoch') AS day,
       series.total, series.valid, series.failed, series.slow,
       time(series.first_minute * 60, 'unixepoch') AS first_minute,
       time(series.last_minute * 60, 'unixepoch') AS last_minute
FROM series
JOIN service ON service.id = series.service
JOIN customer ON customer.id = series.customer;

CREATE VIEW statement_view AS
SELECT period, customer_name, service, policy, zone,
       datetime(start_at, 'unixepoch') AS start_utc, datetime(end_at, 'unixepoch') AS end_utc,
       minutes, up, degraded, down, excluded, unknown, requests, failed, slow,
       availability, target, verdict, tier, credit_percent, credit_minor, currency
FROM statement;

CREATE VIEW outage_view AS
SELECT outage.period, statement.customer_name, statement.service,
       datetime(outage.start_at, 'unixepoch') AS start_utc, datetime(outage.end_at, 'unixepoch') AS end_utc,
       (outage.end_at - outage.start_at) / 60 AS minutes, outage.state, outage.source, outage.reason,
       outage.requests, outage.failed, outage.slow,
       (SELECT group_concat(incident, ', ') FROM (SELECT incident FROM outage_incident
        WHERE outage_incident.period = outage.period AND outage_incident.statement = outage.statement
          AND outage_incident.outage = outage.position ORDER BY outage_incident.position)) AS incidents
FROM outage
JOIN statement ON statement.period = outage.period AND statement.position = outage.statement;

CREATE VIEW incident_view AS
SELECT incident.name AS incident, incident.title, incident_mark.kind, datetime(incident_mark.at, 'unixepoch') AS at_utc,
       incident_mark.precision, incident_mark.basis, incident_mark.quote, incident_mark.file, incident_mark.line
FROM incident
JOIN incident_mark ON incident_mark.incident = incident.id;
