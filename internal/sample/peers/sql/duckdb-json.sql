-- Only the columns that are asked for are read from the objects.
SELECT customer, service, date_trunc('minute', ts) AS minute,
       count(*) AS requests,
       count(*) FILTER (status >= 500) AS failed,
       count(*) FILTER (status < 500 AND latency_ms > 2000) AS slow
FROM read_json('FILE', format = 'newline_delimited', auto_detect = false, columns = {
       ts: 'TIMESTAMP', customer: 'VARCHAR', service: 'VARCHAR', status: 'USMALLINT', latency_ms: 'UINTEGER'})
GROUP BY ALL
