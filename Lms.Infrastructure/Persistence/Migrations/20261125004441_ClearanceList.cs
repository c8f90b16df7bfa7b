using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lms.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class ClearanceList : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A copy that was picked up lies on the hold shelf no more. Until now only ended holds that were not fulfilled were asked.
            migrationBuilder.Sql("UPDATE holds SET cleared_at = ended_at WHERE status = 'fulfilled' AND ready_at IS NOT NULL AND cleared_at IS NULL");

            migrationBuilder.DropIndex(
                name: "ix_holds_to_clear",
                table: "holds");

            migrationBuilder.CreateIndex(
                name: "ix_holds_to_clear",
                table: "holds",
                column: "filled_by_copy_id",
                filter: "cleared_at IS NULL AND ready_at IS NOT NULL AND ended_at IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_holds_to_clear",
                table: "holds");

            migrationBuilder.CreateIndex(
                name: "ix_holds_to_clear",
                table: "holds",
                column: "filled_by_copy_id",
                filter: "cleared_at IS NULL AND ready_at IS NOT NULL AND status IN ('expired', 'cancelled')");
        }
    }
}
