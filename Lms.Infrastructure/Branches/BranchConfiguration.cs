using Lms.Domain.Branches;
using Lms.Infrastructure.Persistence;
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
        branch.Property(b => b.OpeningHours).IsJson().HasDefaultValueSql("'[]'");
        branch.HasIndex(b => b.Code, OneBranchPerCode).HasDatabaseName(OneBranchPerCode).IsUnique();
    }
}

internal sealed class ClosureConfiguration : IEntityTypeConfiguration<Closure>
{
    public void Configure(EntityTypeBuilder<Closure> closure)
    {
        closure.ToTable("closures", table => table.HasCheckConstraint("ck_closures_order", "\"to\" >= \"from\""));
        closure.Property(c => c.Reason).HasMaxLength(Closure.MaxReason);
        closure.HasOne<Branch>().WithMany().HasForeignKey(c => c.BranchId).OnDelete(DeleteBehavior.Cascade);
        closure.HasIndex(c => new { c.BranchId, c.Id });
    }
}
