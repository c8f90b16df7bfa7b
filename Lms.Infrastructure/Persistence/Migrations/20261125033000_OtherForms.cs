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
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "original_language",
                table: "books",
                type: "character varying(3)",
                maxLength: 3,
                nullable: true);

            migrationBuilder.AddColumn<string[]>(
                name: "other_languages",
                table: "books",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "other_titles",
                table: "books",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<bool>(
                name: "forms_read",
                table: "marc_records",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "ix_marc_records_unread_forms",
                table: "marc_records",
                column: "book_id",
                filter: "NOT forms_read");

            migrationBuilder.Sql(Entries);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(EntriesBefore);
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

        private const string Entries = """
            CREATE OR REPLACE FUNCTION search_entries_of(book_ids integer[])
            RETURNS TABLE (book_id integer, title_key text, author_key text, popularity smallint, document tsvector) LANGUAGE sql STABLE AS $$
                SELECT book.id, book.title_key, left(author, 500), book.popularity,
                    setweight(title_words, 'A') || setweight(people_words, 'B') || setweight(subject_words, 'C') || setweight(to_tsvector('simple', rest), 'D')
                    || setweight(title_stems, 'A') || setweight(subject_stems, 'C') || setweight(search_stems(spoken, rest), 'D')
                    || array_to_tsvector(search_marked('t:', title_words || title_stems) || search_marked('a:', people_words) || search_marked('s:', subject_words || subject_stems) || conditions)
                FROM (
                    SELECT books.id, search_title_key(sort_title) AS title_key, search_language(language) AS spoken, coalesce(known.popularity, 0)::smallint AS popularity,
                        search_fold(concat_ws(' ', title, subtitle, other.titles)) AS titles,
                        search_fold(concat_ws(' ', author, search_initials(author))) AS author,
                        search_fold(concat_ws(' ', author, search_initials(author), other.names, search_initials(other.names))) AS people,
                        search_fold(concat_ws(' ', array_to_string(subjects, ' '), genre, series)) AS subjects,
                        concat_ws(' ', replace(search_fold(isbn_key), ' ', ''), search_fold(concat_ws(' ', publisher, description))) AS rest,
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

            CREATE OR REPLACE TRIGGER search_books_changed
                AFTER UPDATE OF title, sort_title, subtitle, other_titles, author, contributors, subjects, genre, series, isbn_key, publisher, description, language, other_languages, published_year, material_type ON books
                FOR EACH ROW EXECUTE FUNCTION search_enter_changed();
            """;

        /// <summary>The same without what the version before does not know.</summary>
        private static string EntriesBefore => Entries
            .Replace(", other_titles,", ",").Replace(", other_languages,", ",").Replace("jsonb_array_elements(other_titles)", "jsonb_array_elements('[]')").Replace("unnest(other_languages)", "unnest('{}'::text[])");
    }
}
