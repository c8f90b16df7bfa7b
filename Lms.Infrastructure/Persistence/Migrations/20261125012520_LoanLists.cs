using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lms.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class LoanLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_loans_by_due_date",
                table: "loans",
                columns: new[] { "due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_loans_open",
                table: "loans",
                column: "id",
                filter: "returned_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_loans_by_due_date",
                table: "loans");

            migrationBuilder.DropIndex(
                name: "ix_loans_open",
                table: "loans");
        }
    }
}
