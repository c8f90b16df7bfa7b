using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lms.Infrastructure.Persistence.Migrations
{
    /// <summary>
    /// Other titles, other names and other languages, and the search finds them. Runs on a library that is open: the new columns have constant defaults, and no entry of the index
    /// says anything else than before until a book says more. What kept records say of these is read afterwards, by a chore.
    /// </summary>
    public partial class OtherForms : Migration
    {
        private static readonly (string Name, string On)[] Indexes =
        [
            ("ix_books_titles", "books USING gin (book_titles(other_titles) gin_trgm_ops) WHERE other_titles <> '[]'"),
            ("ix_books_people", "books USING gin (book_people(contributors) gin_trgm_ops) WHERE contributors @? '$[1]' OR contributors @? '$[0].OtherNames[0]'"),
            ("ix_marc_records_unread_forms", "marc_records (book_id) WHERE NOT forms_read"),
            ("ix_copies_book_id_next", "copies (book_id) INCLUDE (branch_id, status)"),
        ];

        /// <summary>Whether a book is free, and where, is told by the index alone.</summary>
        private const string RenameCopies = "ALTER INDEX ix_copies_book_id_next RENAME TO ix_copies_book_id";

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(BriefLocks.Hold("books IN ACCESS EXCLUSIVE MODE", Columns), suppressTransaction: true);
            migrationBuilder.Sql(Entries, suppressTransaction: true);
            migrationBuilder.Sql(BriefLocks.Hold("books IN SHARE ROW EXCLUSIVE MODE", Titles), suppressTransaction: true);
            migrationBuilder.Sql(BriefLocks.Hold("marc_records IN ACCESS EXCLUSIVE MODE", "ALTER TABLE marc_records ADD COLUMN IF NOT EXISTS forms_read boolean NOT NULL DEFAULT false"), suppressTransaction: true);
            foreach (var (name, on) in Indexes)
            {
                migrationBuilder.Sql($"DROP INDEX CONCURRENTLY IF EXISTS {name}", suppressTransaction: true);
                migrationBuilder.Sql($"CREATE INDEX CONCURRENTLY {name} ON {on}", suppressTransaction: true);
            }

            migrationBuilder.Sql("DROP INDEX CONCURRENTLY IF EXISTS ix_copies_book_id", suppressTransaction: true);
            migrationBuilder.Sql(RenameCopies, suppressTransaction: true);
            migrationBuilder.Sql("ANALYZE books", suppressTransaction: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(EntriesBefore);
            migrationBuilder.Sql(SearchByField.Enter);
            migrationBuilder.Sql("""
                DROP INDEX ix_books_titles, ix_books_people, ix_copies_book_id;
                CREATE INDEX ix_copies_book_id ON copies (book_id);
                """);
            migrationBuilder.Sql("DROP FUNCTION IF EXISTS book_titles, book_people; DROP TABLE IF EXISTS search_titles");
            migrationBuilder.DropIndex(
                name: "ix_marc_records_unread_forms",
                table: "marc_records");

            migrationBuilder.DropColumn(
                name: "forms_read",
                table: "marc_records");

            migrationBuilder.DropColumn(
                name: "original_language",
                table: "books");

            migrationBuilder.DropColumn(
                name: "other_languages",
                table: "books");

            migrationBuilder.DropColumn(
                name: "other_titles",
                table: "books");
        }

        private const string Columns = """
            ALTER TABLE books ADD COLUMN IF NOT EXISTS original_language character varying(3),
                ADD COLUMN IF NOT EXISTS other_languages text[] NOT NULL DEFAULT '{}',
                ADD COLUMN IF NOT EXISTS other_titles jsonb NOT NULL DEFAULT '[]'
            """;

        /// <summary>Of its own, for the title of a book is one and its other titles are many: who types one of them is offered it.</summary>
        private const string Titles = """
            CREATE TABLE IF NOT EXISTS search_titles (
                book_id integer NOT NULL CONSTRAINT fk_search_titles_books_book_id REFERENCES books ON DELETE CASCADE,
                title_key text NOT NULL,
                title text NOT NULL);
            CREATE INDEX IF NOT EXISTS ix_search_titles_book_id ON search_titles (book_id);
            CREATE INDEX IF NOT EXISTS ix_search_titles_title_key ON search_titles (title_key text_pattern_ops);

            CREATE OR REPLACE FUNCTION search_enter(book_ids integer[]) RETURNS void LANGUAGE sql AS $$
                INSERT INTO search_entries (book_id, title_key, author_key, popularity, document) SELECT * FROM search_entries_of(book_ids) ORDER BY book_id
                ON CONFLICT (book_id) DO UPDATE SET title_key = excluded.title_key, author_key = excluded.author_key, popularity = excluded.popularity, document = excluded.document;
                DELETE FROM search_titles WHERE book_id = ANY (book_ids);
                INSERT INTO search_titles SELECT id, search_title_key(regexp_replace(lower(said ->> 'title'), '^(the|an?) +', '')), said ->> 'title'
                FROM books CROSS JOIN LATERAL jsonb_array_elements(other_titles) AS said WHERE id = ANY (book_ids) AND other_titles <> '[]';
                INSERT INTO search_languages SELECT DISTINCT search_language(language)::text FROM books WHERE id = ANY (book_ids) EXCEPT SELECT language FROM search_languages;
            $$;

            CREATE OR REPLACE TRIGGER search_books_changed
                AFTER UPDATE OF title, sort_title, subtitle, other_titles, author, contributors, subjects, genre, series, isbn_key, publisher, description, language, other_languages, published_year, material_type ON books
                FOR EACH ROW EXECUTE FUNCTION search_enter_changed()
            """;

        private const string Entries = """
            CREATE OR REPLACE FUNCTION book_titles(other_titles jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                SELECT string_agg(said #>> '{}', chr(10)) FROM jsonb_path_query(other_titles, '$[*].title') AS said
            $$;

            CREATE OR REPLACE FUNCTION book_people(contributors jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                SELECT string_agg(said #>> '{}', chr(10)) FROM (
                    SELECT jsonb_path_query(contributors, '$[*].Name') AS said UNION ALL SELECT jsonb_path_query(contributors, '$[*].OtherNames[*]')) AS names
            $$;

            CREATE OR REPLACE FUNCTION search_entries_of(book_ids integer[])
            RETURNS TABLE (book_id integer, title_key text, author_key text, popularity smallint, document tsvector) LANGUAGE sql STABLE AS $$
                SELECT book.id, book.title_key, left(author, 500), book.popularity,
                    setweight(title_words, 'A') || setweight(people_words, 'B') || setweight(subject_words, 'C') || setweight(to_tsvector('simple', rest), 'D')
                    || setweight(title_stems, 'A') || setweight(subject_stems, 'C') || setweight(search_stems(spoken, rest), 'D')
                    || array_to_tsvector(search_marked('t:', title_words || title_stems) || search_marked('a:', people_words) || search_marked('s:', subject_words || subject_stems) || conditions)
                FROM (
                    SELECT books.id, search_title_key(sort_title) AS title_key, search_language(language) AS spoken, coalesce(known.popularity, 0)::smallint AS popularity,
                        search_bounded(search_fold(concat_ws(' ', title, subtitle, other.titles)), 32000) AS titles,
                        search_fold(concat_ws(' ', author, search_initials(author))) AS author,
                        search_bounded(search_fold(concat_ws(' ', author, search_initials(author), other.names, search_initials(other.names))), 80000) AS people,
                        search_bounded(search_fold(concat_ws(' ', array_to_string(subjects, ' '), genre, series)), 32000) AS subjects,
                        concat_ws(' ', left(replace(search_fold(isbn_key), ' ', ''), 255), search_bounded(search_fold(concat_ws(' ', publisher, description)), 80000)) AS rest,
                        array_remove(ARRAY['m:' || material_type, 'l:' || language, 'g:' || lower(genre),
                            CASE WHEN known.popularity > 0 THEN 'p:' || known.popularity END], NULL) || search_years(published_year)
                            || ARRAY(SELECT 'k:' || subject FROM unnest(subjects) AS subject) || ARRAY(SELECT 'l:' || spoken FROM unnest(other_languages) AS spoken) AS conditions
                    FROM books LEFT JOIN search_entries AS known ON known.book_id = books.id CROSS JOIN LATERAL (
                        SELECT (SELECT string_agg(said ->> 'title', ' ') FROM jsonb_array_elements(other_titles) AS said) AS titles,
                            (SELECT string_agg(concat_ws(' ', nullif(person ->> 'Name', author), (SELECT string_agg(name, ' ') FROM jsonb_array_elements_text(person -> 'OtherNames') AS name)), ' ')
                             FROM jsonb_array_elements(contributors) AS person) AS names) AS other
                    WHERE books.id = ANY (book_ids) OFFSET 0) AS book
                CROSS JOIN LATERAL (
                    SELECT to_tsvector('simple', titles) AS title_words, to_tsvector('simple', people) AS people_words, to_tsvector('simple', subjects) AS subject_words,
                        search_stems(spoken, titles) AS title_stems, search_stems(spoken, subjects) AS subject_stems OFFSET 0) AS word
            $$;
            """;

        /// <summary>The same without what the version before does not know.</summary>
        private static string EntriesBefore => (Entries[Entries.IndexOf("CREATE OR REPLACE FUNCTION search_entries_of", System.StringComparison.Ordinal)..] + "\n" + Titles[Titles.IndexOf("CREATE OR REPLACE TRIGGER", System.StringComparison.Ordinal)..])
            .Replace(", other_titles,", ",").Replace(", other_languages,", ",").Replace("jsonb_array_elements(other_titles)", "jsonb_array_elements('[]')").Replace("unnest(other_languages)", "unnest('{}'::text[])");
    }
}
