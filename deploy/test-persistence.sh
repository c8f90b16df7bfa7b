#!/usr/bin/env bash
# Shows that nothing is lost when containers are restarted, killed, removed and made again.
#
#   deploy/test-persistence.sh compose                 the compose installation; --destroy also shows that "down -v" starts empty
#   deploy/test-persistence.sh k8s                     the Kubernetes installation; --destroy is not offered there
#   deploy/test-persistence.sh url 'RESTART COMMAND'   any installation at BASE_URL
#
# BASE_URL (http://localhost:8000), LMS_USERNAME (admin1), LMS_PASSWORD (admin123) say where and who. ENGINE, COMPOSE and KUBECTL replace
# "docker", "docker compose" and "kubectl"; KUBE_DELETE replaces the command that deletes the pods of an app, whose name is its last argument.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
base=${BASE_URL:-http://localhost:8000}
username=${LMS_USERNAME:-admin1}
password=${LMS_PASSWORD:-admin123}
engine=${ENGINE:-docker}
read -ra compose <<<"${COMPOSE:-$engine compose}"
compose+=(-f "$here/docker-compose.yml")
read -ra kubectl <<<"${KUBECTL:-kubectl}"
read -ra kube_delete <<<"${KUBE_DELETE:-}"
failures=0

say() { printf '%s\n' "$*"; }
pass() { say "PASS  $*"; }
fail() { say "FAIL  $*"; failures=$((failures + 1)); }

wait_ready() {
  for _ in $(seq 120); do
    curl -fsS --max-time 3 -o /dev/null "$base/health/ready" 2>/dev/null && return
    sleep 1
  done
  fail "not ready at $base within two minutes"
  exit 1
}

sign_in() {
  curl -fsS "$base/auth/login" --data-urlencode "username=$username" --data-urlencode "password=$password" |
    sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p'
}

# The same identifier from an earlier run is as good: it has been kept all the longer.
create_book() {
  local status
  status=$(curl -sS -o /dev/null -w '%{http_code}' "$base/books/" -H "Authorization: Bearer $(sign_in)" -H 'Content-Type: application/json' \
    -d '{"title": "Persistence test", "author": "Lms", "isbn": "PERSIST-001", "genre": "Test"}')
  case $status in
    201) pass "created PERSIST-001" ;;
    409) pass "PERSIST-001 is there from an earlier run" ;;
    *) fail "creating PERSIST-001 answered $status" ;;
  esac
}

refused_without_token() {
  local status
  status=$(curl -sS -o /dev/null -w '%{http_code}' "$base/books/" -H 'Content-Type: application/json' -d '{"title": "x", "author": "y"}')
  if [ "$status" = 401 ]; then pass "refused without a token"; else fail "without a token it answered $status instead of 401"; fi
}

still_there() {
  wait_ready
  if curl -fsS "$base/books/?isbn=PERSIST-001" | grep -q '"isbn":"PERSIST-001"'; then pass "still there: $1"; else fail "lost: $1"; fi
  if [ -n "$(sign_in)" ]; then pass "sign-in works: $1"; else fail "sign-in fails: $1"; fi
}

kill_service() {
  "$engine" kill --signal KILL "$("$engine" ps --quiet --filter "label=com.docker.compose.service=$1" --filter "label=com.docker.compose.project.working_dir=$here")"
}

test_compose() {
  "${compose[@]}" up -d
  wait_ready
  refused_without_token
  create_book
  "${compose[@]}" restart api
  still_there "after a restart of the api"
  kill_service api
  "${compose[@]}" up -d
  still_there "after a kill -9 of the api"
  "${compose[@]}" restart postgres
  still_there "after a restart of postgres"
  kill_service postgres
  "${compose[@]}" up -d
  still_there "after a kill -9 of postgres"
  "${compose[@]}" down
  "${compose[@]}" up -d
  still_there "after down and up"
  if [ "${1:-}" = --destroy ]; then
    "${compose[@]}" down -v
    "${compose[@]}" up -d
    wait_ready
    if curl -fsS "$base/books/?isbn=PERSIST-001" | grep -q PERSIST-001; then fail "down -v kept the data"; else pass "down -v starts empty"; fi
  fi
}

delete_pods() {
  if [ "${#kube_delete[@]}" -gt 0 ]; then "${kube_delete[@]}" "$1"; else "${kubectl[@]}" delete pod --selector "app=$1"; fi
}

test_k8s() {
  wait_ready
  refused_without_token
  create_book
  delete_pods lms-api
  still_there "after the api pods were deleted"
  delete_pods postgres
  still_there "after the database pod was deleted"
  if [ -z "${KUBE_DELETE:-}" ]; then
    "${kubectl[@]}" rollout restart deployment/lms-api
    "${kubectl[@]}" rollout status deployment/lms-api --timeout=180s
    still_there "after a rolling restart"
    "${kubectl[@]}" scale deployment/lms-api --replicas=1
    "${kubectl[@]}" scale deployment/lms-api --replicas=2
    "${kubectl[@]}" rollout status deployment/lms-api --timeout=180s
    still_there "after scaling down and up"
  fi
}

test_url() {
  wait_ready
  refused_without_token
  create_book
  bash -c "$1"
  still_there "after: $1"
}

case ${1:-} in
  compose) test_compose "${2:-}" ;;
  k8s) test_k8s ;;
  url) test_url "${2:?the command that restarts it}" ;;
  *)
    sed -n '2,/^set /s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac

if [ "$failures" -eq 0 ]; then say "All passed."; else say "$failures failed."; fi
exit $((failures > 0))
