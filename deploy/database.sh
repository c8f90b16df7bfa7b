# shellcheck shell=bash
# How backup.sh and restore.sh reach the database; sourced by both.

usage() {
  sed -n '2,/^set /s/^# \{0,1\}//p' "$0"
  exit 2
}

# Takes the mode, and in mode url the connection, from the arguments; leaves in "file" what follows.
choose_database() {
  local folder engine container
  folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
  database=lms_db
  case ${1:-} in
    compose)
      engine=${ENGINE:-docker}
      container=$("$engine" ps --quiet --filter label=com.docker.compose.service=postgres --filter "label=com.docker.compose.project.working_dir=$folder" | head -n 1)
      [ -n "$container" ] || { echo "The postgres service does not run; start it with: docker compose -f $folder/docker-compose.yml up -d postgres" >&2; exit 1; }
      reach=("$engine" exec -i "$container")
      ;;
    k8s)
      read -ra reach <<<"${KUBECTL:-kubectl} exec -i deployment/postgres --"
      ;;
    url)
      shift
      case ${1:-} in
        postgresql://*/* | postgres://*/*) split_connection "$1" ;;
        *) usage ;;
      esac
      ;;
    *) usage ;;
  esac
  # shellcheck disable=SC2034
  file=${2:-}
  [ -n "$file" ] || usage
}

# postgresql://user@host/lms_db?sslmode=require has the database's name in its middle.
split_connection() {
  local address=${1%%\?*}
  server=${address%/*}
  database=${address##*/}
  parameters=${1#"$address"}
}

# Runs a PostgreSQL program on the database that DATABASE names, else on the library's.
on_database() {
  local program=$1 name=${DATABASE:-$database}
  shift
  if [ -n "${server:-}" ]; then
    "$program" --dbname="$server/$name$parameters" "$@"
  else
    "${reach[@]}" "$program" --username=lms_user --dbname="$name" "$@"
  fi
}
