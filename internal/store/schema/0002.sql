-- What each log file brought can be taken back, and latencies are kept. A store
-- that holds logs of version 1 is refused before this script runs: which file
-- brought what is not in it.

-- digest is of the file's own bytes, content of the bytes unpacked, each with
-- its algorithm in front, as 'sha256:…'. content_bytes were read of the unpacked
-- bytes, complete_bytes of them up to and with the last line end; head is the
-- digest of the first head_bytes. other lines are sound but about no request.
-- slow is the limits by which requests were counted slow, zone_assumed the zone
-- of times that stated none.
ALTER TABLE input RENAME COLUMN sha256 TO digest;
UPDATE input SET digest = 'sha256:' || digest, content = 'sha256:' || content;
ALTER TABLE input ADD COLUMN content_bytes  INTEGER NOT NULL DEFAULT 0 CHECK (content_bytes >= 0);
ALTER TABLE input ADD COLUMN complete_bytes INTEGER NOT NULL DEFAULT 0 CHECK (complete_bytes BETWEEN 0 AND content_bytes);
ALTER TABLE input ADD COLUMN head           TEXT    NOT NULL DEFAULT '';
ALTER TABLE input ADD COLUMN head_bytes     INTEGER NOT NULL DEFAULT 0 CHECK (head_bytes BETWEEN 0 AND content_bytes);
ALTER TABLE input ADD COLUMN other          INTEGER NOT NULL DEFAULT 0 CHECK (other >= 0);
ALTER TABLE input ADD COLUMN blank          INTEGER NOT NULL DEFAULT 0
    CHECK (blank >= 0 AND (kind = 'incidents' OR lines = requests + other + blank + rejected));
ALTER TABLE input ADD COLUMN slow           TEXT    NOT NULL DEFAULT '';
ALTER TABLE input ADD COLUMN zone_assumed   TEXT    NOT NULL DEFAULT '';

ALTER TABLE reject_line ADD COLUMN detail TEXT NOT NULL DEFAULT '';

DROP VIEW day_totals;
DROP TABLE evidence;
DROP TABLE series;
DELETE FROM customer;
DELETE FROM service;

-- One customer's requests to one service on one UTC day. The key is
-- service << 44 | customer << 20 | day + 524288; the minutes are packed as
-- package traffic's Pack describes, the day's latencies as Histogram.Pack does.
-- input is where all of it came from, null where several inputs brought it.
--
-- service and customer are ids of those tables, though not by foreign keys: the
-- key being all they are made of, SQLite would read every row to delete a name.
CREATE TABLE series (
    id           INTEGER PRIMARY KEY,
    service      INTEGER NOT NULL GENERATED ALWAYS AS (id >> 44) VIRTUAL,
    customer     INTEGER NOT NULL GENERATED ALWAYS AS (id >> 20 & 16777215) VIRTUAL,
    day          INTEGER NOT NULL GENERATED ALWAYS AS ((id & 1048575) - 524288) VIRTUAL,
    input        INTEGER REFERENCES input (id),
    total        INTEGER NOT NULL CHECK (total >= valid),
    valid        INTEGER NOT NULL CHECK (valid >= failed + slow),
    failed       INTEGER NOT NULL CHECK (failed >= 0),
    slow         INTEGER NOT NULL CHECK (slow >= 0),
    first_minute INTEGER NOT NULL CHECK (first_minute BETWEEN 0 AND last_minute),
    last_minute  INTEGER NOT NULL CHECK (last_minute < 1440),
    minutes      BLOB    NOT NULL,
    latency      BLOB    NOT NULL
) STRICT;

CREATE INDEX series_input ON series (input);

-- The latencies of all customers' requests to one service on one UTC day, minute
-- by minute, packed as package traffic's PackLatencies describes. The key is
-- that of series with customer 0.
CREATE TABLE service_latency (
    id      INTEGER PRIMARY KEY,
    service INTEGER NOT NULL GENERATED ALWAYS AS (id >> 44) VIRTUAL,
    day     INTEGER NOT NULL GENERATED ALWAYS AS ((id & 1048575) - 524288) VIRTUAL,
    input   INTEGER REFERENCES input (id),
    minutes BLOB    NOT NULL
) STRICT;

CREATE INDEX service_latency_input ON service_latency (input);

-- What each input brought to a row of series or of service_latency, where several
-- did; whole is the row's id, and the row is the sum of its parts. The latency of
-- a part of service_latency is empty.
CREATE TABLE part (
    whole   INTEGER NOT NULL,
    input   INTEGER NOT NULL REFERENCES input (id),
    minutes BLOB    NOT NULL,
    latency BLOB    NOT NULL,
    PRIMARY KEY (whole, input)
) STRICT, WITHOUT ROWID;

CREATE INDEX part_input ON part (input);

-- A bounded sample of failed and slow requests that each input brought to each
-- series; series is the key of table series.
CREATE TABLE evidence (
    series     INTEGER NOT NULL,
    verdict    INTEGER NOT NULL,
    input      INTEGER NOT NULL REFERENCES input (id),
    position   INTEGER NOT NULL,
    service    INTEGER NOT NULL GENERATED ALWAYS AS (series >> 44) VIRTUAL,
    customer   INTEGER NOT NULL GENERATED ALWAYS AS (series >> 20 & 16777215) VIRTUAL,
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
    PRIMARY KEY (series, verdict, input, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_input ON evidence (input);

-- The hours in which a service was being logged, as hours since 1970, and the
-- request lines of any customer that each input has in them.
CREATE TABLE coverage (
    service  INTEGER NOT NULL,
    hour     INTEGER NOT NULL,
    input    INTEGER NOT NULL REFERENCES input (id),
    requests INTEGER NOT NULL CHECK (requests > 0),
    PRIMARY KEY (service, hour, input)
) STRICT, WITHOUT ROWID;

CREATE INDEX coverage_input ON coverage (input);

-- For people, with dates and times in UTC.
CREATE VIEW coverage_view AS
SELECT service.name AS service, datetime(coverage.hour * 3600, 'unixepoch') AS hour_utc, sum(coverage.requests) AS requests
FROM coverage
JOIN service ON service.id = coverage.service
GROUP BY service.name, coverage.hour;

CREATE VIEW day_totals AS
SELECT service.name AS service, customer.name AS customer, date(series.day * 86400, 'unixepoch') AS day,
       series.total, series.valid, series.failed, series.slow,
       time(series.first_minute * 60, 'unixepoch') AS first_minute,
       time(series.last_minute * 60, 'unixepoch') AS last_minute
FROM series
JOIN service ON service.id = series.service
JOIN customer ON customer.id = series.customer;

CREATE VIEW input_view AS
SELECT id, kind, path, bytes, content_bytes, lines, requests, other, blank, rejected,
       datetime(first_at, 'unixepoch') AS first_utc, datetime(last_at, 'unixepoch') AS last_utc,
       slow, zone_assumed, digest, content
FROM input;
