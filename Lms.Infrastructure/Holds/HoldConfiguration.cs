using Lms.Domain.Branches;
using Lms.Domain.Catalog;
using Lms.Domain.Holds;
using Lms.Domain.Patrons;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Lms.Infrastructure.Holds;

internal sealed class HoldConfiguration : IEntityTypeConfiguration<Hold>
{
    /// <summary>A user waits for a book once, however often the button is pressed.</summary>
    public const string OneActiveHoldPerUserAndBook = "one_active_hold_per_user_and_book";

    /// <summary>A copy fills one hold at a time.</summary>
    public const string OneFilledHoldPerCopy = "one_filled_hold_per_copy";

    /// <summary>Whoever still waits for something stays: the database would have to forget for whom a copy lies on the hold shelf.</summary>
    public const string ActiveHoldHasUser = "ck_holds_active_hold_has_user";

    /// <summary>Where hold ids come from; drawn before the hold is written, because the id is its rank too.</summary>
    public const string IdSequence = "hold_ids";

    private const string Active = "ended_at IS NULL";

    public void Configure(EntityTypeBuilder<Hold> hold)
    {
        hold.ToTable("holds", table =>
        {
            table.HasCheckConstraint(ActiveHoldHasUser, $"user_id IS NOT NULL OR NOT ({Active})");
            table.HasCheckConstraint("ck_holds_filled", "(status IN ('inTransit', 'ready')) <= (filled_by_copy_id IS NOT NULL) AND (status = 'ready') <= (ready_at IS NOT NULL AND pickup_by IS NOT NULL)");
            table.HasCheckConstraint("ck_holds_ended", $"({Active}) = (status IN ('waiting', 'inTransit', 'ready'))");
        });
        hold.Property(h => h.Id).ValueGeneratedNever();
        hold.Ignore(h => h.IsActive);
        hold.HasOne<Book>().WithMany(book => book.Holds).HasForeignKey(h => h.BookId).OnDelete(DeleteBehavior.Restrict);
        hold.HasOne<Copy>().WithMany().HasForeignKey(h => h.CopyId).OnDelete(DeleteBehavior.Restrict);
        hold.HasOne<Copy>().WithMany().HasForeignKey(h => h.FilledByCopyId).OnDelete(DeleteBehavior.Restrict);
        hold.HasOne<Patron>().WithMany().HasForeignKey(h => h.UserId).OnDelete(DeleteBehavior.SetNull);
        hold.HasOne<Branch>().WithMany().HasForeignKey(h => h.PickupBranchId).OnDelete(DeleteBehavior.Restrict);

        hold.HasIndex(h => new { h.UserId, h.BookId }, OneActiveHoldPerUserAndBook).HasDatabaseName(OneActiveHoldPerUserAndBook).IsUnique().HasFilter(Active);
        hold.HasIndex(h => h.FilledByCopyId, OneFilledHoldPerCopy).HasDatabaseName(OneFilledHoldPerCopy).IsUnique().HasFilter("status IN ('inTransit', 'ready')");
        hold.HasIndex(h => new { h.BookId, h.Rank }, "ix_holds_queue").HasDatabaseName("ix_holds_queue").HasFilter(Active);
        hold.HasIndex(h => new { h.UserId, h.Id });
        hold.HasIndex(h => new { h.BookId, h.Id });
        hold.HasIndex(h => h.CopyId).HasFilter("copy_id IS NOT NULL");
        hold.HasIndex(h => h.FilledByCopyId, "ix_holds_to_clear").HasDatabaseName("ix_holds_to_clear").HasFilter("cleared_at IS NULL AND ready_at IS NOT NULL AND status IN ('expired', 'cancelled')");
        hold.Property(h => h.InHistory).HasDefaultValue(false);
        hold.HasIndex(h => h.EndedAt, "ix_holds_to_forget").HasDatabaseName("ix_holds_to_forget").HasFilter("user_id IS NOT NULL AND NOT in_history");
        hold.HasIndex(h => h.PickupBy).HasFilter("status = 'ready'");
        hold.HasIndex(h => h.ExpiresOn).HasFilter($"expires_on IS NOT NULL AND {Active}");
    }
}

internal sealed class TransferConfiguration : IEntityTypeConfiguration<Transfer>
{
    /// <summary>A copy is on one way at a time.</summary>
    public const string OneOpenTransferPerCopy = "one_open_transfer_per_copy";

    public void Configure(EntityTypeBuilder<Transfer> transfer)
    {
        transfer.ToTable("transfers");
        transfer.HasOne<Copy>().WithMany().HasForeignKey(t => t.CopyId).OnDelete(DeleteBehavior.Restrict);
        transfer.HasOne<Branch>().WithMany().HasForeignKey(t => t.FromBranchId).OnDelete(DeleteBehavior.Restrict);
        transfer.HasOne<Branch>().WithMany().HasForeignKey(t => t.ToBranchId).OnDelete(DeleteBehavior.Restrict);
        transfer.HasOne<Hold>().WithMany().HasForeignKey(t => t.HoldId).OnDelete(DeleteBehavior.Restrict);
        transfer.HasIndex(t => t.CopyId, OneOpenTransferPerCopy).HasDatabaseName(OneOpenTransferPerCopy).IsUnique().HasFilter("ended_at IS NULL");
        transfer.HasIndex(t => new { t.CopyId, t.Id });
        transfer.HasIndex(t => new { t.ToBranchId, t.Id }).HasFilter("ended_at IS NULL");
    }
}
