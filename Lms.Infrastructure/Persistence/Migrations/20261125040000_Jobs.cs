using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Lms.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Jobs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Who refers to a table locks it: books first, as everybody does.
            migrationBuilder.Sql(BriefLocks.Hold("books, copies, users, imports IN SHARE ROW EXCLUSIVE MODE", "SET LOCAL lock_timeout TO DEFAULT"));

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "previous_at",
                table: "import_changes",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "description",
                table: "merged_books",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "merged_by",
                table: "merged_books",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_merged_books_merged_by",
                table: "merged_books",
                column: "merged_by",
                filter: "merged_by IS NOT NULL");

            migrationBuilder.AddForeignKey(
                name: "fk_merged_books_users_merged_by",
                table: "merged_books",
                column: "merged_by",
                principalTable: "users",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);

            migrationBuilder.CreateTable(
                name: "jobs",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    details = table.Column<string>(type: "jsonb", nullable: true),
                    dry_run = table.Column<bool>(type: "boolean", nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    changed = table.Column<int>(type: "integer", nullable: false),
                    media_type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    file_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    import_id = table.Column<int>(type: "integer", nullable: true),
                    undone_job_id = table.Column<int>(type: "integer", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    processed = table.Column<int>(type: "integer", nullable: false),
                    failed = table.Column<int>(type: "integer", nullable: false),
                    failure_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    created_by = table.Column<int>(type: "integer", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    progress_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_jobs", x => x.id);
                    table.CheckConstraint("ck_jobs_kind", "kind IN ('export', 'edit', 'merge', 'editUndo', 'importUndo', 'copyEdit', 'copyEditUndo')");
                    table.CheckConstraint("ck_jobs_status", "status IN ('queued', 'running', 'completed', 'failed', 'cancelled')");
                    table.ForeignKey(
                        name: "fk_jobs_imports_import_id",
                        column: x => x.import_id,
                        principalTable: "imports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_jobs_jobs_undone_job_id",
                        column: x => x.undone_job_id,
                        principalTable: "jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_jobs_users_created_by",
                        column: x => x.created_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "copy_changes",
                columns: table => new
                {
                    job_id = table.Column<int>(type: "integer", nullable: false),
                    copy_id = table.Column<int>(type: "integer", nullable: false),
                    before = table.Column<string>(type: "jsonb", nullable: false),
                    after = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_copy_changes", x => new { x.job_id, x.copy_id });
                    table.ForeignKey(
                        name: "fk_copy_changes_copies_copy_id",
                        column: x => x.copy_id,
                        principalTable: "copies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_copy_changes_jobs_job_id",
                        column: x => x.job_id,
                        principalTable: "jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "job_changes",
                columns: table => new
                {
                    job_id = table.Column<int>(type: "integer", nullable: false),
                    book_id = table.Column<int>(type: "integer", nullable: false),
                    before = table.Column<string>(type: "jsonb", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    previous_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_changes", x => new { x.job_id, x.book_id });
                    table.ForeignKey(
                        name: "fk_job_changes_books_book_id",
                        column: x => x.book_id,
                        principalTable: "books",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_job_changes_jobs_job_id",
                        column: x => x.job_id,
                        principalTable: "jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "job_chunks",
                columns: table => new
                {
                    job_id = table.Column<int>(type: "integer", nullable: false),
                    start = table.Column<long>(type: "bigint", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_chunks", x => new { x.job_id, x.start });
                    table.ForeignKey(
                        name: "fk_job_chunks_jobs_job_id",
                        column: x => x.job_id,
                        principalTable: "jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "job_errors",
                columns: table => new
                {
                    job_id = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    book_id = table.Column<int>(type: "integer", nullable: true),
                    copy_id = table.Column<int>(type: "integer", nullable: true),
                    code = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_errors", x => new { x.job_id, x.number });
                    table.ForeignKey(
                        name: "fk_job_errors_jobs_job_id",
                        column: x => x.job_id,
                        principalTable: "jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "job_pieces",
                columns: table => new
                {
                    job_id = table.Column<int>(type: "integer", nullable: false),
                    first = table.Column<int>(type: "integer", nullable: false),
                    ids = table.Column<int[]>(type: "integer[]", nullable: false),
                    is_one_thing = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_pieces", x => new { x.job_id, x.first });
                    table.ForeignKey(
                        name: "fk_job_pieces_jobs_job_id",
                        column: x => x.job_id,
                        principalTable: "jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_copy_changes_copy_id",
                table: "copy_changes",
                column: "copy_id");

            migrationBuilder.CreateIndex(
                name: "ix_job_changes_book_id",
                table: "job_changes",
                column: "book_id");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_import_id",
                table: "jobs",
                column: "import_id",
                filter: "import_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_undone_job_id",
                table: "jobs",
                column: "undone_job_id",
                filter: "undone_job_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_unfinished",
                table: "jobs",
                column: "id",
                filter: "finished_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "copy_changes");

            migrationBuilder.DropTable(
                name: "job_changes");

            migrationBuilder.DropTable(
                name: "job_chunks");

            migrationBuilder.DropTable(
                name: "job_errors");

            migrationBuilder.DropTable(
                name: "job_pieces");

            migrationBuilder.DropTable(
                name: "jobs");

            migrationBuilder.DropForeignKey(
                name: "fk_merged_books_users_merged_by",
                table: "merged_books");

            migrationBuilder.DropIndex(
                name: "ix_merged_books_merged_by",
                table: "merged_books");

            migrationBuilder.DropColumn(
                name: "merged_by",
                table: "merged_books");

            migrationBuilder.DropColumn(
                name: "description",
                table: "merged_books");

            migrationBuilder.DropColumn(
                name: "previous_at",
                table: "import_changes");
        }
    }
}
