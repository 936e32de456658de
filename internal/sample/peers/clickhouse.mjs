// Asks ClickHouse in process: node clickhouse.mjs nginx|json FILE [STORE].
// With a store, the groups are written into it before they are added up; in no
// order, which is twice as fast as by customer.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { Session, query } = createRequire(process.env.MODULES + '/')('chdb');
const [format, file, store] = process.argv.slice(2);
const groups = readFileSync(new URL(`sql/clickhouse-${format}.sql`, import.meta.url), 'utf8').replace('FILE', file);
const sums = from => `SELECT sum(requests), sum(failed), sum(slow), count() FROM ${from}`;

let answer;
if (store) {
  const session = new Session(store);
  session.query('CREATE DATABASE load');
  session.query(`CREATE TABLE load.minutes ENGINE = MergeTree ORDER BY tuple() AS ${groups}`);
  answer = session.query(sums('load.minutes'), 'TSV');
  session.close();
} else {
  answer = query(sums(`(${groups})`), 'TSV');
}
console.log(answer.trim().replaceAll('\t', ' '));
