using Lms.Domain.Branches;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Lms.Infrastructure.Branches;

internal sealed class BranchConfiguration : IEntityTypeConfiguration<Branch>
{
    /// <summary>One code, one branch.</summary>
    public const string OneBranchPerCode = "one_branch_per_code";

    public void Configure(EntityTypeBuilder<Branch> branch)
    {
        branch.ToTable("branches");
        branch.Property(b => b.Code).HasMaxLength(Branch.MaxCode);
        branch.Property(b => b.Name).HasMaxLength(Branch.MaxName);
        branch.Property(b => b.TimeZone).HasMaxLength(64);
        branch.Property(b => b.Address).HasMaxLength(Branch.MaxAddress);
        branch.Ignore(b => b.Clock);
        branch.HasIndex(b => b.Code, OneBranchPerCode).HasDatabaseName(OneBranchPerCode).IsUnique();
    }
}
