using System.Xml.Linq;
using Lms.Api.Common;

namespace Lms.Tests.Architecture;

public sealed class ReferencesPointInward
{
    /// <summary>
    /// Where Api may know Infrastructure: what puts the program together, starts it or looks whether it is well, and what reads an
    /// installation's settings or the words of its own tokens.
    /// </summary>
    private static readonly string[] CompositionRoot =
    [
        "Lms.Api/CommandLine/",
        "Lms.Api/LmsApplication.cs",
        "Lms.Api/Common/DatabaseHealth.cs",
        "Lms.Api/Common/DatabaseStartup.cs",
        "Lms.Api/Common/HttpCaller.cs",
        "Lms.Api/Identity/BearerTokens.cs",
        "Lms.Api/Identity/SignInLimit.cs",
        "Lms.Api/Imports/IncomingFile.cs",
    ];

    [Test]
    public void The_domain_knows_nothing_but_the_language_it_is_written_in() =>
        Assert.That(Layer.Domain.References, Is.All.Matches("^System(\\..+)?$"));

    [Test]
    public void The_domain_takes_no_package_and_no_other_project()
    {
        var project = XDocument.Parse(SourceTree.Read("Lms.Domain/Lms.Domain.csproj"));

        Assert.That(project.Descendants().Where(element => element.Name.LocalName.EndsWith("Reference", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void The_use_cases_know_neither_the_database_server_nor_the_web()
    {
        Assert.That(Layer.Application.References, Does.Contain(Layer.Domain.Name).And.Not.Contain(Layer.Infrastructure.Name).And.Not.Contain(Layer.Api.Name));
        Assert.That(Layer.Application.References, Is.All.Not.StartsWith("Npgsql").And.All.Not.StartsWith("Microsoft.AspNetCore"));
    }

    [Test]
    public void What_keeps_the_library_knows_nothing_of_how_it_is_reached() =>
        Assert.That(Layer.Infrastructure.References, Does.Contain(Layer.Application.Name).And.Not.Contain(Layer.Api.Name).And.All.Not.StartsWith("Microsoft.AspNetCore.Mvc"));

    [Test]
    public void Only_what_puts_the_program_together_knows_how_the_library_is_kept()
    {
        var knowing = SourceTree.FilesOf(Layer.Api.Name).Where(file => SourceTree.Read(file).Contains(Layer.Infrastructure.Name + ".", StringComparison.Ordinal) || SourceTree.Read(file).Contains(Layer.Infrastructure.Name + ";", StringComparison.Ordinal));

        Assert.That(knowing.Where(file => !CompositionRoot.Any(place => file.StartsWith(place, StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public void Every_place_that_may_know_how_the_library_is_kept_still_needs_to() =>
        Assert.That(CompositionRoot.Where(place => !SourceTree.FilesOf(Layer.Api.Name).Any(file => file.StartsWith(place, StringComparison.Ordinal) && SourceTree.Read(file).Contains(Layer.Infrastructure.Name, StringComparison.Ordinal))), Is.Empty);

    [Test]
    public void Controllers_ask_for_nothing_but_use_cases()
    {
        var asked = Layer.Api.Types.Where(type => type.IsSubclassOf(typeof(LmsController)))
            .SelectMany(controller => controller.GetConstructors().Single().GetParameters().Select(parameter => $"{controller.Name}: {parameter.ParameterType.Assembly.GetName().Name}"));

        Assert.That(asked, Is.Not.Empty.And.All.Not.EndsWith(Layer.Infrastructure.Name));
    }
}
