-- Spaces divide and quotes enclose; the columns have types, nothing is guessed.
-- Leaving the minute as it is written was a fifth faster than a timestamp.
SELECT customer, host AS service, time[2:18] AS minute,
       count(*) AS requests,
       count(*) FILTER (status >= 500) AS failed,
       count(*) FILTER (status < 500 AND took > 2) AS slow
FROM read_csv('FILE', delim = ' ', quote = '"', escape = '', header = false, auto_detect = false, columns = {
       address: 'VARCHAR', ident: 'VARCHAR', remote: 'VARCHAR', time: 'VARCHAR', zone: 'VARCHAR', request: 'VARCHAR',
       status: 'USMALLINT', bytes: 'UINTEGER', referer: 'VARCHAR', agent: 'VARCHAR', host: 'VARCHAR', customer: 'VARCHAR',
       took: 'DOUBLE', id: 'VARCHAR'})
GROUP BY ALL
