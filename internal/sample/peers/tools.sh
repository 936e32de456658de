# Which programs compare.sh and grow.sh need, and how to get them; read by both.

# wanted holds for a contender that WITHOUT does not name.
wanted() { case " $without " in *" ${1%%[ ,]*} "*) return 1 ;; esac; }

# need_tools ends the run, naming everything that is missing at once.
need_tools() {
  local missing=() packages=()
  has() { # program, Debian package
    command -v "$1" >/dev/null || { missing+=("$1"); packages+=("$2"); }
  }
  command -v go >/dev/null || missing+=("go (see go.mod for the version)")
  has hyperfine hyperfine
  has /usr/bin/time time
  has node nodejs
  has sqlite3 sqlite3
  has gzip gzip
  has pigz pigz
  has zstd zstd
  ! wanted mawk || has mawk mawk
  ! wanted goaccess || has goaccess goaccess
  [ ${#packages[@]} -eq 0 ] || echo "missing: ${packages[*]}; on Debian: apt-get install ${packages[*]}" >&2
  local modules=()
  ! wanted duckdb || [ -d "$MODULES/node_modules/@duckdb/node-api" ] || modules+=(@duckdb/node-api@1.5.6-r.1)
  ! wanted clickhouse || [ -d "$MODULES/node_modules/chdb" ] || modules+=(chdb@3.4.0)
  if [ ${#modules[@]} -gt 0 ]; then
    echo "missing: ${modules[*]}; npm install --prefix $MODULES ${modules[*]}" >&2
    missing+=("${modules[@]}")
  fi
  if [ ${#missing[@]} -gt 0 ]; then
    echo "missing in all: ${missing[*]}" >&2
    echo "or leave contenders out: WITHOUT=\"mawk goaccess duckdb clickhouse\"" >&2
    exit 2
  fi
}
