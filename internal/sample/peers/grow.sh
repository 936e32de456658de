#!/usr/bin/env bash
# How the cost of aftermath ingest grows with lines and with customers, as one
# table. From the project's root:
#
#   bash internal/sample/peers/grow.sh DIR
#
# Loads are files, as logs are, or come through a pipe as they are made, so that
# no disk bounds their size; there the maker shares the processors, which is why
# the time of aftermath's own threads stands beside the wall's. What the store
# holds afterwards must be the totals of what was made.
#
# The environment sets sizes:
#   LINES="2000000 20000000"             in a file, with 300 customers
#   PIPED="20000000 200000000"           through a pipe, with 300 customers
#   CUSTOMERS="10 100 1000 10000"        in a file of the first number of lines
#   FORMAT=nginx                         or json
#   AFTERMATH=FILE                       the program to measure (default: built from here)
set -euo pipefail

if [ $# -ne 1 ]; then
  echo "usage: bash internal/sample/peers/grow.sh DIR" >&2
  exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
mkdir -p "$1"
dir=$(cd "$1" && pwd)

lines=${LINES-2000000 20000000} piped=${PIPED-20000000 200000000} customers=${CUSTOMERS-10 100 1000 10000}
format=${FORMAT:-nginx}
aftermath=${AFTERMATH:-$dir/aftermath}
export LC_ALL=C

for tool in go node sqlite3 /usr/bin/time; do
  command -v "$tool" >/dev/null || missing="${missing:-} $tool"
done
if [ -n "${missing:-}" ]; then
  echo "grow: missing:$missing" >&2
  exit 2
fi

cd "$root"
[ -n "${AFTERMATH:-}" ] || go build -o "$dir/aftermath" ./cmd/aftermath
go build -o "$dir/make" ./internal/sample/load/make
cd "$dir"

# grown prints one row of the table.
grown() { # file or pipe, lines, customers
  rm -rf grow
  mkdir grow
  make() { ./make -format "$format" -lines "$2" -customers "$3" "${@:4}"; }
  ingest() { /usr/bin/time -o grow/time -f '%e %U %S %M' "$aftermath" ingest -q -c grow/load.yaml "$@"; }
  case $1 in
    file)
      make "$@" -config -store load.db load.log >grow/load.yaml
      make "$@" -totals grow/totals.json >grow/load.log
      ingest
      ;;
    pipe)
      make "$@" -config -store load.db - >grow/load.yaml
      make "$@" -totals grow/totals.json | ingest -
      ;;
  esac
  local want got
  want=$(node "$here/answer-totals.mjs" grow/totals.json | cut -d' ' -f1-3)
  got=$("$here/answer-store.sh" grow/load.db)
  if [ "$got" != "$want" ]; then
    echo "grow: $*: the store holds '$got', the load '$want' (requests failed slow)" >&2
    exit 1
  fi
  tail -1 grow/time | awk -v from="$1" -v lines="$2" -v customers="$3" -v store="$(wc -c <grow/load.db)" '{
    printf "| %d | %d | %s | %.1f s | %.0f ns | %.0f ns | %.0f MiB | %.1f MB |\n",
      lines, customers, from, $1, $1 / lines * 1e9, ($2 + $3) / lines * 1e9, $4 / 1024, store / 1e6
  }'
  rm -rf grow
}

echo "| lines | customers | from a | wall | a line, wall | a line, processor | peak memory | store |"
echo "|---|---|---|---|---|---|---|---|"
for n in $lines; do grown file "$n" 300; done
for n in $piped; do grown pipe "$n" 300; done
for n in $customers; do grown file "${lines%% *}" "$n"; done
