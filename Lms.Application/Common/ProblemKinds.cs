using Lms.Application.Accounts;
using Lms.Application.Branches;
using Lms.Application.Catalog;
using Lms.Application.Circulation;
using Lms.Application.Holds;
using Lms.Application.Identity;
using Lms.Application.Imports;
using Lms.Application.Jobs;
using Lms.Application.Notices;
using Lms.Application.Patrons;
using Lms.Application.Policies;

namespace Lms.Application.Common;

/// <summary>Every kind of problem that the API can answer with. Each room explains its own.</summary>
public static class ProblemKinds
{
    private static readonly Dictionary<string, ProblemKind> ByCode = new[]
    {
        CommonProblems.All, IdentityProblems.All, CatalogProblems.All, CirculationProblems.All, HoldProblems.All, AccountProblems.All, PatronProblems.All, PolicyProblems.All,
        BranchProblems.All, NoticeProblems.All, ImportProblems.All, JobProblems.All,
    }.SelectMany(room => room).ToDictionary(kind => kind.Code);

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<ProblemKind> All => ByCode.Values;

    /// <summary>The kind with a code; null where no problem has that code.</summary>
    public static ProblemKind? Find(string code) => ByCode.GetValueOrDefault(code);
}
