#!/usr/bin/env bash
# Writes a backup of the whole library, and beside it what a restore is checked against.
#
#   deploy/backup.sh compose FILE          the compose installation
#   deploy/backup.sh k8s FILE              the Kubernetes installation
#   deploy/backup.sh url CONNECTION FILE   any database, as postgresql://user:password@host/database
#
# FILE is in pg_dump's custom format; FILE.checksums has one line a table. ENGINE and KUBECTL replace "docker" and "kubectl".
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=database.sh
source "$here/database.sh"

choose_database "$@"
set -- "${arguments[@]}"
file=${1:?the file to write}

on_database pg_dump --format=custom >"$file.part"
on_database psql --quiet --set ON_ERROR_STOP=1 <"$here/checksums.sql" >"$file.checksums"
mv "$file.part" "$file"
echo "Wrote $file ($(wc -c <"$file") bytes, $(wc -l <"$file.checksums") tables)."
