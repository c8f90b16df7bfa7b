#!/usr/bin/env bash
# Measures imports against COPY of the very same rows into the same tables, with their indexes, constraints and triggers; and how much memory they take. Writes a table.
#
#   bench/import.sh HOST PORT USER OUTPUT_FILE
#
# HOST PORT USER   a PostgreSQL on this machine whose user may create databases (PGPASSWORD where it asks for one); databases lms_bench_* in it are thrown away
# COUNT            records in a file; 100000 unless set
# ROUNDS           how often COPY and Lms take turns; the shortest time of each counts; 2 unless set
# HUGE             set to measure the memory for a file of 2 GB too; some 8 GB of disk are needed
set -euo pipefail
export PGHOST=$1 PGPORT=$2 PGUSER=$3
out=$4 count=${COUNT:-100000} rounds=${ROUNDS:-2}
bench=$(dirname "$(realpath "$0")") work=$(mktemp -d)
trap 'rm -rf "$work"; for name in ground full lms copy; do dropdb --if-exists "lms_bench_$name" 2> /dev/null; done' EXIT

dotnet build "$bench/../Lms.Api" -c Release -v q -nologo > "$work/build" || { cat "$work/build"; exit 1; }
lms=$(ls "$bench"/../Lms.Api/bin/Release/*/Lms.Api.dll)
sql() { psql -qAtX -d "lms_bench_$1" -c "$2"; }
now() { date +%s%3N; }
fresh() { dropdb --if-exists "lms_bench_$1" 2> /dev/null; createdb -T "lms_bench_$2" "lms_bench_$1"; sql "$1" CHECKPOINT; }
# file KIND COUNT FROM [NOTES]
file() { local name="$work/$2-from-$3-${4:-0}.$1"; [ -e "$name" ] || LC_ALL=C awk -f "$bench/records.awk" -v kind="$1" -v count="$2" -v from="$3" -v notes="${4:-0}" > "$name"; echo "$name"; }
size() { du -m --apparent-size "$1" | cut -f1; }

# Takes a file into lms_bench_lms; sets took, the milliseconds of the import itself, command, those of the whole program, and peak, the most MiB that it had.
import() {
    local began pid high=0
    began=$(now)
    ConnectionStrings__Lms="Host=$PGHOST;Port=$PGPORT;Username=$PGUSER;Database=lms_bench_$1;Password=${PGPASSWORD:-}" dotnet "$lms" import "$2" ${3:-} > "$work/said" 2>&1 &
    pid=$!
    while high=$(awk '/VmHWM/ { print $2 }' "/proc/$pid/status" 2> /dev/null || true); [ -n "$high" ]; do peak=$((high / 1024)); sleep 0.05; done
    wait "$pid" || { cat "$work/said"; exit 1; }
    command=$(($(now) - began))
    took=$(sql "$1" 'SELECT round(1000 * extract(epoch FROM finished_at - started_at)) FROM imports ORDER BY id DESC LIMIT 1')
}

# Lms writes the rows of a file on top of a library; then COPY and Lms take turns at the same rows.
compare() {
    local title=$1 ground=$2 file=$3 records=$4 round began best_copy=0 best_lms=0 best_command=0 table
    fresh lms "$ground"
    import lms "$file"
    for table in imports books copies marc_records; do
        sql lms "\\copy (SELECT * FROM $table WHERE $(case $table in imports) echo 'id = ';; marc_records) echo 'book_id IN (SELECT id FROM books WHERE import_id =';; *) echo 'import_id = ';; esac) (SELECT max(id) FROM imports) $([ $table = marc_records ] && echo ')')) TO '$work/$table'"
    done
    for ((round = 1; round <= rounds; round++)); do
        fresh copy "$ground"
        sql copy "\\copy imports FROM '$work/imports'"
        began=$(now)
        psql -qX -d lms_bench_copy -c "\\copy books FROM '$work/books'" -c "\\copy copies FROM '$work/copies'" -c "\\copy marc_records FROM '$work/marc_records'"
        began=$(($(now) - began))
        ((best_copy > 0 && best_copy < began)) || best_copy=$began
        if ((round > 1)); then fresh lms "$ground"; import lms "$file"; fi
        ((best_lms > 0 && best_lms < took)) || { best_lms=$took; best_command=$command; }
    done
    awk -v title="$title" -v records="$records" -v copy="$best_copy" -v lms="$best_lms" -v command="$best_command" -v peak="$peak" \
        'BEGIN { printf "| %s | %.1f | %.1f | %.1f | %d | %.2f | %d |\n", title, copy / 1000, lms / 1000, command / 1000, records * 1000 / lms, copy / lms, peak }' | tee -a "$out"
}

# The peak with a small file and with one ten times as long.
memory() {
    local title=$1 kind=$2 few=$3 notes=${4:-0} small
    fresh lms ground; import lms "$(file "$kind" "$few" 1 "$notes")"; small=$peak
    fresh lms ground; import lms "$(file "$kind" "${few}0" 1 "$notes")"
    printf '| %s | %s | %d | %s | %d |\n' "$title" "$(size "$(file "$kind" "$few" 1 "$notes")")" "$small" "$(size "$(file "$kind" "${few}0" 1 "$notes")")" "$peak" | tee -a "$out"
}

{
    echo '# Imports beside COPY'
    echo
    echo "Made by \`bench/import.sh\` on $(nproc) cores with $count records a file; load average $(cut -d' ' -f1-3 /proc/loadavg) when it began. COPY writes the very rows that Lms wrote (books, copies,"
    echo "MARC records) into the same tables. Seconds are the shortest of $rounds turns; \"command\" is the whole of \`lms import\`, with its start and the file's way into the database."
    echo
    echo '| import | COPY s | Lms s | command s | records/s | speed against COPY | peak MiB |'
    echo '| --- | --- | --- | --- | --- | --- | --- |'
} > "$out"

createdb lms_bench_ground
printf 'title,author\nBegin,Nobody\n' > "$work/begin.csv"
import ground "$work/begin.csv" --dry-run
compare 'MARC, empty library' ground "$(file mrc "$count" 1)" "$count"
createdb -T lms_bench_lms lms_bench_full
sql full 'VACUUM ANALYZE'
compare "MARC, onto $count books" full "$(file mrc "$count" 1000001)" "$count"
compare 'CSV, empty library' ground "$(file csv "$count" 1)" "$count"
compare "CSV, onto $count books" full "$(file csv "$count" 1000001)" "$count"

{
    echo
    echo 'The most MiB that the program had, with a small file and with one ten times as long:'
    echo
    echo '| kind | file, MB | MiB | file, MB | MiB |'
    echo '| --- | --- | --- | --- | --- |'
} >> "$out"
memory MARC mrc $((count / 10))
memory CSV csv $((count / 10))
memory MARCXML xml $((count / 10))
memory 'MARC, 90 kB a record' mrc $((count / 200)) 9
[ -z "${HUGE:-}" ] || memory 'MARC, 90 kB a record' mrc 2400 9
