using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lms.Infrastructure.Persistence.Migrations
{
    /// <summary>Keeps the records of merged books. Runs on a library that is open: <c>merged_books</c> is locked for as long as the new table takes to refer to it.</summary>
    public partial class MergedRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "merged_records",
                columns: table => new
                {
                    merged_id = table.Column<int>(type: "integer", nullable: false),
                    control_number = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_merged_records", x => x.merged_id);
                    table.ForeignKey(
                        name: "fk_merged_records_merged_books_merged_id",
                        column: x => x.merged_id,
                        principalTable: "merged_books",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_merged_records_control_number",
                table: "merged_records",
                column: "control_number",
                filter: "control_number IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "merged_records");
        }
    }
}
