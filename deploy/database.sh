# shellcheck shell=bash
# How backup.sh and restore.sh reach the database; sourced by both.

usage() {
  sed -n '2,9s/^# \{0,1\}//p' "$0"
  exit 2
}

# Sets on_database from the mode, and "arguments" to what follows it.
choose_database() {
  local folder engine container
  folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
  local mode=${1:-}
  shift || usage
  case $mode in
    compose)
      engine=${ENGINE:-docker}
      container=$("$engine" ps --quiet --filter label=com.docker.compose.service=postgres --filter "label=com.docker.compose.project.working_dir=$folder" | head -n 1)
      [ -n "$container" ] || { echo "The postgres service does not run; start it with: docker compose -f $folder/docker-compose.yml up -d postgres" >&2; exit 1; }
      reach=("$engine" exec -i "$container")
      options=(--username=lms_user)
      ;;
    k8s)
      read -ra reach <<<"${KUBECTL:-kubectl} exec -i deployment/postgres --"
      options=(--username=lms_user)
      ;;
    url)
      connection=${1:?a connection as postgresql://user:password@host/database}
      shift
      ;;
    *) usage ;;
  esac
  # shellcheck disable=SC2034
  arguments=("$@")
}

# Runs a PostgreSQL program on the database that DATABASE names, else on lms_db.
on_database() {
  local program=$1
  shift
  if [ -z "${connection:-}" ]; then
    "${reach[@]}" "$program" "${options[@]}" --dbname="${DATABASE:-lms_db}" "$@"
  elif [ -n "${DATABASE:-}" ]; then
    "$program" --dbname="${connection%/*}/$DATABASE" "$@"
  else
    "$program" --dbname="$connection" "$@"
  fi
}
