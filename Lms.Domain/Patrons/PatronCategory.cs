using Lms.Domain.Common;

namespace Lms.Domain.Patrons;

/// <summary>A kind of patron that circulation rules tell apart: adult, child, student.</summary>
public sealed class PatronCategory : Entity
{
    /// <summary>The longest code, in characters.</summary>
    public const int MaxCode = 32;

    /// <summary>The longest name, in characters.</summary>
    public const int MaxName = 100;

    /// <summary>The greatest age, in years.</summary>
    public const int OldestAge = 150;

    private PatronCategory()
    {
    }

    /// <summary>A short name that no other category has.</summary>
    public string Code { get; private set; } = "";

    /// <summary>What people call it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The least age, in whole years; null where there is none.</summary>
    public int? MinAge { get; private set; }

    /// <summary>The greatest age, in whole years, inclusive; null where there is none.</summary>
    public int? MaxAge { get; private set; }

    /// <summary>For how many months a new card is good; null where it never expires.</summary>
    public int? ExpiryMonths { get; private set; }

    /// <summary>Introduces a category.</summary>
    public static PatronCategory Introduce(string code, string name, int? minAge, int? maxAge, int? expiryMonths)
    {
        var category = new PatronCategory();
        category.Describe(code, name, minAge, maxAge, expiryMonths);
        return category;
    }

    /// <summary>Replaces all that is known about the category.</summary>
    public void Describe(string code, string name, int? minAge, int? maxAge, int? expiryMonths)
    {
        Code = code;
        Name = name;
        MinAge = minAge;
        MaxAge = maxAge;
        ExpiryMonths = expiryMonths;
    }
}
