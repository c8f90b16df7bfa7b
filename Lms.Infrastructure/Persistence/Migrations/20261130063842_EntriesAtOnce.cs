using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lms.Infrastructure.Persistence.Migrations
{
    /// <summary>
    /// A book is entered in a millisecond: as a function of plpgsql it keeps its plans, where one of SQL made them anew for every book and had them compiled too, which took forty.
    /// Runs on a library that is open: who is within the old function ends it.
    /// </summary>
    public partial class EntriesAtOnce : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql($"""
            CREATE OR REPLACE FUNCTION search_enter(book_ids integer[]) RETURNS void LANGUAGE plpgsql SET jit = off SET plan_cache_mode = force_generic_plan AS $$
            BEGIN{Statements}END $$
            """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql($"""
            CREATE OR REPLACE FUNCTION search_enter(book_ids integer[]) RETURNS void LANGUAGE sql AS $${Statements}$$
            """);

        private const string Statements = """

                INSERT INTO search_entries (book_id, title_key, author_key, popularity, document) SELECT * FROM search_entries_of(book_ids) ORDER BY book_id
                ON CONFLICT (book_id) DO UPDATE SET title_key = excluded.title_key, author_key = excluded.author_key, popularity = excluded.popularity, document = excluded.document;
                DELETE FROM search_titles WHERE book_id = ANY (book_ids);
                INSERT INTO search_titles SELECT id, search_title_key(regexp_replace(lower(said ->> 'title'), '^(the|an?) +', '')), said ->> 'title'
                FROM books CROSS JOIN LATERAL jsonb_array_elements(other_titles) AS said WHERE id = ANY (book_ids) AND other_titles <> '[]';
                INSERT INTO search_languages SELECT DISTINCT search_language(language)::text FROM books WHERE id = ANY (book_ids) EXCEPT SELECT language FROM search_languages;
            """ + "\n";
    }
}
