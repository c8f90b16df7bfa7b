using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Lms.Infrastructure.Persistence;

/// <summary>Lets <c>dotnet ef migrations add</c> read the model without a database.</summary>
internal sealed class LmsDbContextForMigrations : IDesignTimeDbContextFactory<LmsDbContext>
{
    public LmsDbContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<LmsDbContext>()
        .UseNpgsql("Host=localhost")
        .UseSnakeCaseNamingConvention()
        .Options);
}
