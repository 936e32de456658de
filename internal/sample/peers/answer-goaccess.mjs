// What a report of GoAccess answers: requests failed.
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const failed = report.status_codes.data
  .flatMap(group => group.items ?? [group])
  .filter(code => /^5\d\d /.test(code.data))
  .reduce((sum, code) => sum + code.hits.count, 0);
console.log(report.general.total_requests, failed);
