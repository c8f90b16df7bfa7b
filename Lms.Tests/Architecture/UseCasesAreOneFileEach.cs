using AutoMapper;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Lms.Tests.Architecture;

public sealed class UseCasesAreOneFileEach : LibraryTest
{
    private static IEnumerable<Type> Handlers => Layer.Application.Types.Where(type => type.GetInterfaces().Any(contract => IsOf(contract, typeof(IRequestHandler<,>))));

    private static IEnumerable<Type> Requests => Layer.Application.Types.Where(type => !type.IsAbstract && type.GetInterfaces().Any(contract => IsOf(contract, typeof(IRequest<>))));

    [Test]
    public void Nobody_calls_a_handler_but_through_the_pipeline() =>
        Assert.That(Handlers.Where(handler => handler.IsVisible || !handler.IsSealed), Is.Empty);

    [Test]
    public void Nobody_calls_a_validator_but_through_the_pipeline() =>
        Assert.That(Layer.Application.Types.Where(type => type.IsAssignableTo(typeof(IValidator)) && (type.IsVisible || (!type.IsSealed && !type.IsAbstract))), Is.Empty);

    [Test]
    public void A_request_cannot_be_extended() =>
        Assert.That(Requests.Where(request => !request.IsSealed), Is.Empty);

    [Test]
    public void Every_request_has_one_handler()
    {
        var handled = Handlers.SelectMany(handler => handler.GetInterfaces().Where(contract => IsOf(contract, typeof(IRequestHandler<,>))).Select(contract => contract.GenericTypeArguments[0]));

        Assert.That(handled, Is.EquivalentTo(Requests));
    }

    [Test]
    public void A_handler_stands_in_the_file_of_its_request()
    {
        var files = SourceTree.FilesOf(Layer.Application.Name).Select(SourceTree.Read).ToList();
        var apart = Handlers.Where(handler => !handler.IsGenericType && files.Single(text => text.Contains($"class {handler.Name}(", StringComparison.Ordinal) || text.Contains($"class {handler.Name} ", StringComparison.Ordinal)) is var file
            && !handler.GetInterfaces().Where(contract => IsOf(contract, typeof(IRequestHandler<,>))).Any(contract => file.Contains($"record {contract.GenericTypeArguments[0].Name}", StringComparison.Ordinal)));

        Assert.That(apart, Is.Empty);
    }

    [Test]
    public void Every_answer_can_be_made_from_what_the_library_keeps() =>
        Library.Services.GetRequiredService<IMapper>().ConfigurationProvider.AssertConfigurationIsValid();

    private static bool IsOf(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
