using Lms.Domain.Common;

namespace Lms.Domain.Policies;

/// <summary>How long, how often, how many and how much: what holds for a (patron category, material type, branch) combination.</summary>
public sealed class CirculationRule : Entity
{
    private CirculationRule()
    {
    }

    /// <summary>The patron category it is for; null for any.</summary>
    public int? PatronCategoryId { get; private init; }

    /// <summary>The material type it is for; null for any.</summary>
    public string? MaterialType { get; private init; }

    /// <summary>The copy's home branch it is for; null for any.</summary>
    public int? BranchId { get; private init; }

    /// <summary>What it says.</summary>
    public RuleValues Values { get; private set; } = new();

    /// <summary>Whether it applies where no other does.</summary>
    public bool IsCatchAll => PatronCategoryId is null && MaterialType is null && BranchId is null;

    /// <summary>Which of two matching rules wins: the greater. A branch weighs more than a category, a category more than a material type.</summary>
    public int Specificity => (BranchId is null ? 0 : 4) + (PatronCategoryId is null ? 0 : 2) + (MaterialType is null ? 0 : 1);

    /// <summary>Makes a rule for a combination.</summary>
    /// <param name="patronCategoryId">The patron category; null for any.</param>
    /// <param name="materialType">The material type's code; null for any.</param>
    /// <param name="branchId">The copy's home branch; null for any.</param>
    /// <param name="values">What it says.</param>
    public static CirculationRule Make(int? patronCategoryId, string? materialType, int? branchId, RuleValues values) =>
        new() { PatronCategoryId = patronCategoryId, MaterialType = materialType, BranchId = branchId, Values = values };

    /// <summary>A rule that is only thought of.</summary>
    /// <param name="id">What to call it: the id of the rule in whose place it stands, or a negative number.</param>
    /// <param name="like">What it is for and what it says.</param>
    public static CirculationRule Draft(int id, CirculationRule like) =>
        new() { Id = id, PatronCategoryId = like.PatronCategoryId, MaterialType = like.MaterialType, BranchId = like.BranchId, Values = like.Values };

    /// <summary>Whether another rule is for the same combination.</summary>
    public bool IsForTheSameAs(CirculationRule other) => (PatronCategoryId, MaterialType, BranchId) == (other.PatronCategoryId, other.MaterialType, other.BranchId);

    /// <summary>Says something else from now on. What was lent before keeps what it was lent under.</summary>
    public void Say(RuleValues values) => Values = values;

    /// <summary>Whether it is for a loan of this kind.</summary>
    public bool Matches(int patronCategoryId, string materialType, int branchId) =>
        (PatronCategoryId ?? patronCategoryId) == patronCategoryId && (MaterialType ?? materialType) == materialType && (BranchId ?? branchId) == branchId;
}
