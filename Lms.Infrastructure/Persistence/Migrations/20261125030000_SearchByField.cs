using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lms.Infrastructure.Persistence.Migrations
{
    /// <summary>
    /// Runs on a library that is open: the new entries are made beside the old ones, piece by piece, and take their place when they are all there; they
    /// hold all that the version before looks for. Nobody waits for it longer than a moment, and nobody's transaction is the victim of a deadlock: it takes locks as
    /// everybody does, books first, and gives way. Begun anew after it was interrupted, it goes on.
    /// </summary>
    public partial class SearchByField : Migration
    {
        /// <summary>Letters of scripts that put no spaces between words.</summary>
        private const string Unspaced = @"\u0E01-\u0EDF\u1000-\u109F\u1780-\u17DD\u3005\u3041-\u3096\u30A1-\u30FA\u30FC\u3400-\u9FFF\uAC00-\uD7A3\uF900-\uFAFF\U00020000-\U0003FFFF";

        private static readonly (string Name, string On)[] Indexes =
        [
            ("ix_search_entries_next_document", "search_entries_next USING gin (document) WITH (gin_pending_list_limit = 512)"),
            ("ix_search_entries_next_title_key", "search_entries_next (title_key text_pattern_ops)"),
        ];

        private static string DropBefore => BriefLocks.Hold("books IN ACCESS EXCLUSIVE MODE", "DROP TABLE IF EXISTS search_entries_before");

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(DropBefore, suppressTransaction: true);
            migrationBuilder.Sql(Texts, suppressTransaction: true);
            migrationBuilder.Sql(Terms, suppressTransaction: true);
            migrationBuilder.Sql(BriefLocks.Hold("books IN SHARE ROW EXCLUSIVE MODE", string.Join('\n', Tables, Entries, Both)), suppressTransaction: true);
            migrationBuilder.Sql("CALL search_enter_all()", suppressTransaction: true);
            foreach (var (name, on) in Indexes)
            {
                migrationBuilder.Sql($"DROP INDEX CONCURRENTLY IF EXISTS {name}", suppressTransaction: true);
                migrationBuilder.Sql($"CREATE INDEX CONCURRENTLY {name} ON {on}", suppressTransaction: true);
            }

            migrationBuilder.Sql("VACUUM (ANALYZE) search_entries_next", suppressTransaction: true);
            migrationBuilder.Sql(BriefLocks.Hold("books IN EXCLUSIVE MODE", Change + "\n" + Enter), suppressTransaction: true);
            migrationBuilder.Sql(DropBefore, suppressTransaction: true);
        }

        /// <summary>The version before finds in these entries what it found in its own.</summary>
        protected override void Down(MigrationBuilder migrationBuilder)
        {
        }

        private const string Tables = """
            ALTER TABLE search_entries ADD COLUMN IF NOT EXISTS popularity smallint NOT NULL DEFAULT 0;
            CREATE TABLE IF NOT EXISTS search_entries_next (
                book_id integer CONSTRAINT pk_search_entries_next PRIMARY KEY CONSTRAINT fk_search_entries_next_books_book_id REFERENCES books ON DELETE CASCADE,
                title_key text NOT NULL,
                author_key text NOT NULL,
                popularity smallint NOT NULL,
                document tsvector NOT NULL);
            ALTER TABLE search_languages DROP CONSTRAINT IF EXISTS pk_search_languages;
            CREATE TABLE IF NOT EXISTS search_popularity (
                popularity smallint CONSTRAINT pk_search_popularity PRIMARY KEY,
                books integer NOT NULL);
            CREATE TABLE IF NOT EXISTS search_walk (
                id integer CONSTRAINT pk_search_walk PRIMARY KEY DEFAULT 1 CONSTRAINT ck_search_walk_id CHECK (id = 1),
                next_book integer NOT NULL DEFAULT 1,
                ended_at timestamp with time zone);
            """;

        private const string Texts = $$"""
            CREATE OR REPLACE FUNCTION search_pairs(folded text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                SELECT string_agg(CASE WHEN run[1] !~ '^[{{Unspaced}}]{2}' THEN run[1]
                    ELSE (SELECT string_agg(substr(run[1], place, 2), ' ' ORDER BY place) FROM generate_series(1, length(run[1]) - 1) AS place) END, ' ' ORDER BY number)
                FROM regexp_matches(folded, '[{{Unspaced}}]+|[^ {{Unspaced}}]+', 'g') WITH ORDINALITY AS runs (run, number)
            $$;

            CREATE OR REPLACE FUNCTION search_fold_letters(said text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
                SELECT CASE WHEN folded ~ '[{{Unspaced}}]' THEN search_pairs(folded) ELSE folded END
                FROM (SELECT btrim(regexp_replace(lower(unaccent(translate(normalize(said, NFKC), U&'''’‘ʼ`\0E47\0E48\0E49\0E4A\0E4B\0E4C\0E4D\0E4E', ''))), '[^[:alnum:]]+', ' ', 'g')) AS folded OFFSET 0) AS one
            $$;

            CREATE OR REPLACE FUNCTION search_cut(folded text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                SELECT CASE WHEN length(folded) > 255 THEN regexp_replace(folded, '([^ ]{255})[^ ]+', '\1', 'g') ELSE folded END
            $$;

            CREATE OR REPLACE FUNCTION search_fold(said text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
                SELECT search_cut(CASE WHEN octet_length(said) = length(said) THEN btrim(regexp_replace(lower(replace(said, '''', '')), '[^a-z0-9]+', ' ', 'g')) ELSE search_fold_letters(said) END)
            $$;

            CREATE OR REPLACE FUNCTION search_title_key(sort_title text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
                SELECT left(search_fold(CASE WHEN right(rtrim(sort_title), 1) = ')' THEN coalesce(nullif(regexp_replace(sort_title, '\s*\([^()]*\)\s*$', ''), ''), sort_title) ELSE sort_title END), 200)
            $$;

            CREATE OR REPLACE FUNCTION search_initials(names text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                SELECT CASE WHEN strpos(names, '.') > 0 AND names ~ '\m\w\.\s*\w\.' THEN regexp_replace(names, '\m(\w)\.\s*(?=\w\.)', '\1', 'g') END
            $$;

            CREATE OR REPLACE FUNCTION search_bounded(folded text, bytes integer) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                SELECT CASE WHEN octet_length(folded) <= bytes THEN folded ELSE left(folded, bytes / 4) END
            $$;
            """;

        private const string Terms = $$"""
            INSERT INTO search_terms (kind, key, said, books) SELECT kind, search_pairs(key), said, books FROM search_terms WHERE key ~ '[{{Unspaced}}]{3}' ON CONFLICT DO NOTHING
            """;

        private const string Entries = """
            CREATE OR REPLACE FUNCTION search_marked(mark text, words tsvector) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                SELECT string_to_array(mark || array_to_string(tsvector_to_array(words), ' ' || mark), ' ')
            $$;

            CREATE OR REPLACE FUNCTION search_years(year integer) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                SELECT CASE WHEN year < 0 THEN ARRAY['y:-'] WHEN year IS NOT NULL
                    THEN ARRAY['y:' || year / 1000, 'y:' || lpad((year / 100)::text, 2, '0'), 'y:' || lpad((year / 10)::text, 3, '0'), 'y:' || lpad(year::text, 4, '0')] END
            $$;

            CREATE OR REPLACE FUNCTION search_stems(language regconfig, said text) RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE AS $$
                SELECT CASE WHEN language = 'simple'::regconfig THEN ''::tsvector ELSE to_tsvector(language, said) END
            $$;

            CREATE OR REPLACE FUNCTION search_entries_of(book_ids integer[])
            RETURNS TABLE (book_id integer, title_key text, author_key text, popularity smallint, document tsvector) LANGUAGE sql STABLE AS $$
                SELECT book.id, book.title_key, left(author, 500), book.popularity,
                    setweight(title_words, 'A') || setweight(people_words, 'B') || setweight(subject_words, 'C') || setweight(to_tsvector('simple', rest), 'D')
                    || setweight(title_stems, 'A') || setweight(subject_stems, 'C') || setweight(search_stems(spoken, rest), 'D')
                    || array_to_tsvector(search_marked('t:', title_words || title_stems) || search_marked('a:', people_words) || search_marked('s:', subject_words || subject_stems) || conditions)
                FROM (
                    SELECT books.id, search_title_key(sort_title) AS title_key, search_language(language) AS spoken, coalesce(known.popularity, 0)::smallint AS popularity,
                        search_bounded(search_fold(concat_ws(' ', title, subtitle)), 32000) AS titles,
                        search_fold(concat_ws(' ', author, search_initials(author))) AS author,
                        search_bounded(search_fold(concat_ws(' ', author, search_initials(author), names, search_initials(names))), 80000) AS people,
                        search_bounded(search_fold(concat_ws(' ', array_to_string(subjects, ' '), genre, series)), 32000) AS subjects,
                        concat_ws(' ', left(replace(search_fold(isbn_key), ' ', ''), 255), search_bounded(search_fold(concat_ws(' ', publisher, description)), 80000)) AS rest,
                        array_remove(ARRAY['m:' || material_type, 'l:' || language, 'g:' || lower(genre),
                            CASE WHEN known.popularity > 0 THEN 'p:' || known.popularity END], NULL) || search_years(published_year)
                            || ARRAY(SELECT 'k:' || subject FROM unnest(subjects) AS subject) AS conditions
                    FROM books LEFT JOIN search_entries AS known ON known.book_id = books.id LEFT JOIN LATERAL (
                        SELECT string_agg(person ->> 'Name', ' ') AS names FROM jsonb_array_elements(contributors) AS person WHERE person ->> 'Name' <> author) AS others ON true
                    WHERE books.id = ANY (book_ids) OFFSET 0) AS book
                CROSS JOIN LATERAL (
                    SELECT to_tsvector('simple', titles) AS title_words, to_tsvector('simple', people) AS people_words, to_tsvector('simple', subjects) AS subject_words,
                        search_stems(spoken, titles) AS title_stems, search_stems(spoken, subjects) AS subject_stems OFFSET 0) AS word
            $$;

            CREATE OR REPLACE FUNCTION search_enter_added() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM search_enter(array_agg(id)) FROM added HAVING count(*) > 0;
                INSERT INTO search_unlearned SELECT id FROM added;
                RETURN NULL;
            END $$;
            CREATE OR REPLACE FUNCTION search_enter_changed() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM search_enter(ARRAY[NEW.id]);
                INSERT INTO search_unlearned VALUES (NEW.id);
                RETURN NULL;
            END $$;
            CREATE OR REPLACE TRIGGER search_books_changed
                AFTER UPDATE OF title, sort_title, subtitle, author, contributors, subjects, genre, series, isbn_key, publisher, description, language, published_year, material_type ON books
                FOR EACH ROW EXECUTE FUNCTION search_enter_changed();

            CREATE OR REPLACE FUNCTION search_weigh(most integer, at timestamp with time zone) RETURNS boolean LANGUAGE plpgsql AS $$
            DECLARE
                here integer;
                changed integer[];
                weights smallint[];
            BEGIN
                INSERT INTO search_walk DEFAULT VALUES ON CONFLICT DO NOTHING;
                SELECT next_book INTO here FROM search_walk FOR UPDATE SKIP LOCKED;
                IF NOT FOUND THEN
                    RETURN false;
                END IF;
                SELECT array_agg(book_id ORDER BY book_id), array_agg(fresh ORDER BY book_id) INTO changed, weights FROM (
                    SELECT entry.book_id, entry.popularity AS known, coalesce(floor(log(2, lent.times)), 0)::smallint AS fresh FROM search_entries AS entry LEFT JOIN (
                        SELECT book_id, count(*) AS times FROM loans WHERE book_id BETWEEN here AND here + most - 1 AND status <> 'undone' GROUP BY book_id) AS lent USING (book_id)
                    WHERE entry.book_id BETWEEN here AND here + most - 1) AS weighed
                WHERE known <> fresh;
                IF changed IS NOT NULL THEN
                    PERFORM FROM books WHERE id = ANY (changed) ORDER BY id FOR NO KEY UPDATE;
                    UPDATE search_entries SET popularity = weighed.fresh FROM unnest(changed, weights) AS weighed (book_id, fresh) WHERE search_entries.book_id = weighed.book_id;
                    PERFORM search_enter(changed);
                END IF;

                IF EXISTS (SELECT FROM search_entries WHERE book_id >= here + most) THEN
                    UPDATE search_walk SET next_book = here + most;
                ELSE
                    UPDATE search_walk SET next_book = 1, ended_at = at;
                    DELETE FROM search_popularity;
                    INSERT INTO search_popularity SELECT popularity, count(*) FROM search_entries WHERE popularity > 0 GROUP BY popularity;
                END IF;
                RETURN true;
            END $$;
            """;

        /// <summary>While the new entries are made, every change is entered among the old ones and the new ones.</summary>
        private const string Both = """
            CREATE OR REPLACE FUNCTION search_enter(book_ids integer[]) RETURNS void LANGUAGE sql AS $$
                INSERT INTO search_entries_next (book_id, title_key, author_key, popularity, document) SELECT * FROM search_entries_of(book_ids) ORDER BY book_id
                ON CONFLICT (book_id) DO UPDATE SET title_key = excluded.title_key, author_key = excluded.author_key, popularity = excluded.popularity, document = excluded.document;
                INSERT INTO search_entries (book_id, title_key, author_key, popularity, document) SELECT * FROM search_entries_next WHERE book_id = ANY (book_ids) ORDER BY book_id
                ON CONFLICT (book_id) DO UPDATE SET title_key = excluded.title_key, author_key = excluded.author_key, popularity = excluded.popularity, document = excluded.document;
                INSERT INTO search_languages SELECT DISTINCT search_language(language)::text FROM books WHERE id = ANY (book_ids) EXCEPT SELECT language FROM search_languages;
            $$;

            CREATE OR REPLACE PROCEDURE search_enter_all() LANGUAGE plpgsql AS $$
            DECLARE
                done integer := (SELECT coalesce(min(id), 1) - 1 FROM books);
                last integer := (SELECT coalesce(max(id), 0) FROM books);
                batch integer[];
            BEGIN
                WHILE done < last LOOP
                    SELECT array_agg(id ORDER BY id), max(id) INTO batch, done FROM (
                        SELECT id FROM books WHERE id > done ORDER BY id LIMIT 500 FOR NO KEY UPDATE) AS next;
                    EXIT WHEN batch IS NULL;
                    INSERT INTO search_entries_next (book_id, title_key, author_key, popularity, document)
                    SELECT * FROM search_entries_of(ARRAY(SELECT unnest(batch) EXCEPT SELECT book_id FROM search_entries_next WHERE book_id = ANY (batch))) ORDER BY book_id
                    ON CONFLICT DO NOTHING;
                    COMMIT;
                END LOOP;
            END $$;
            """;

        /// <summary>No book is being written meanwhile: who entered it among old and new entries would look for tables that are no more.</summary>
        private const string Change = """
            LOCK TABLE search_entries_next, search_entries IN ACCESS EXCLUSIVE MODE;
            ALTER TABLE search_entries RENAME TO search_entries_before;
            ALTER TABLE search_entries_before RENAME CONSTRAINT pk_search_entries TO pk_search_entries_before;
            ALTER TABLE search_entries_before RENAME CONSTRAINT fk_search_entries_books_book_id TO fk_search_entries_before_books_book_id;
            ALTER INDEX ix_search_entries_document RENAME TO ix_search_entries_before_document;
            ALTER INDEX ix_search_entries_title_key RENAME TO ix_search_entries_before_title_key;
            ALTER TABLE search_entries_next RENAME TO search_entries;
            ALTER TABLE search_entries RENAME CONSTRAINT pk_search_entries_next TO pk_search_entries;
            ALTER TABLE search_entries RENAME CONSTRAINT fk_search_entries_next_books_book_id TO fk_search_entries_books_book_id;
            ALTER INDEX ix_search_entries_next_document RENAME TO ix_search_entries_document;
            ALTER INDEX ix_search_entries_next_title_key RENAME TO ix_search_entries_title_key;
            DROP PROCEDURE IF EXISTS search_enter_all;
            DROP FUNCTION IF EXISTS search_document;
            """;

        /// <summary>Enters books anew that changed or came in.</summary>
        internal const string Enter = """
            CREATE OR REPLACE FUNCTION search_enter(book_ids integer[]) RETURNS void LANGUAGE sql AS $$
                INSERT INTO search_entries (book_id, title_key, author_key, popularity, document) SELECT * FROM search_entries_of(book_ids) ORDER BY book_id
                ON CONFLICT (book_id) DO UPDATE SET title_key = excluded.title_key, author_key = excluded.author_key, popularity = excluded.popularity, document = excluded.document;
                INSERT INTO search_languages SELECT DISTINCT search_language(language)::text FROM books WHERE id = ANY (book_ids) EXCEPT SELECT language FROM search_languages;
            $$;
            """;
    }
}
