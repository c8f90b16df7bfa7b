using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lms.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Bibliography : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_transactions_books_book_id",
                table: "transactions");

            migrationBuilder.AddColumn<string>(
                name: "shelf_key",
                table: "copies",
                type: "character varying(640)",
                maxLength: 640,
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "work_key",
                table: "books",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "merged_books",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    into_id = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_merged_books", x => x.id);
                    table.ForeignKey(
                        name: "fk_merged_books_books_into_id",
                        column: x => x.into_id,
                        principalTable: "books",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_copies_shelf_key_id",
                table: "copies",
                columns: new[] { "shelf_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_copies_without_place",
                table: "copies",
                column: "id",
                filter: "shelf_key = '' AND call_number IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_books_without_work",
                table: "books",
                column: "id",
                filter: "work_key = ''");

            migrationBuilder.CreateIndex(
                name: "ix_books_work_key",
                table: "books",
                column: "work_key");

            migrationBuilder.CreateIndex(
                name: "ix_merged_books_into_id",
                table: "merged_books",
                column: "into_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "merged_books");

            migrationBuilder.DropIndex(
                name: "ix_copies_shelf_key_id",
                table: "copies");

            migrationBuilder.DropIndex(
                name: "ix_copies_without_place",
                table: "copies");

            migrationBuilder.DropIndex(
                name: "ix_books_without_work",
                table: "books");

            migrationBuilder.DropIndex(
                name: "ix_books_work_key",
                table: "books");

            migrationBuilder.DropColumn(
                name: "shelf_key",
                table: "copies");

            migrationBuilder.DropColumn(
                name: "work_key",
                table: "books");

            migrationBuilder.AddForeignKey(
                name: "fk_transactions_books_book_id",
                table: "transactions",
                column: "book_id",
                principalTable: "books",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }
    }
}
