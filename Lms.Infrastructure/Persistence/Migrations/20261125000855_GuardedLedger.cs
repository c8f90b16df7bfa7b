using Lms.Infrastructure.Circulation;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lms.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class GuardedLedger : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_loans_returned_at",
                table: "loans");

            migrationBuilder.AddColumn<bool>(
                name: "in_history",
                table: "loans",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "in_history",
                table: "holds",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.MarkHistories();

            migrationBuilder.CreateIndex(
                name: "ix_notices_created_at",
                table: "notices",
                column: "created_at",
                filter: "loan_id IS NULL AND hold_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_loans_to_forget",
                table: "loans",
                column: "returned_at",
                filter: "user_id IS NOT NULL AND NOT in_history");

            migrationBuilder.CreateIndex(
                name: "ix_kept_answers_answer",
                table: "kept_answers",
                column: "answer")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_holds_to_forget",
                table: "holds",
                column: "ended_at",
                filter: "user_id IS NOT NULL AND NOT in_history");

            migrationBuilder.GuardLedgerAgainstEmptying();
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.LetLedgerBeEmptied();

            migrationBuilder.DropIndex(
                name: "ix_notices_created_at",
                table: "notices");

            migrationBuilder.DropIndex(
                name: "ix_loans_to_forget",
                table: "loans");

            migrationBuilder.DropIndex(
                name: "ix_kept_answers_answer",
                table: "kept_answers");

            migrationBuilder.DropIndex(
                name: "ix_holds_to_forget",
                table: "holds");

            migrationBuilder.DropColumn(
                name: "in_history",
                table: "loans");

            migrationBuilder.DropColumn(
                name: "in_history",
                table: "holds");

            migrationBuilder.CreateIndex(
                name: "ix_loans_returned_at",
                table: "loans",
                column: "returned_at",
                filter: "user_id IS NOT NULL");
        }
    }
}
