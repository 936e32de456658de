// What the load holds, by its maker: requests failed slow groups bytes.
import { readFileSync } from 'node:fs';

const t = JSON.parse(readFileSync(process.argv[2], 'utf8'));
console.log(t.requests, t.failed, t.slow, t.groups, t.bytes);
