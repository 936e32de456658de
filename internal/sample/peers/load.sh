# The files of the comparison, in the current folder; read by compare.sh. What
# is there is kept when it was made for the same number of lines.

need_load() {
  local comparison
  for comparison in $comparisons; do
    case $comparison in
      nginx | json) plain "$comparison" "$comparison" "$lines" ;;
      slice) plain nginx nginx-slice "$slice" ;;
      gzip) plain nginx nginx "$lines" && packed nginx gz ;;
      zstd) plain nginx nginx "$lines" && packed nginx zst ;;
      parts) plain nginx nginx "$lines" && parts ;;
    esac
  done
}

# plain makes NAME.log of so many lines, its totals and its configuration.
plain() { # format, name, lines
  if ! [ -s "$2.log" ] || ! grep -q "\"lines\": $3," "$2.totals.json"; then
    say "making $2.log: $3 lines"
    rm -f "$2".log.*
    [ "$2" != nginx ] || rm -rf parts
    ./make -format "$1" -lines "$3" -totals "$2.totals.new" >"$2.log"
    mv "$2.totals.new" "$2.totals.json"
  fi
  ./make -format "$1" -config -store "stores/$2.db" "$2.log" >"$2.yaml"
}

# packed makes NAME.log.gz or .zst with the program's default level.
packed() { # name, ending
  if ! [ -s "$1.log.$2" ]; then
    say "packing $1.log.$2"
    pack "$2" <"$1.log" >packed.new
    mv packed.new "$1.log.$2"
  fi
  ./make -format nginx -config -store "stores/$1-$2.db" "$1.log.$2" >"$1-$2.yaml"
}

# parts makes the nginx load once more in four files of each compression.
parts() {
  local ending
  for ending in gz zst; do
    if ! ls parts/*."$ending" >/dev/null 2>&1; then
      say "packing parts/*.$ending"
      mkdir -p parts
      ENDING=$ending bash -c "$(declare -f pack)"'; export -f pack; split -n l/4 -d --filter='\''bash -c "pack $ENDING" >"$FILE.$ENDING"'\'' nginx.log parts/nginx-'
    fi
    ./make -format nginx -config -store "stores/parts-$ending.db" "parts/*.$ending" >"parts-$ending.yaml"
  done
}

pack() {
  case $1 in
    gz) pigz -6 ;;
    zst) zstd -q -3 -T0 ;;
  esac
}
