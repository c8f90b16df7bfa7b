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

    /// <summary>The opening hours of the week; empty where none are set: open all day, every day.</summary>
    public IReadOnlyList<OpeningPeriod> OpeningHours { get; private set; } = [];

    /// <summary>Opens at other times from now on.</summary>
    /// <param name="periods">The week; periods of a day do not overlap.</param>
    public void OpenDuring(IEnumerable<OpeningPeriod> periods) =>
        OpeningHours = [.. periods.OrderBy(period => ((int)period.Day + 6) % 7).ThenBy(period => period.Opens)];

    /// <summary>When the branch is open.</summary>
    /// <param name="closures">Its closures.</param>
    public BranchCalendar Calendar(IReadOnlyList<Closure> closures) =>
        new(TimeZoneInfo.FindSystemTimeZoneById(TimeZone), OpeningHours, closures);
}
