using System.Globalization;
using System.Text;
using Lms.Domain.Branches;
using Lms.Domain.Circulation;
using Lms.Domain.Notices;

namespace Lms.Application.Circulation;

/// <summary>A receipt as text, for a printer or a mail.</summary>
internal static class ReceiptText
{
    public static NoticeText Of(IReadOnlyList<ReceiptLine> lines, decimal balance, string currency, BranchCalendar calendar)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
            text.Append(Say(line, currency, calendar)).Append('\n');
        if (lines.Count == 0)
            text.Append("Nothing was done.\n");
        text.Append(CultureInfo.InvariantCulture, $"{(balance < 0 ? "Your credit" : "You owe")}: {Math.Abs(balance):0.00} {currency}");
        return new NoticeText("Your visit to the library", text.ToString());
    }

    private static string Say(ReceiptLine line, string currency, BranchCalendar calendar)
    {
        var what = line.Title is null ? ActionOf(line.Type) : $"{ActionOf(line.Type)}: {line.Title}";
        if (line.CopyBarcode is not null)
            what += $" ({line.CopyBarcode})";
        if (line.DueAt is { } dueAt)
            what += string.Create(CultureInfo.InvariantCulture, $", due {TimeZoneInfo.ConvertTime(dueAt, calendar.Clock):yyyy-MM-dd HH:mm}");
        return line.Amount is { } amount ? string.Create(CultureInfo.InvariantCulture, $"{what}, {amount:0.00} {currency}") : what;
    }

    private static string ActionOf(TransactionType type) => type switch
    {
        TransactionType.Checkout => "Borrowed",
        TransactionType.Renewal => "Renewed",
        TransactionType.Return or TransactionType.InHouseUse => "Returned",
        TransactionType.DueDateChange or TransactionType.Recall => "Due date changed",
        TransactionType.Lost => "Lost",
        TransactionType.ClaimedReturned => "Claimed returned",
        TransactionType.HoldPlaced => "Hold placed",
        TransactionType.HoldMoved => "Hold moved",
        TransactionType.HoldSuspended => "Hold suspended",
        TransactionType.HoldResumed => "Hold resumed",
        TransactionType.HoldFulfilled => "Hold fulfilled",
        TransactionType.HoldCancelled => "Hold cancelled",
        TransactionType.HoldExpired => "Hold expired",
        TransactionType.Charge => "Charged",
        TransactionType.Payment => "Paid",
        TransactionType.Waiver => "Waived",
        TransactionType.Credit => "Credited",
        TransactionType.Refund => "Refunded",
        _ => "Done",
    };
}
