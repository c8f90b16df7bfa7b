#!/usr/bin/env bash
# Restores a backup that backup.sh wrote, and checks that every table came back whole. Stop the API first.
#
#   deploy/restore.sh compose FILE          the compose installation
#   deploy/restore.sh k8s FILE              the Kubernetes installation
#   deploy/restore.sh url CONNECTION FILE   any database, as postgresql://user:password@host/database, with PostgreSQL's programs from this machine
#
# The backup goes into a new database first. Only when it is whole does it take the old one's place, which is kept as lms_db_before_restore.
# ENGINE and KUBECTL replace "docker" and "kubectl".
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=deploy/database.sh
source "$here/database.sh"
choose_database "$@"

[ -r "$file" ] || { echo "There is no file $file." >&2; exit 1; }
fresh=${database}_restored
old=${database}_before_restore
found=$(mktemp)
trap 'rm -f "$found"' EXIT

sql() { DATABASE=postgres on_database psql --quiet --no-align --tuples-only --set ON_ERROR_STOP=1 --command "SET client_min_messages = warning" "$@"; }

refuse_in_use() {
  if [ "$(sql --command "SELECT count(*) FROM pg_stat_activity WHERE datname = '$database' AND backend_type = 'client backend'")" != 0 ]; then
    echo "$database is in use. Stop the API and run this again." >&2
    exit 1
  fi
}

refuse_in_use
sql --command "DROP DATABASE IF EXISTS \"$fresh\"" --command "CREATE DATABASE \"$fresh\""
DATABASE=$fresh on_database pg_restore --no-owner --exit-on-error <"$file"

if [ -r "$file.checksums" ]; then
  DATABASE=$fresh on_database psql --quiet --set ON_ERROR_STOP=1 <"$here/checksums.sql" >"$found"
  if ! diff "$file.checksums" "$found"; then
    echo "The restored tables differ from the backup's checksums. $database was not touched; the restored data are in $fresh." >&2
    exit 1
  fi
  echo "All $(wc -l <"$found") tables came back whole."
else
  echo "There is no $file.checksums; the tables were restored but could not be compared."
fi

refuse_in_use
sql --command "DROP DATABASE IF EXISTS \"$old\" WITH (FORCE)"
sql --single-transaction --command "ALTER DATABASE \"$database\" RENAME TO \"$old\"" --command "ALTER DATABASE \"$fresh\" RENAME TO \"$database\""
echo "Restored $file into $database; the old database is kept as $old until the next restore."
