using Lms.Domain.Common;

namespace Lms.Domain.Branches;

/// <summary>A library building or service point.</summary>
public sealed class Branch : Entity
{
    /// <summary>The longest code, in characters.</summary>
    public const int MaxCode = 32;

    /// <summary>The longest name, in characters.</summary>
    public const int MaxName = 200;

    /// <summary>The longest address, in characters.</summary>
    public const int MaxAddress = 500;

    private Branch()
    {
    }

    /// <summary>A short name that no other branch has.</summary>
    public string Code { get; private set; } = "";

    /// <summary>What people call it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The IANA name of the time zone whose clock and calendar it lives by.</summary>
    public string TimeZone { get; private set; } = "";

    /// <summary>Where it stands; null where that is not recorded.</summary>
    public string? Address { get; private set; }

    /// <summary>Opens a branch.</summary>
    public static Branch Open(string code, string name, string timeZone, string? address)
    {
        var branch = new Branch();
        branch.Describe(code, name, timeZone, address);
        return branch;
    }

    /// <summary>Replaces all that is known about the branch.</summary>
    public void Describe(string code, string name, string timeZone, string? address)
    {
        Code = code;
        Name = name;
        TimeZone = timeZone;
        Address = address;
    }

    /// <summary>The clock of the branch.</summary>
    public TimeZoneInfo Clock => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
}
