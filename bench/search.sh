#!/usr/bin/env bash
# Measures the search of a large library (bench/library.sql) shape by shape, and writes down times and plans.
#
#   bench/search.sh LMS_URL PSQL_URL SERVER_LOG OUTPUT_FILE
#
# LMS_URL      a running Lms on that library, its search terms learned
# PSQL_URL     the same database, as a superuser: the plans come from PostgreSQL's auto_explain
# SERVER_LOG   the file that PostgreSQL logs to
#
# LMS_PID, where it is set, is the process of Lms: what PostgreSQL and it spend of the processor is measured too, which says more than times do where others use the machine.
#
# ROUNDS (100) queries of each shape are timed, after WARM (20) others; SHAPES (.) is a regular expression of the names of those to measure.
set -euo pipefail
lms=$1 database=$2 log=$3 out=$4 rounds=${ROUNDS:-100} warm=${WARM:-20} only=${SHAPES:-.}
sql() { psql "$database" -qAtX -c "$1"; }
name=$(sql 'SELECT current_database()')

words=(river night garden history letters winter house stranger ocean memory science island mirror journey silence empire
    glass forest music shadow city stone summer voices bread machine light desert children storm painting bridge)
pick() { echo "${words[$(($1 % 32))]}"; }
# Two words of a title, the second of any distance from the first.
pair() { local one=$(($1 % 32)) other=$((($1 / 32 + $2) % 32)); echo "${words[$one]}$3${words[$((other == one ? (other + 1) % 32 : other))]}"; }

one_common_word() { echo "q=$(pick "$1")"; }
two_common_words() { echo "q=$(pair $(($1 * 37)) 1 +)"; }
a_word_of_every_title() { echo "q=the"; }
a_rare_word() { echo "q=$(($1 * 4999 + 7))"; }
common_and_rare() { echo "q=$(pick $(($1 * 4999 + 7)))+$(($1 * 4999 + 7))"; }
a_phrase() { echo "q=%22$(pair $(($1 * 37)) 1 +and+)%22"; }
words_that_are_common_and_seldom_a_phrase() { echo "q=%22$(pick "$1")+and+$(pick "$1")%22"; }
a_whole_title() { local n=$(($1 * 4999 + 7)); echo "q=$(pick $n)+and+$(pick $((n / 32)))+of+the+$(pick $((n / 1024)))+$n"; }
a_beginning() { echo "q=$(pick "$1" | cut -c1-4)*"; }
an_unfinished_word() { local w; w=$(pick "$1"); echo "q=$(pick $(($1 + 3)))+${w:0:${#w}-1}"; }
in_a_field() { echo "q=author:$(($1 * 131))"; }
in_a_field_where_it_is_rare() { echo "q=author:$(pick "$1")"; }
in_a_field_where_all_have_it() { echo "q=author:author+-subject:$(($1 % 997))"; }
a_phrase_in_a_field() { echo "q=title:%22$(pair $(($1 * 37)) 1 +and+)%22"; }
excluding() { echo "q=$(pick "$1")+-$(pick $(($1 + 5)))"; }
either_of_two() { echo "q=$(pick "$1")+OR+$(pick $(($1 + 5)))"; }
a_typing_error() { local w; w=$(pick "$1"); echo "q=${w:0:2}${w:3:1}${w:2:1}${w:4}+$(($1 * 32 + $1 % 32))"; }
with_all_facets() { echo "q=$(pair $(($1 * 37)) 1 +)&facets=genre,author,language,subject,year,materialType,branch,availability"; }
one_word_with_all_facets() { echo "q=$(pick "$1")&facets=genre,author,language,subject,year,materialType,branch,availability"; }
at_a_branch_and_there() { echo "q=$(pair $(($1 * 37)) 1 +)&branchId=$branch&available=true"; }
of_a_year() { echo "q=$(pick "$1")&publishedFrom=$((1900 + $1 % 125))&publishedTo=$((1900 + $1 % 125))"; }
of_many_years() { echo "q=$(pick "$1")&publishedFrom=$((1950 + $1 % 70))"; }
two_words_of_a_year() { echo "q=$(pair $(($1 * 37)) 1 +)&publishedFrom=$((1900 + $1 % 125))&publishedTo=$((1900 + $1 % 125))"; }
of_a_genre_and_language() { echo "q=$(pick "$1")&genre=Genre+$(($1 % 40))&language=en"; }
one_word_at_a_branch_and_there() { echo "q=$(pick "$1")&branchId=$branch&available=true"; }
of_a_year_with_all_facets() { echo "q=$(pick "$1")&publishedFrom=$((1900 + $1 % 125))&publishedTo=$((1900 + $1 % 125))&facets=genre,author,language,subject,year,materialType,branch,availability"; }
page_ten() { echo "q=$(pick "$1")&limit=20&cursor=$cursor"; }
sorted_by_title() { echo "q=$(pick "$1")&sort=title"; }
sorted_by_author_backwards() { echo "q=$(pair $(($1 * 37)) 1 +)&sort=-author"; }
an_isbn() { echo "q=isbn:B-$(($1 * 4999 + 7))"; }
nothing_at_all() { echo "q="; }

