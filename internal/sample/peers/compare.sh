#!/usr/bin/env bash
# Asks aftermath, and what people would use instead, the same question of the
# same load: how many requests, how many that failed, how many that were slow,
# for each customer, service and minute. From the project's root:
#
#   bash internal/sample/peers/compare.sh DIR
#
#  1. tools.sh says which programs are missing.
#  2. load.sh makes the load in DIR, where it is not there yet.
#  3. Each comparison lists its contenders, the yardstick first. measure.sh runs
#     each once for its answer, which must be the load's own totals, and for its
#     peak memory; then all of them in one call of hyperfine.
#  4. table.mjs writes what was measured; DIR/results/ keeps it.
#
# The environment sets sizes and choices:
#   LINES=20000000 SLICE=2000000   lines of the load, and of that of slow peers
#   RUNS=5                         timed runs of each contender
#   COMPARISONS="nginx json slice gzip zstd parts"
#   WITHOUT="aftermath goaccess"   contenders to leave out, by their first word
#   AFTERMATH=FILE                 the program to measure (default: built from here)
#   MODULES=DIR                    the folder that holds node_modules (default: DIR/peers)
set -euo pipefail

if [ $# -ne 1 ]; then
  echo "usage: bash internal/sample/peers/compare.sh DIR" >&2
  exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
mkdir -p "$1"
dir=$(cd "$1" && pwd)

lines=${LINES:-20000000} slice=${SLICE:-2000000} runs=${RUNS:-5}
comparisons=${COMPARISONS:-nginx json slice gzip zstd parts}
without=${WITHOUT:-}
export MODULES=${MODULES:-$dir/peers}
export LC_ALL=C

. "$here/tools.sh"
. "$here/load.sh"
. "$here/measure.sh"

need_tools
cd "$root"
aftermath=${AFTERMATH:-$dir/aftermath}
if [ -z "${AFTERMATH:-}" ] && wanted aftermath; then
  go build -o "$dir/aftermath" ./cmd/aftermath
fi
go build -o "$dir/make" ./internal/sample/load/make
go build -o "$dir/inflate" ./internal/sample/peers/inflate
cd "$dir"
need_load

# ingest adds aftermath, reading the named configuration into a new store.
ingest() { contender aftermath "$aftermath ingest -q -c $1.yaml" "$here/answer-store.sh stores/$1.db"; }

duckdb() {
  contender "duckdb, answer only" "node $here/duckdb.mjs $1 $2"
  [ -z "${3:-}" ] || contender "duckdb, into its store" "node $here/duckdb.mjs $1 $2 stores/duckdb"
}

clickhouse() {
  contender "clickhouse, answer only" "node $here/clickhouse.mjs $1 $2"
  [ -z "${3:-}" ] || contender "clickhouse, into its store" "node $here/clickhouse.mjs $1 $2 stores/clickhouse"
}

for comparison in $comparisons; do
  case $comparison in
    nginx | json)
      begin "$comparison" "$comparison.totals.json" "$(grouped "$lines") lines of ${comparison/json/JSON}, $(size "$comparison.log"), plain"
      contender "wc -l" "wc -l < $comparison.log"
      ingest "$comparison"
      duckdb "$comparison" "$comparison.log" store
      clickhouse "$comparison" "$comparison.log" store
      ;;
    slice)
      begin slice nginx-slice.totals.json "$(grouped "$slice") lines of nginx, $(size nginx-slice.log), plain"
      contender "wc -l" "wc -l < nginx-slice.log"
      ingest nginx-slice
      contender mawk "mawk -F'\"' -f $here/nginx.awk nginx-slice.log"
      contender "goaccess, its report" "goaccess nginx-slice.log --no-global-config --no-progress --log-format='%h - - [%d:%t %^] \"%r\" %s %b \"%R\" \"%u\" \"%v\" \"%e\" %T %^' --date-format=%d/%b/%Y --time-format=%H:%M:%S -o stores/goaccess.json" "node $here/answer-goaccess.mjs stores/goaccess.json"
      ;;
    gzip)
      begin gzip nginx.totals.json "$(grouped "$lines") lines of nginx, $(size nginx.log.gz) by gzip -6, one member"
      contender "inflate alone (klauspost)" "./inflate nginx.log.gz"
      contender "gzip -dc | wc -l" "gzip -dc nginx.log.gz | wc -l"
      ingest nginx-gz
      duckdb nginx nginx.log.gz
      clickhouse nginx nginx.log.gz
      ;;
    zstd)
      begin zstd nginx.totals.json "$(grouped "$lines") lines of nginx, $(size nginx.log.zst) by zstd -3"
      contender "zstd -dc | wc -l" "zstd -dcq nginx.log.zst | wc -l"
      ingest nginx-zst
      duckdb nginx nginx.log.zst
      clickhouse nginx nginx.log.zst
      ;;
    parts)
      begin parts-gzip nginx.totals.json "the same lines in four files by gzip -6, $(size parts/*.gz)"
      contender "inflate alone (klauspost), side by side" "./inflate parts/*.gz"
      contender "gzip -dc | wc -l, two at a time" "ls parts/*.gz | xargs -P2 -n1 sh -c 'gzip -dc \"\$0\" | wc -l' | awk '{n += \$1} END {print n}'"
      ingest parts-gz
      measure
      begin parts-zstd nginx.totals.json "the same lines in four files by zstd -3, $(size parts/*.zst)"
      contender "zstd -dc | wc -l, two at a time" "ls parts/*.zst | xargs -P2 -n1 sh -c 'zstd -dcq \"\$0\" | wc -l' | awk '{n += \$1} END {print n}'"
      ingest parts-zst
      ;;
    *)
      echo "compare: COMPARISONS: $comparison is none of nginx json slice gzip zstd parts" >&2
      exit 2
      ;;
  esac
  measure
done
