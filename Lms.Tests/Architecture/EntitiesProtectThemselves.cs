using System.Reflection;
using System.Runtime.CompilerServices;
using Lms.Domain.Common;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Tests.Architecture;

public sealed class EntitiesProtectThemselves
{
    private static IEnumerable<Type> Kept
    {
        get
        {
            using var db = new LmsDbContext(new DbContextOptionsBuilder<LmsDbContext>().UseNpgsql("Host=nowhere").UseSnakeCaseNamingConvention().Options);
            return [.. db.Model.GetEntityTypes().Where(entity => !entity.IsOwned() && !entity.IsMappedToJson()).Select(entity => entity.ClrType).Where(type => type.Assembly == Layer.Domain.Assembly).Distinct()];
        }
    }

    [Test]
    public void What_the_library_keeps_is_changed_by_its_own_methods_only()
    {
        var open = Kept.SelectMany(type => type.GetProperties().Where(property => property.SetMethod?.IsPublic == true).Select(property => $"{type.Name}.{property.Name}"));

        Assert.That(open, Is.Empty);
    }

    [Test]
    public void What_the_library_keeps_is_never_built_past_its_own_methods()
    {
        Assert.That(Kept, Has.Member(typeof(Domain.Catalog.Book)).And.Member(typeof(Domain.Circulation.Loan)));
        Assert.That(Kept.Where(type => type.IsSubclassOf(typeof(Entity)) && type.GetConstructors().Length > 0), Is.Empty);
    }

    [Test]
    public void A_value_of_the_domain_does_not_change()
    {
        var open = Layer.Domain.Types.Where(type => type.IsVisible).SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(property => property.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
            .Select(property => $"{type.Name}.{property.Name}"));

        Assert.That(open, Is.Empty);
    }

    [Test]
    public void What_the_library_keeps_shows_its_lists_but_lets_nobody_write_into_them()
    {
        var open = Kept.SelectMany(type => type.GetProperties()
            .Where(property => property.PropertyType.IsGenericType && property.PropertyType.IsAssignableTo(typeof(System.Collections.IEnumerable)) && property.PropertyType.IsAssignableTo(typeof(System.Collections.IList)))
            .Select(property => $"{type.Name}.{property.Name}"));

        Assert.That(open, Is.Empty);
    }
}
