using Lms.Application.Identity;
using Lms.Domain.Branches;
using Lms.Domain.Patrons;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Lms.Infrastructure.Patrons;

internal sealed class PatronConfiguration : IEntityTypeConfiguration<Patron>
{
    /// <summary>One card, one patron.</summary>
    public const string OnePatronPerCard = "one_patron_per_card";

    public void Configure(EntityTypeBuilder<Patron> patron)
    {
        patron.ToTable("patrons", table => table.HasCheckConstraint("ck_patrons_guarantor", "guarantor_id <> id"));
        patron.Property(p => p.Id).ValueGeneratedNever();
        patron.Property(p => p.FirstName).HasMaxLength(Patron.MaxName);
        patron.Property(p => p.LastName).HasMaxLength(Patron.MaxName);
        patron.Property(p => p.CardNumber).HasMaxLength(Patron.MaxCardNumber);
        patron.Property(p => p.BlockedNote).HasMaxLength(Patron.MaxText);
        patron.Property(p => p.Phone).HasMaxLength(Patron.MaxPhone);
        patron.Property(p => p.Address).HasMaxLength(Patron.MaxText);
        patron.Property(p => p.Blocks).IsJson().HasDefaultValueSql("'[]'");
        patron.HasOne<Patron>().WithMany().HasForeignKey(p => p.GuarantorId).OnDelete(DeleteBehavior.Restrict);
        patron.HasIndex(p => p.GuarantorId).HasFilter("guarantor_id IS NOT NULL");
        patron.HasOne<User>().WithOne(user => user.Patron).HasForeignKey<Patron>(p => p.Id).OnDelete(DeleteBehavior.Cascade);
        patron.HasOne<PatronCategory>().WithMany().HasForeignKey(p => p.PatronCategoryId).OnDelete(DeleteBehavior.Restrict);
        patron.HasOne<Branch>().WithMany().HasForeignKey(p => p.HomeBranchId).OnDelete(DeleteBehavior.Restrict);
        patron.HasIndex(p => p.CardNumber, OnePatronPerCard).HasDatabaseName(OnePatronPerCard).IsUnique();
    }
}

internal sealed class PatronCategoryConfiguration : IEntityTypeConfiguration<PatronCategory>
{
    /// <summary>One code, one category.</summary>
    public const string OneCategoryPerCode = "one_patron_category_per_code";

    public void Configure(EntityTypeBuilder<PatronCategory> category)
    {
        category.ToTable("patron_categories");
        category.Property(c => c.Code).HasMaxLength(PatronCategory.MaxCode);
        category.Property(c => c.Name).HasMaxLength(PatronCategory.MaxName);
        category.HasIndex(c => c.Code, OneCategoryPerCode).HasDatabaseName(OneCategoryPerCode).IsUnique();
    }
}

internal sealed class ProxyConfiguration : IEntityTypeConfiguration<Proxy>
{
    public void Configure(EntityTypeBuilder<Proxy> proxy)
    {
        proxy.ToTable("proxies", table => table.HasCheckConstraint("ck_proxies_other", "proxy_id <> sponsor_id"));
        proxy.HasKey(p => new { p.SponsorId, p.ProxyId });
        proxy.HasOne<Patron>().WithMany().HasForeignKey(p => p.SponsorId).OnDelete(DeleteBehavior.Cascade);
        proxy.HasOne<Patron>().WithMany().HasForeignKey(p => p.ProxyId).OnDelete(DeleteBehavior.Cascade);
        proxy.HasIndex(p => p.ProxyId);
    }
}
