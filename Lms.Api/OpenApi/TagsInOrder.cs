using NSwag;
using NSwag.Generation.Processors;
using NSwag.Generation.Processors.Contexts;

namespace Lms.Api.OpenApi;

/// <summary>Puts the resources in the order in which a newcomer needs them, each with what its controller says of it.</summary>
internal sealed class TagsInOrder : IDocumentProcessor
{
    private static readonly string[] First =
    [
        "Auth", "Me", "Search", "Books", "Copies", "MaterialTypes", "Imports", "Exports", "Jobs", "Loans", "Returns", "Holds", "Transactions",
        "Users", "Accounts", "PatronCategories", "CirculationRules", "Settings", "Branches", "Transfers", "Reports",
    ];

    public void Process(DocumentProcessorContext context)
    {
        var used = context.Document.Operations.SelectMany(operation => operation.Operation.Tags).ToHashSet();
        var tags = context.ControllerTypes.Select(type => new OpenApiTag
        {
            Name = type.Name.Replace("Controller", "", StringComparison.Ordinal),
            Description = Namotion.Reflection.XmlDocsExtensions.GetXmlDocsSummary(type, new Namotion.Reflection.XmlDocsOptions()) is { Length: > 0 } summary ? summary : null,
        });
        context.Document.Tags = [.. tags.Where(tag => used.Contains(tag.Name)).OrderBy(Place).ThenBy(tag => tag.Name, StringComparer.Ordinal)];
    }

    private static int Place(OpenApiTag tag) => Array.IndexOf(First, tag.Name) is >= 0 and var place ? place : First.Length;
}
