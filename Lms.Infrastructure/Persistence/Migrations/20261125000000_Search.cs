using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lms.Infrastructure.Persistence.Migrations
{
    /// <summary>
    /// Runs on a library that is open: what takes long takes no lock that a desk would wait for, and is committed piece by piece. Begun anew after
    /// it was interrupted, it goes on.
    /// </summary>
    public partial class Search : Migration
    {
        private static readonly (string Name, string On)[] Indexes =
        [
            ("ix_search_entries_document", "search_entries USING gin (document) WITH (gin_pending_list_limit = 512)"),
            ("ix_search_entries_title_key", "search_entries (title_key text_pattern_ops)"),
            ("ix_books_author_id", "books (author, id)"),
            ("ix_books_created_at_id", "books (created_at, id)"),
            ("ix_books_updated_at_id", "books (updated_at, id)"),
            ("ix_books_published_year_id", "books (coalesce(published_year, -4001), id)"),
            ("ix_copies_status_id", "copies (status, id) WHERE status NOT IN ('available', 'onLoan')"),
            ("ix_patrons_last_name_id", "patrons (coalesce(last_name, ''), id)"),
            ("ix_patrons_text", "patrons USING gin ((coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || card_number) gin_trgm_ops)"),
            ("ix_users_text", "users USING gin ((username || ' ' || coalesce(email, '')) gin_trgm_ops)"),
        ];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:pg_trgm", ",,")
                .Annotation("Npgsql:PostgresExtension:unaccent", ",,")
                .OldAnnotation("Npgsql:PostgresExtension:pg_trgm", ",,");

            migrationBuilder.Sql(Tables);
            migrationBuilder.Sql(Triggers);
            migrationBuilder.Sql("CALL search_enter_all()", suppressTransaction: true);
            foreach (var (name, on) in Indexes)
            {
                migrationBuilder.Sql($"DROP INDEX CONCURRENTLY IF EXISTS {name}", suppressTransaction: true);
                migrationBuilder.Sql($"CREATE INDEX CONCURRENTLY {name} ON {on}", suppressTransaction: true);
            }

            migrationBuilder.Sql("ANALYZE search_entries, books, copies, patrons, users", suppressTransaction: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var (name, _) in Indexes)
                migrationBuilder.Sql($"DROP INDEX IF EXISTS {name}");
            migrationBuilder.Sql("""
                DROP TRIGGER search_books_added ON books;
                DROP TRIGGER search_books_changed ON books;
                DROP TABLE search_entries, search_languages, search_terms, search_unlearned;
                DROP PROCEDURE search_enter_all;
                DROP FUNCTION search_enter_added, search_enter_changed, search_learn, search_enter, search_document, search_language, search_title_key, search_initials, search_fold;
                """);

            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:pg_trgm", ",,")
                .OldAnnotation("Npgsql:PostgresExtension:pg_trgm", ",,")
                .OldAnnotation("Npgsql:PostgresExtension:unaccent", ",,");
        }

        private const string Tables = """
            CREATE OR REPLACE FUNCTION search_fold(said text) RETURNS text LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
                SELECT btrim(regexp_replace(lower(unaccent(CASE WHEN octet_length(said) = length(said) THEN replace(said, '''', '') ELSE translate(normalize(said, NFKC), '''’‘ʼ`', '') END)),
                    '[^[:alnum:]]+', ' ', 'g'))
            $$;

            CREATE OR REPLACE FUNCTION search_title_key(sort_title text) RETURNS text LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
                SELECT left(search_fold(coalesce(nullif(regexp_replace(sort_title, '\s*\([^()]*\)\s*$', ''), ''), sort_title)), 200)
            $$;

            CREATE OR REPLACE FUNCTION search_initials(names text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
                SELECT CASE WHEN names ~ '\m\w\.\s*\w\.' THEN regexp_replace(names, '\m(\w)\.\s*(?=\w\.)', '\1', 'g') END
            $$;

            CREATE OR REPLACE FUNCTION search_language(code text) RETURNS regconfig LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                SELECT CASE
                    WHEN code IS NULL OR code IN ('en', 'eng') THEN 'english'::regconfig
                    WHEN code IN ('ar', 'ara') THEN 'arabic'
                    WHEN code IN ('ca', 'cat') THEN 'catalan'
                    WHEN code IN ('da', 'dan') THEN 'danish'
                    WHEN code IN ('de', 'ger', 'deu') THEN 'german'
                    WHEN code IN ('el', 'gre', 'ell') THEN 'greek'
                    WHEN code IN ('es', 'spa') THEN 'spanish'
                    WHEN code IN ('eu', 'baq', 'eus') THEN 'basque'
                    WHEN code IN ('fi', 'fin') THEN 'finnish'
                    WHEN code IN ('fr', 'fre', 'fra') THEN 'french'
                    WHEN code IN ('ga', 'gle') THEN 'irish'
                    WHEN code IN ('hi', 'hin') THEN 'hindi'
                    WHEN code IN ('hu', 'hun') THEN 'hungarian'
                    WHEN code IN ('hy', 'arm', 'hye') THEN 'armenian'
                    WHEN code IN ('id', 'ind') THEN 'indonesian'
                    WHEN code IN ('it', 'ita') THEN 'italian'
                    WHEN code IN ('lt', 'lit') THEN 'lithuanian'
                    WHEN code IN ('ne', 'nep') THEN 'nepali'
                    WHEN code IN ('nl', 'dut', 'nld') THEN 'dutch'
                    WHEN code IN ('no', 'nb', 'nn', 'nor', 'nob', 'nno') THEN 'norwegian'
                    WHEN code IN ('pt', 'por') THEN 'portuguese'
                    WHEN code IN ('ro', 'rum', 'ron') THEN 'romanian'
                    WHEN code IN ('ru', 'rus') THEN 'russian'
                    WHEN code IN ('sr', 'srp') THEN 'serbian'
                    WHEN code IN ('sv', 'swe') THEN 'swedish'
                    WHEN code IN ('ta', 'tam') THEN 'tamil'
                    WHEN code IN ('tr', 'tur') THEN 'turkish'
                    WHEN code IN ('yi', 'yid') THEN 'yiddish'
                    ELSE 'simple'
                END
            $$;

            CREATE OR REPLACE FUNCTION search_document(language regconfig, titles text, people text, subjects text, rest text) RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE AS $$
                SELECT setweight(to_tsvector('simple', titles), 'A') || setweight(to_tsvector('simple', people), 'B')
                    || setweight(to_tsvector('simple', subjects), 'C') || setweight(to_tsvector('simple', rest), 'D')
                    || CASE WHEN language = 'simple'::regconfig THEN ''::tsvector
                       ELSE setweight(to_tsvector(language, titles), 'A') || setweight(to_tsvector(language, subjects), 'C') || setweight(to_tsvector(language, rest), 'D') END
            $$;

            CREATE TABLE IF NOT EXISTS search_entries (
                book_id integer CONSTRAINT pk_search_entries PRIMARY KEY CONSTRAINT fk_search_entries_books_book_id REFERENCES books ON DELETE CASCADE,
                title_key text NOT NULL,
                author_key text NOT NULL,
                document tsvector NOT NULL);
            CREATE TABLE IF NOT EXISTS search_languages (language text CONSTRAINT pk_search_languages PRIMARY KEY);
            CREATE TABLE IF NOT EXISTS search_terms (
                kind text NOT NULL CONSTRAINT ck_search_terms_kind CHECK (kind IN ('word', 'author', 'subject')),
                key text NOT NULL,
                said text NOT NULL,
                books integer NOT NULL,
                CONSTRAINT pk_search_terms PRIMARY KEY (kind, key, said));
            CREATE TABLE IF NOT EXISTS search_unlearned (book_id integer NOT NULL);
            CREATE INDEX IF NOT EXISTS ix_search_terms_word ON search_terms USING gist (key gist_trgm_ops) WHERE kind = 'word';
            CREATE INDEX IF NOT EXISTS ix_search_terms_key ON search_terms (key text_pattern_ops) WHERE kind IN ('author', 'subject');

            CREATE OR REPLACE FUNCTION search_enter(book_ids integer[]) RETURNS void LANGUAGE sql AS $$
                INSERT INTO search_entries (book_id, title_key, author_key, document)
                SELECT id, search_title_key(sort_title), left(search_fold(concat_ws(' ', author, search_initials(author))), 500), search_document(search_language(language),
                    search_fold(concat_ws(' ', title, subtitle)),
                    search_fold(concat_ws(' ', author, search_initials(author), people.names, search_initials(people.names))),
                    search_fold(concat_ws(' ', array_to_string(subjects, ' '), genre, series)),
                    concat_ws(' ', replace(search_fold(isbn_key), ' ', ''), search_fold(concat_ws(' ', publisher, description))))
                FROM books LEFT JOIN LATERAL (
                    SELECT string_agg(person ->> 'Name', ' ') AS names FROM jsonb_array_elements(contributors) AS person WHERE person ->> 'Name' <> author) AS people ON true
                WHERE id = ANY (book_ids)
                ON CONFLICT (book_id) DO UPDATE SET title_key = excluded.title_key, author_key = excluded.author_key, document = excluded.document;

                INSERT INTO search_languages SELECT DISTINCT search_language(language)::text FROM books WHERE id = ANY (book_ids) ORDER BY 1 ON CONFLICT DO NOTHING;

                INSERT INTO search_unlearned SELECT unnest(book_ids);
            $$;

            CREATE OR REPLACE FUNCTION search_learn(most integer) RETURNS integer LANGUAGE plpgsql AS $$
            DECLARE
                learned integer[];
            BEGIN
                IF NOT pg_try_advisory_xact_lock(hashtext('search_learn')) THEN
                    RETURN 0;
                END IF;
                WITH taken AS (DELETE FROM search_unlearned WHERE ctid = ANY (ARRAY(SELECT ctid FROM search_unlearned LIMIT most)) RETURNING book_id)
                SELECT array_agg(book_id) INTO learned FROM taken;

                INSERT INTO search_terms (kind, key, said, books)
                SELECT 'word', word, word, count(DISTINCT id)
                FROM books CROSS JOIN LATERAL string_to_table(search_fold(concat_ws(' ', title, subtitle, author, array_to_string(subjects, ' '), genre, series)), ' ') AS word
                WHERE id = ANY (learned) AND word ~ '^[[:alpha:]]{3,40}$' GROUP BY word
                UNION ALL
                SELECT kind, left(array_to_string(words[place:], ' '), 100), said, count(DISTINCT id)
                FROM (SELECT id, 'author' AS kind, person ->> 'Name' AS said FROM books CROSS JOIN LATERAL jsonb_array_elements(contributors) AS person WHERE id = ANY (learned)
                    UNION ALL SELECT id, 'subject', subject FROM books CROSS JOIN LATERAL unnest(subjects) AS subject WHERE id = ANY (learned)) AS heading
                CROSS JOIN LATERAL string_to_array(search_fold(said), ' ') AS words CROSS JOIN LATERAL generate_series(1, least(cardinality(words), 6)) AS place
                WHERE words[place] <> '' GROUP BY 1, 2, 3
                ON CONFLICT (kind, key, said) DO UPDATE SET books = search_terms.books + excluded.books;
                RETURN coalesce(cardinality(learned), 0);
            END $$;
            """;

        private const string Triggers = """
            CREATE OR REPLACE FUNCTION search_enter_added() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM search_enter(array_agg(id)) FROM added HAVING count(*) > 0;
                RETURN NULL;
            END $$;
            CREATE OR REPLACE FUNCTION search_enter_changed() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM search_enter(ARRAY[NEW.id]);
                RETURN NULL;
            END $$;
            CREATE OR REPLACE TRIGGER search_books_added AFTER INSERT ON books REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION search_enter_added();
            CREATE OR REPLACE TRIGGER search_books_changed AFTER UPDATE OF title, sort_title, subtitle, author, contributors, subjects, genre, series, isbn_key, publisher, description, language ON books
                FOR EACH ROW EXECUTE FUNCTION search_enter_changed();

            CREATE OR REPLACE PROCEDURE search_enter_all() LANGUAGE plpgsql AS $$
            DECLARE
                done integer := (SELECT coalesce(min(id), 1) - 1 FROM books);
                last integer := (SELECT coalesce(max(id), 0) FROM books);
            BEGIN
                WHILE done < last LOOP
                    PERFORM search_enter(array_agg(id)) FROM books
                    WHERE id > done AND id <= done + 10000 AND NOT EXISTS (SELECT FROM search_entries WHERE book_id = id) HAVING count(*) > 0;
                    COMMIT;
                    done := done + 10000;
                END LOOP;
            END $$;
            """;
    }
}
