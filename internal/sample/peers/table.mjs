// Writes one comparison as Markdown: node table.mjs TITLE TIMES MEMORY, the
// times as hyperfine exports them, the memory as measure.sh keeps it (name, KiB,
// answer). Ratios are of medians, to the first contender.
import { readFileSync } from 'node:fs';

const [title, times, memory] = process.argv.slice(2);
const { results } = JSON.parse(readFileSync(times, 'utf8'));
const peak = new Map(readFileSync(memory, 'utf8').trim().split('\n').map(line => line.split('\t')).map(([name, kib]) => [name, +kib]));

const seconds = s => s.toPrecision(3) + ' s';
const cell = text => text.replaceAll('|', '\\|');
const ratio = r => r.toPrecision(r < 10 ? 2 : 3);
console.log(`${title}; ${results[0].times.length} runs\n`);
console.log(`| contender | median | fastest | × ${cell(results[0].command)} | peak memory |`);
console.log('|---|---|---|---|---|');
for (const r of results) {
  const mib = Math.round(peak.get(r.command) / 1024);
  console.log(`| ${cell(r.command)} | ${seconds(r.median)} | ${seconds(r.min)} | ${ratio(r.median / results[0].median)} | ${mib} MiB |`);
}
console.log();
