#!/usr/bin/env bash
# Restores a backup that backup.sh wrote, and checks that every table came back whole. Stop the API first.
#
#   deploy/restore.sh compose FILE          the compose installation
#   deploy/restore.sh k8s FILE              the Kubernetes installation
#   deploy/restore.sh url CONNECTION FILE   any database, as postgresql://user:password@host/database
#
# The backup goes into a new database first. Only when it is whole does it take the old one's place, which is kept as lms_db_before_restore.
# ENGINE and KUBECTL replace "docker" and "kubectl".
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=database.sh
source "$here/database.sh"

choose_database "$@"
set -- "${arguments[@]}"
file=${1:?the backup}
[ -r "$file" ] || { echo "There is no file $file." >&2; exit 1; }
target=${connection:+${connection##*/}}
target=${target:-lms_db}
fresh=${target}_restored
old=${target}_before_restore
found=$(mktemp)
trap 'rm -f "$found"' EXIT

sql() { DATABASE=postgres on_database psql --quiet --set ON_ERROR_STOP=1 --command "$1"; }

sql "DROP DATABASE IF EXISTS $fresh"
sql "CREATE DATABASE $fresh"
DATABASE=$fresh on_database pg_restore --no-owner --exit-on-error <"$file"
DATABASE=$fresh on_database psql --quiet --set ON_ERROR_STOP=1 <"$here/checksums.sql" >"$found"

if [ -r "$file.checksums" ]; then
  if ! diff "$file.checksums" "$found"; then
    echo "The restored tables differ from the backup's checksums. $target was not touched; the restored data are in $fresh." >&2
    exit 1
  fi
  echo "All $(wc -l <"$found") tables came back whole."
else
  echo "There is no $file.checksums; the tables were restored but could not be compared."
fi

sql "DROP DATABASE IF EXISTS $old WITH (FORCE)"
if ! sql "ALTER DATABASE $target RENAME TO $old"; then
  echo "$target is in use. Stop the API and run this again." >&2
  exit 1
fi
sql "ALTER DATABASE $fresh RENAME TO $target"
echo "Restored $file into $target; the old database is kept as $old until the next restore."
