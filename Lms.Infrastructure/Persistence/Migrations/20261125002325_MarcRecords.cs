using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lms.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class MarcRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "dry_run",
                table: "imports",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "undone_at",
                table: "imports",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "import_id",
                table: "copies",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "import_id",
                table: "books",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "import_changes",
                columns: table => new
                {
                    import_id = table.Column<int>(type: "integer", nullable: false),
                    book_id = table.Column<int>(type: "integer", nullable: false),
                    before = table.Column<string>(type: "jsonb", nullable: false),
                    content_before = table.Column<byte[]>(type: "bytea", nullable: true),
                    control_number_before = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_changes", x => new { x.import_id, x.book_id });
                    table.ForeignKey(
                        name: "fk_import_changes_books_book_id",
                        column: x => x.book_id,
                        principalTable: "books",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_import_changes_imports_import_id",
                        column: x => x.import_id,
                        principalTable: "imports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "import_previews",
                columns: table => new
                {
                    file_id = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<byte[]>(type: "bytea", nullable: false),
                    owner = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_previews", x => new { x.file_id, x.key });
                    table.ForeignKey(
                        name: "fk_import_previews_import_files_file_id",
                        column: x => x.file_id,
                        principalTable: "import_files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "marc_records",
                columns: table => new
                {
                    book_id = table.Column<int>(type: "integer", nullable: false),
                    control_number = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_marc_records", x => x.book_id);
                    table.ForeignKey(
                        name: "fk_marc_records_books_book_id",
                        column: x => x.book_id,
                        principalTable: "books",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_copies_import_id",
                table: "copies",
                column: "import_id",
                filter: "import_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_books_import_id",
                table: "books",
                column: "import_id",
                filter: "import_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_import_changes_book_id",
                table: "import_changes",
                column: "book_id");

            migrationBuilder.CreateIndex(
                name: "ix_marc_records_control_number",
                table: "marc_records",
                column: "control_number",
                filter: "control_number IS NOT NULL");

            migrationBuilder.AddForeignKey(
                name: "fk_books_imports_import_id",
                table: "books",
                column: "import_id",
                principalTable: "imports",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);

            migrationBuilder.AddForeignKey(
                name: "fk_copies_imports_import_id",
                table: "copies",
                column: "import_id",
                principalTable: "imports",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_books_imports_import_id",
                table: "books");

            migrationBuilder.DropForeignKey(
                name: "fk_copies_imports_import_id",
                table: "copies");

            migrationBuilder.DropTable(
                name: "import_changes");

            migrationBuilder.DropTable(
                name: "import_previews");

            migrationBuilder.DropTable(
                name: "marc_records");

            migrationBuilder.DropIndex(
                name: "ix_copies_import_id",
                table: "copies");

            migrationBuilder.DropIndex(
                name: "ix_books_import_id",
                table: "books");

            migrationBuilder.DropColumn(
                name: "dry_run",
                table: "imports");

            migrationBuilder.DropColumn(
                name: "undone_at",
                table: "imports");

            migrationBuilder.DropColumn(
                name: "import_id",
                table: "copies");

            migrationBuilder.DropColumn(
                name: "import_id",
                table: "books");
        }
    }
}
