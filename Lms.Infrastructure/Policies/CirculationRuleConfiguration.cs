using System.Text.Json;
using Lms.Domain.Branches;
using Lms.Domain.Catalog;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Lms.Infrastructure.Policies;

internal sealed class CirculationRuleConfiguration : IEntityTypeConfiguration<CirculationRule>
{
    /// <summary>One rule for one combination.</summary>
    public const string OneRulePerCombination = "one_rule_per_combination";

    private static string CatchAllSaysEverything => "patron_category_id IS NOT NULL OR material_type IS NOT NULL OR branch_id IS NOT NULL OR (" + string.Join(" AND ",
        RuleValues.Names.Where(name => RuleValues.Default.Of(name) is not null).Select(name => $"{JsonNamingPolicy.SnakeCaseLower.ConvertName(name)} IS NOT NULL")) + ")";

    public void Configure(EntityTypeBuilder<CirculationRule> rule)
    {
        rule.ToTable("circulation_rules", table =>
        {
            table.HasCheckConstraint("ck_circulation_rules_periods", "loan_period >= 1 AND renewal_period >= 1 AND hold_shelf_days >= 1");
            table.HasCheckConstraint("ck_circulation_rules_counts", "renewals >= 0 AND unseen_renewals >= 0 AND max_loans >= 0 AND max_holds >= 0 AND grace_days >= 0");
            table.HasCheckConstraint("ck_circulation_rules_amounts", "fine_rate >= 0 AND fine_cap >= 0 AND lost_fee >= 0 AND processing_fee >= 0");
            table.HasCheckConstraint("ck_circulation_rules_catch_all", CatchAllSaysEverything);
        });
        rule.ComplexProperty(r => r.Values, values =>
        {
            foreach (var name in RuleValues.Names)
                values.Property(name).HasColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(name));
        });
        rule.Ignore(r => r.IsCatchAll).Ignore(r => r.Specificity);
        rule.HasOne<PatronCategory>().WithMany().HasForeignKey(r => r.PatronCategoryId).OnDelete(DeleteBehavior.Restrict);
        rule.HasOne<MaterialType>().WithMany().HasForeignKey(r => r.MaterialType).OnDelete(DeleteBehavior.Restrict);
        rule.HasOne<Branch>().WithMany().HasForeignKey(r => r.BranchId).OnDelete(DeleteBehavior.Restrict);
        rule.HasIndex(r => new { r.PatronCategoryId, r.MaterialType, r.BranchId }, OneRulePerCombination).HasDatabaseName(OneRulePerCombination).IsUnique().AreNullsDistinct(false);
    }
}

internal sealed class LibrarySettingsConfiguration : IEntityTypeConfiguration<LibrarySettings>
{
    public void Configure(EntityTypeBuilder<LibrarySettings> settings)
    {
        settings.ToTable("settings", table => table.HasCheckConstraint("ck_settings_only", $"id = {LibrarySettings.OnlyId}"));
        settings.Property(s => s.Id).ValueGeneratedNever();
        settings.Property(s => s.Values).IsJson();
        settings.Property(s => s.PolicyVersion).ValueGeneratedOnAddOrUpdate().HasDefaultValueSql("gen_random_uuid()");
    }
}
