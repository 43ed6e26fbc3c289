# $1 Redis's folder, $2 SHA-256 of the dump. In $1/.restore: dump.rdb, renew.lua, since.json.
# Runs by Redis's own image while Redis is stopped. Loads the dump into a Redis that nobody can reach, renews its meetings, lets it
# write an append-only file of its own version, and only then puts that in the place of the old one. Prints the numbers.
set -eu
umask 077
work=$1/.restore
cd "$work"
echo "$2  dump.rdb" | sha256sum -c - >/dev/null 2>&1 || { echo 'The dump did not arrive whole. Try again.' >&2; exit 1; }

redis-server --port 0 --unixsocket "$work/socket" --dir "$work" --dbfilename dump.rdb --appendonly no --save '' \
  --maxmemory-policy noeviction --logfile "$work/log" >/dev/null &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
cli() { redis-cli -s "$work/socket" "$@"; }
info() { cli INFO persistence | tr -d '\r' | grep -q "^$1\$"; }
alive() { kill -0 "$server" 2>/dev/null || { echo 'Redis does not take the dump:' >&2; tail -n 5 "$work/log" >&2; exit 1; }; }

until cli PING 2>/dev/null | grep -q PONG; do alive; sleep 0.1; done
report=$(cli -x EVAL "$(cat renew.lua)" 0 <since.json)
case $report in '{'*) ;; *) echo "The meetings could not be renewed: $report" >&2; exit 1 ;; esac
cli CONFIG SET appendonly yes >/dev/null
until info aof_rewrite_in_progress:0 && info aof_rewrite_scheduled:0; do alive; sleep 0.1; done
info aof_last_bgrewrite_status:ok || { echo 'Redis could not write its append-only file. Is its volume full?' >&2; exit 1; }
cli SHUTDOWN NOSAVE >/dev/null 2>&1 || true
wait "$server" || true
trap - EXIT
test -s appendonlydir/appendonly.aof.manifest

cd "$1"
rm -rf .replaced
if [ -e appendonlydir ]; then mv appendonlydir .replaced; fi
mv .restore/appendonlydir appendonlydir
sync
rm -rf .restore .replaced
echo "$report"
