using Lms.Domain.Branches;
using Lms.Domain.Catalog;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Lms.Infrastructure.Policies;

internal sealed class CirculationRuleConfiguration : IEntityTypeConfiguration<CirculationRule>
{
    /// <summary>One rule for one combination.</summary>
    public const string OneRulePerCombination = "one_rule_per_combination";

    public void Configure(EntityTypeBuilder<CirculationRule> rule)
    {
        rule.ToTable("circulation_rules", table =>
        {
            table.HasCheckConstraint("ck_circulation_rules_loan_period", "loan_period >= 1");
            table.HasCheckConstraint("ck_circulation_rules_renewals", "renewals >= 0");
            table.HasCheckConstraint("ck_circulation_rules_max_loans", "max_loans >= 0");
        });
        rule.HasOne<PatronCategory>().WithMany().HasForeignKey(r => r.PatronCategoryId).OnDelete(DeleteBehavior.Restrict);
        rule.HasOne<MaterialType>().WithMany().HasForeignKey(r => r.MaterialType).OnDelete(DeleteBehavior.Restrict);
        rule.HasOne<Branch>().WithMany().HasForeignKey(r => r.BranchId).OnDelete(DeleteBehavior.Restrict);
        rule.HasIndex(r => new { r.PatronCategoryId, r.MaterialType, r.BranchId }, OneRulePerCombination).HasDatabaseName(OneRulePerCombination).IsUnique().AreNullsDistinct(false);
    }
}
