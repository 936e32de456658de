// Asks DuckDB: node duckdb.mjs nginx|json FILE [STORE]. With a store, the
// groups are written into it before they are added up.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { DuckDBInstance } = createRequire(process.env.MODULES + '/')('@duckdb/node-api');
const [format, file, store] = process.argv.slice(2);
const groups = readFileSync(new URL(`sql/duckdb-${format}.sql`, import.meta.url), 'utf8').replace('FILE', file);

const db = await DuckDBInstance.create(store ?? ':memory:', { preserve_insertion_order: 'false' });
const connection = await db.connect();
if (store) await connection.run(`CREATE TABLE minutes AS ${groups}`);
const sums = `SELECT sum(requests), sum(failed), sum(slow), count(*) FROM ${store ? 'minutes' : `(${groups})`}`;
const answer = await connection.runAndReadAll(sums);
if (store) await connection.run('CHECKPOINT');
console.log(answer.getRowsJson()[0].join(' '));
connection.closeSync();
db.closeSync();
