-- Only the columns that are asked for are read from the objects. Leaving the
-- minute as it is written was a seventh faster than a timestamp.
SELECT customer, service, ts[1:16] AS minute,
       count(*) AS requests,
       count(*) FILTER (status >= 500) AS failed,
       count(*) FILTER (status < 500 AND latency_ms > 2000) AS slow
FROM read_json('FILE', format = 'newline_delimited', auto_detect = false, columns = {
       ts: 'VARCHAR', customer: 'VARCHAR', service: 'VARCHAR', status: 'USMALLINT', latency_ms: 'UINTEGER'})
GROUP BY ALL