branch=$(sql 'SELECT max(id) FROM branches')
next="/search?q=night&limit=20"
for _ in {1..9}; do next=$(curl -sfi "$lms$next" | tr -d '\r' | sed -n 's/^[Ll]ink: <\(.*\)>; rel="next"/\1/p'); done
cursor=${next##*cursor=}

# What each process of this PostgreSQL, and what Lms has used of the processor so far, in ticks; who came or went meanwhile did not answer.
postmaster=$(sql "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)")
used_by_postgres() { cat /proc/[0-9]*/stat 2>/dev/null | sed 's/(.*) //' | awk -v postmaster="$postmaster" '$3 == postmaster { print $1, $12 + $13 }'; }
used_by_lms() { if [[ ${LMS_PID:-} ]]; then awk '{ print $14 + $15 }' "/proc/$LMS_PID/stat"; else echo 0; fi; }

# The median, the 99th of a hundred and the worst of seconds, in milliseconds.
spread() { sort -n | awk '{ t[NR] = $1 * 1000 } END { printf "%.1f %.1f %.1f\n", t[int(NR * .5 + .5)], t[int(NR * .99 + .5)], t[NR] }'; }
searches=$(mktemp)

measure() {
    local title=$1 path=$2 shape=$3 config from
    [[ $title =~ $only ]] || return 0
    config=$(mktemp)
    queries() { for ((i = $1; i < $2; i++)); do printf 'url = "%s%s?%s"\noutput = /dev/null\n' "$lms" "$path" "$("$shape" "$i")"; done; }
    queries "$rounds" $((rounds + warm)) > "$config"
    curl -sf -K "$config" -w '\n' > /dev/null
    queries 0 "$rounds" > "$config"
    local postgres lms_used spent=-
    postgres=$(used_by_postgres) lms_used=$(used_by_lms)
    curl -sf -K "$config" -w '%{time_total}\n' > "$config.all"
    [[ $path == /search ]] && cat "$config.all" >> "$searches"
    spread < "$config.all" > "$config.times"
    [[ ${LMS_PID:-} ]] && spent=$(awk -v postgres="$(join <(sort <<< "$postgres") <(used_by_postgres | sort) | awk '{ used += $3 - $2 } END { print used + 0 }')" -v lms=$(($(used_by_lms) - lms_used)) -v rounds="$rounds" -v tick="$(getconf CLK_TCK)" 'BEGIN { printf "%.0f + %.0f", postgres * 1000 / tick / rounds, lms * 1000 / tick / rounds }')
    sql "ALTER SYSTEM SET auto_explain.log_min_duration = 0"; sql 'SELECT pg_reload_conf()' > /dev/null; sleep 0.3
    from=$(wc -c < "$log")
    curl -sf -o /dev/null "$lms$path?$("$shape" 3)"
    sleep 0.5
    sql "ALTER SYSTEM RESET auto_explain.log_min_duration"; sql 'SELECT pg_reload_conf()' > /dev/null
    local plan
    plan=$(tail -c +$((from + 1)) "$log" | grep -oE '(Seq Scan on (search_\w+|books|copies)|Index( Only)? Scan( Backward)? using \w+|Bitmap Index Scan on \w+)' | grep -vE 'holds|imports|using pk_books|search_languages|search_popularity' \
        | sed -E 's/Bitmap Index Scan on /bitmap /; s/Index( Only)? Scan( Backward)? using /index /; s/Seq Scan on /all of /' | awk '!seen[$0]++' | paste -sd';' | sed 's/;/; /g')
    read -r median p99 worst < "$config.times"
    printf '| %s | `%s` | %s | %s | %s | %s | %s |\n' "$title" "$("$shape" 3 | sed 's/cursor=.*/cursor=…/' | tr '+' ' ' | sed 's/%22/"/g')" "$median" "$p99" "$worst" "$spent" "$plan" | tee -a "$out"
    rm -f "$config" "$config.times" "$config.all"
}

sql "ALTER DATABASE $name SET session_preload_libraries = 'auto_explain'"
{
    echo "# The search at $(sql 'SELECT count(*) FROM books') books"
    echo
    echo "Milliseconds from the client's side through HTTP, one request after another, $rounds of each shape after $warm others to warm up. Made by \`bench/search.sh\` on $(nproc) cores; load average"
    echo "$(cut -d' ' -f1-3 /proc/loadavg) when it began. Of the processor, PostgreSQL + Lms spent so many milliseconds a request. The plan names what the statements read besides the books of the page."
    echo
    echo '| shape | for example | median | 99 % | worst | processor | plan |'
    echo '| --- | --- | --- | --- | --- | --- | --- |'
} > "$out"
for shape in one_common_word two_common_words a_word_of_every_title a_rare_word common_and_rare a_phrase words_that_are_common_and_seldom_a_phrase a_whole_title a_beginning an_unfinished_word in_a_field in_a_field_where_it_is_rare in_a_field_where_all_have_it a_phrase_in_a_field excluding \
    either_of_two a_typing_error with_all_facets one_word_with_all_facets of_a_year_with_all_facets at_a_branch_and_there one_word_at_a_branch_and_there of_a_year two_words_of_a_year of_many_years of_a_genre_and_language page_ten sorted_by_title sorted_by_author_backwards an_isbn nothing_at_all; do
    measure "${shape//_/ }" /search "$shape"
done

typed_title() { echo "q=$(pick "$1" | cut -c1-$((1 + $1 % 5)))"; }
typed_author() { echo "q=author+$(($1 % 500))"; }
typed_letter() { printf 'q=%b' "\\x$(printf %x $((97 + $1 % 26)))"; }
measure 'suggestions for a title' /search/suggestions typed_title
measure 'suggestions for an author' /search/suggestions typed_author
measure 'suggestions for one letter' /search/suggestions typed_letter

two_words() { echo "q=$(pair $(($1 * 37)) 1 +)"; }
two_words_counted() { echo "$(two_words "$1")&count=true"; }
one_word_counted() { echo "q=$(pick "$1")&count=true"; }
one_word_of_a_year_counted() { echo "$(of_a_year "$1")&count=true"; }
by_author() { echo "sort=author"; }
by_year() { echo "sort=-publishedYear"; }
by_change() { echo "sort=-updatedAt"; }
measure 'GET /books, two words' /books two_words
measure 'GET /books, two words counted' /books two_words_counted
measure 'GET /books, one word counted' /books one_word_counted
measure 'GET /books, one word of a year counted' /books one_word_of_a_year_counted
measure 'GET /books by author' /books by_author
measure 'GET /books by year' /books by_year
measure 'GET /books by change' /books by_change
by_a_part_of_a_title() { echo "title=$(pick "$1")+and&sort=title"; }
by_a_part_of_a_name() { echo "author=hor+$((1000 + $1 * 131))"; }
deep_in_a_year() { echo "sort=-publishedYear&cursor=$deep"; }
deep=$(printf '{"order":"-publishedYear","keys":[1960,%s]}' "$(sql "SELECT max(id) FROM books WHERE published_year = 1960 AND id < (SELECT max(id) / 2 FROM books)")" | base64 -w0 | tr '+/' '-_' | tr -d =)
measure 'GET /books by a part of a title' /books by_a_part_of_a_title
measure 'GET /books by a part of a name' /books by_a_part_of_a_name
measure 'GET /books, deep in a year' /books deep_in_a_year
sql "ALTER DATABASE $name RESET session_preload_libraries"
read -r median p99 worst < <(spread < "$searches")
printf '\nOf all %s queries of `GET /search` together the median is %s ms, 99 of 100 answer within %s ms, and the slowest took %s ms.\n' "$(wc -l < "$searches")" "$median" "$p99" "$worst" | tee -a "$out"
rm -f "$searches"
