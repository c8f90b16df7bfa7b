namespace Lms.Api.OpenApi;

/// <summary>
/// What operations are called: <c>Resource_Verb</c>, from which clients make <c>loans.checkOut</c>. The resource is what a caller has in
/// hand, and not the controller that happens to do it.
/// </summary>
internal static class OperationNames
{
    /// <summary>Those that are not called after their controller and action.</summary>
    private static readonly Dictionary<string, string> ByAction = new()
    {
        ["BookHolds_List"] = "Books_ListHolds",
        ["Books_Availability"] = "Books_GetAvailability",
        ["Copies_History"] = "Copies_ListHistory",
        ["Holds_ListPicks"] = "Holds_GetPickList",
        ["LoansOfUser_PrintReceipt"] = "Users_PrintReceipt",
        ["LoansOfUser_RenewAll"] = "Users_RenewLoans",
        ["LoansOfUser_RenewMine"] = "Me_RenewLoans",
        ["Losses_ClaimReturned"] = "Loans_ClaimReturned",
        ["Losses_DeclareLost"] = "Loans_DeclareLost",
        ["MyAccount_Get"] = "Me_GetAccount",
        ["MyAccount_ListEntries"] = "Me_ListAccountEntries",
        ["MyHolds_List"] = "Me_ListHolds",
        ["Notices_ListMine"] = "Me_ListNotices",
        ["Notices_ListOfUser"] = "Users_ListNotices",
        ["Privacy_Export"] = "Me_Export",
        ["Privacy_ListHistory"] = "Me_ListHistory",
        ["UserHolds_List"] = "Users_ListHolds",
    };

    public static string Of(Type controller, string action)
    {
        var name = $"{controller.Name.Replace("Controller", "", StringComparison.Ordinal)}_{action}";
        return ByAction.GetValueOrDefault(name, name);
    }
}
