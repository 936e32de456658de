-- Only the columns that are asked for are read from the objects.
SELECT customer, service, toStartOfMinute(ts) AS minute,
       count() AS requests,
       countIf(status >= 500) AS failed,
       countIf(status < 500 AND latency_ms > 2000) AS slow
FROM file('FILE', 'JSONEachRow', 'ts DateTime64(3, \'UTC\'), customer String, service String, status UInt16, latency_ms UInt32')
GROUP BY customer, service, minute
SETTINGS date_time_input_format = 'best_effort'
