using System.Globalization;

namespace Lms.Tests.Architecture;

/// <summary><c>docs/behaviours.md</c> says which test holds which behaviour of circulation. It must not name tests that are gone.</summary>
public sealed class EveryBehaviourHasATest
{
    private const int Behaviours = 88;

    private static IReadOnlyList<string[]> Rows { get; } =
        [.. SourceTree.Read("docs/behaviours.md").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2).Select(line => line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries))];

    private static HashSet<string> Tests { get; } =
        [.. typeof(EveryBehaviourHasATest).Assembly.GetTypes().Where(type => type is { IsAbstract: false, IsNested: false })
            .SelectMany(type => type.GetMethods().Where(method => method.GetCustomAttributes(inherit: true).Any(IsTest)).Select(method => $"{type.Name}.{method.Name}"))];

    [Test]
    public void Every_test_that_is_named_exists() =>
        Assert.That(Rows.SelectMany(row => row[2].Split(',', StringSplitOptions.TrimEntries)).Except(Tests), Is.Empty);

    [Test]
    public void A_row_says_a_number_a_name_and_tests()
    {
        Assert.That(Rows, Is.Not.Empty);
        Assert.That(Rows.Where(row => row.Length != 3 || row.Any(string.IsNullOrEmpty)).Select(row => string.Join(" | ", row)), Is.Empty);
    }

    [Test]
    public void Every_behaviour_has_one_row_in_order() =>
        Assert.That(Rows.Select(row => int.Parse(row[0], CultureInfo.InvariantCulture)), Is.EqualTo(Enumerable.Range(1, Behaviours)));

    private static bool IsTest(object attribute) => attribute is NUnit.Framework.Interfaces.ITestBuilder or NUnit.Framework.Interfaces.ISimpleTestBuilder;
}
