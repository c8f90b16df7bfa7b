namespace Lms.Tests;

/// <summary>A law that holds for whatever can be made up. The same things are made up in every run, so that a change is to blame when it breaks; LMS_LAWS=random looks further.</summary>
public sealed class LawAttribute : FsCheck.NUnit.PropertyAttribute
{
    private const string SameEveryTime = "20260302,9007199254740993";

    public LawAttribute()
    {
        if (Environment.GetEnvironmentVariable("LMS_LAWS") is not "random")
            Replay = SameEveryTime;
    }
}
