using System.Text.Json;
using Lms.Application.Holds;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Lms.Tests.Holds;

/// <summary>What people do at a desk where others wait.</summary>
public abstract class HoldTest : LibraryTest
{
    protected async Task<int> MainAsync() => (await Library.Librarian.GetAsync("/branches?sort=id")).Json[0].GetProperty("id").GetInt32();

    protected static async Task<int> PlaceAsync(Visitor visitor, int bookId, int? pickupBranchId = null) =>
        (await visitor.PostAsync("/holds", new { bookId, pickupBranchId })).Expect(HttpStatusCode.Created).Id;

    protected async Task<Reply> LendAsync(string copyBarcode, Visitor to) =>
        (await Library.Librarian.PostAsync("/loans", new { copyBarcode, userId = to.Id })).Expect(HttpStatusCode.Created);

    protected async Task<Reply> ReturnAsync(string copyBarcode, int? branchId = null) =>
        (await Library.Librarian.PostAsync("/returns", new { copyBarcode, branchId })).Expect(HttpStatusCode.OK);

    protected async Task<Reply> HoldAsync(int id) => (await Library.Librarian.GetAsync($"/holds/{id}")).Expect(HttpStatusCode.OK);

    protected async Task<string?> StatusAsync(int id) => (await HoldAsync(id))["status"];

    protected async Task<JsonElement> CopyAsync(string barcode) => (await Library.Librarian.GetAsync($"/copies?barcode={barcode}")).Json[0];

    protected async Task<string?> CopyStatusAsync(string barcode) => (await CopyAsync(barcode)).GetProperty("status").GetString();

    protected async Task<int> CopyIdAsync(string barcode) => (await CopyAsync(barcode)).GetProperty("id").GetInt32();

    /// <summary>The holds of a book's queue in order, and their positions beside them.</summary>
    protected async Task<(int[] Ids, int[] Positions)> QueueAsync(int bookId)
    {
        var queue = (await Library.Librarian.GetAsync($"/books/{bookId}/holds?limit=200")).Expect(HttpStatusCode.OK).Json.EnumerateArray().ToList();
        return ([.. queue.Select(hold => hold.GetProperty("id").GetInt32())], [.. queue.Select(hold => hold.GetProperty("position").GetInt32())]);
    }

    protected async Task<string?[]> LedgerAsync(string condition) =>
        [.. (await Library.Librarian.GetAsync($"/transactions?{condition}&sort=id&limit=200")).Expect(HttpStatusCode.OK).Json.EnumerateArray().Select(row => row.GetProperty("type").GetString())];

    /// <summary>Ends a hold whose time is over, as the library does by itself.</summary>
    protected async Task ExpireAsync(int holdId)
    {
        await using var scope = Library.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ExpireHold(holdId));
    }

    /// <summary>A book whose only copy is out to somebody.</summary>
    protected async Task<Shelved> LentOutAsync(Visitor? to = null, int copies = 1)
    {
        var book = await Library.ShelveAsync(copies: copies);
        foreach (var barcode in book.Barcodes)
            await LendAsync(barcode, to ?? Library.OtherMember);
        return book;
    }
}
