# One comparison: begin, then contender for each, then measure; read by
# compare.sh.

say() { echo "compare: $*" >&2; }

# size is the bytes of the files together, in GB.
size() { cat "$@" | wc -c | awk '{printf "%.2f GB", $1 / 1e9}'; }

# grouped is a number with a comma between thousands.
grouped() { echo "$1" | sed -E ':next; s/([0-9])([0-9]{3})($|,)/\1,\2\3/; t next'; }

begin() { # name, totals, what is read
  comparison_name=$1 totals=$2 title=$3
  names=() commands=() answers=()
  say "$1: $3"
}

# contender adds one. Its answer is what the command prints or, where the third
# argument names another command, what that prints afterwards:
# requests failed slow groups bytes, with - for what it does not count; columns
# at the end may be missing.
contender() { # name, command, [command for the answer]
  wanted "$1" || return 0
  names+=("$1") commands+=("$2") answers+=("${3:-}")
}

# clean removes what a run has stored, so that every run begins anew.
clean='rm -rf stores && mkdir stores'

measure() {
  mkdir -p results
  local out=results/$comparison_name i answer want options=()
  want=$(node "$here/answer-totals.mjs" "$totals")
  : >"$out.memory"
  for i in "${!names[@]}"; do
    eval "$clean"
    say "  ${names[i]}"
    if ! answer=$(/usr/bin/time -o time.new -f %M sh -c "${commands[i]}"); then
      echo "compare: ${names[i]} failed: ${commands[i]}" >&2
      exit 1
    fi
    [ -z "${answers[i]}" ] || answer=$(${answers[i]})
    agree "$answer" "$want" || {
      echo "compare: ${names[i]} answers '$answer', the load holds '$want' (requests failed slow groups bytes)" >&2
      exit 1
    }
    printf '%s\t%s\t%s\n' "${names[i]}" "$(tail -1 time.new)" "$answer" >>"$out.memory"
    options+=(-n "${names[i]}" "${commands[i]}")
  done
  rm -f time.new
  hyperfine -S sh -r "$runs" --prepare "$clean" --export-json "$out.json" "${options[@]}" >&2
  eval "$clean"
  node "$here/table.mjs" "$title" "$out.json" "$out.memory" | tee "$out.md"
}

# agree holds when every column of the answer that is not - is the one wanted,
# and at least one is.
agree() {
  local got=($1) want=($2) i said=0
  for i in "${!got[@]}"; do
    [ "${got[i]}" = - ] && continue
    [ "${got[i]}" = "${want[i]:-}" ] || return 1
    said=1
  done
  [ $said = 1 ]
}
