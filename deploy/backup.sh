#!/usr/bin/env bash
# Writes a backup of the whole library, and beside it what a restore is checked against. The library may be at work meanwhile.
#
#   deploy/backup.sh compose FILE          the compose installation
#   deploy/backup.sh k8s FILE              the Kubernetes installation
#   deploy/backup.sh url CONNECTION FILE   any database, as postgresql://user:password@host/database, with PostgreSQL's programs from this machine
#
# FILE is in pg_dump's custom format; FILE.checksums has one line a table. ENGINE and KUBECTL replace "docker" and "kubectl".
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=deploy/database.sh
source "$here/database.sh"
choose_database "$@"

# One session holds a snapshot that both the dump and the checksums are taken from, so that they agree whatever is lent meanwhile.
session=$(mktemp -d)
trap 'rm -rf "$session" "$file.part" "$file.checksums.part"' EXIT
mkfifo "$session/questions" "$session/answers"
on_database psql --quiet --no-align --tuples-only --set ON_ERROR_STOP=1 <"$session/questions" >"$session/answers" &
exec 3>"$session/questions" 4<"$session/answers"

echo "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT pg_export_snapshot();" >&3
read -r snapshot <&4 || { echo "The database does not answer." >&2; exit 1; }
on_database pg_dump --format=custom --snapshot="$snapshot" >"$file.part"
cat "$here/checksums.sql" >&3
exec 3>&-
cat <&4 >"$file.checksums.part"
wait $!

mv "$file.checksums.part" "$file.checksums"
mv "$file.part" "$file"
echo "Wrote $file ($(wc -c <"$file") bytes, $(wc -l <"$file.checksums") tables)."
