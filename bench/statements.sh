#!/usr/bin/env bash
# Writes down the statements of the desk's four actions with their plans, as PostgreSQL runs them in a large library (bench/library.sql).
#
#   bench/statements.sh LMS_URL PSQL_URL SERVER_LOG OUTPUT_FOLDER
#
# LMS_URL      a running Lms on that library, demonstration accounts seeded, without chores (Lms__ChoresEvery=0)
# PSQL_URL     the same database, as a superuser: the plans come from PostgreSQL's auto_explain
# SERVER_LOG   the file that PostgreSQL logs to
set -euo pipefail
lms=$1 database=$2 log=$3 out=$4
mkdir -p "$out"
sql() { psql "$database" -qAtX -c "$1"; }

sql "ALTER DATABASE $(sql 'SELECT current_database()') SET session_preload_libraries = 'auto_explain'"
for setting in log_min_duration=0 log_analyze=on log_buffers=on; do
    sql "ALTER SYSTEM SET auto_explain.${setting%=*} = ${setting#*=}"
done
sql 'SELECT pg_reload_conf()' > /dev/null
trap 'sql "ALTER SYSTEM RESET auto_explain.log_min_duration"; sql "SELECT pg_reload_conf()" > /dev/null' EXIT

token=$(curl -sf "$lms/auth/login" -d username=admin1 -d password=admin123 | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
post() { curl -sf -o /dev/null "$lms$1" -H "Authorization: Bearer $token" -H 'Content-Type: application/json' -d "$2"; }

# Users who have much out, so that limits are counted over something; copies nobody waits for, far apart from each other.
mapfile -t users < <(sql "SELECT l.user_id FROM loans l JOIN patrons p ON p.id = l.user_id AND NOT p.blocked AND (p.expires_on IS NULL OR p.expires_on > now())
    WHERE l.returned_at IS NULL AND NOT EXISTS (SELECT FROM account_entries e WHERE e.user_id = l.user_id) GROUP BY 1
    HAVING count(*) < 8 AND min(l.due_at) > now() ORDER BY count(*) DESC, 1 LIMIT 200")
mapfile -t barcodes < <(sql "SELECT barcode FROM copies c WHERE status = 'available' AND material_type = 'book' AND id % 7001 = 0
    AND NOT EXISTS (SELECT FROM holds h WHERE h.book_id = c.book_id AND h.ended_at IS NULL) ORDER BY id LIMIT 200")

# The first calls compile queries and fill caches; the last one is written down.
observe() {
    local name=$1 count=$2 call=$3 from=0
    for ((i = 0; i < count; i++)); do
        ((i < count - 1)) || from=$(wc -c < "$log")
        "$call" "$i"
    done
    sleep 1
    # One paragraph a statement; what a new connection resets, and the look for imports that goes on beside, is none of the action's.
    tail -c +$((from + 1)) "$log" | sed -E 's/^[0-9-]+ [0-9:.]+ [A-Z]+ \[[0-9]+\] //; s/^LOG:  duration: ([0-9.]+) ms  plan:/\n-- \1 ms/' \
        | grep -vE '^(STATEMENT|HINT|DETAIL):|parameter "|reloading configuration|changed to "' | awk -v RS= -v ORS='\n\n' '!/SET SESSION AUTHORIZATION|WITH unfinished/' > "$out/$name.txt"
    echo "$name: $(grep -c '^-- [0-9.]* ms' "$out/$name.txt") statements, $(sed -n 's/^-- \([0-9.]*\) ms.*/\1/p' "$out/$name.txt" | paste -sd+ | bc) ms in PostgreSQL"
}
checkout() { post /loans "{\"copyBarcode\":\"${barcodes[$1]}\",\"userId\":${users[$1]}}"; }
loan_of() { sql "SELECT l.id FROM loans l JOIN copies c ON c.id = l.copy_id WHERE l.returned_at IS NULL AND c.barcode = '${barcodes[$1]}'"; }
renew() { post "/loans/${loans[$1]}/renew" '{}'; }
place_hold() { post /holds "{\"copyBarcode\":null,\"bookId\":${books[$1]},\"userId\":${users[$(($1 + 100))]}}"; }
return_copy() { post /returns "{\"copyBarcode\":\"${barcodes[$1]}\"}"; }

observe checkout 40 checkout
loans=(); for i in {0..39}; do loans+=("$(loan_of "$i")"); done
observe renew 40 renew
mapfile -t books < <(sql "SELECT DISTINCT book_id FROM loans WHERE returned_at IS NULL AND id % 97 = 0 AND book_id NOT IN (SELECT book_id FROM holds WHERE ended_at IS NULL) LIMIT 40")
observe place-hold 40 place_hold
observe return 40 return_copy
