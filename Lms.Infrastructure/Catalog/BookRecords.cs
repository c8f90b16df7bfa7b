using Lms.Application.Catalog;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Catalog;

/// <summary>Moves records from row to row, without fetching them.</summary>
internal sealed class BookRecords(LmsDbContext db) : IBookRecords
{
    public async Task TakeOverAsync(IReadOnlyList<int> going, int survivor, CancellationToken cancellationToken)
    {
        var ids = going.ToArray();
        // Who takes an import back that found the survivor without a record would else take this one away.
        await db.Database.ExecuteSqlAsync($"""
            WITH moved AS (
                UPDATE marc_records SET book_id = {survivor}
                WHERE book_id = (SELECT book_id FROM marc_records WHERE book_id = ANY ({ids}) ORDER BY array_position({ids}, book_id) LIMIT 1) AND NOT EXISTS (SELECT FROM marc_records WHERE book_id = {survivor})
                RETURNING control_number, content)
            UPDATE import_changes SET content_before = moved.content, control_number_before = moved.control_number FROM moved WHERE book_id = {survivor} AND content_before IS NULL
            """, cancellationToken);
        await db.Database.ExecuteSqlAsync($"INSERT INTO merged_records (merged_id, control_number, content) SELECT book_id, control_number, content FROM marc_records WHERE book_id = ANY ({ids})", cancellationToken);
    }
}
