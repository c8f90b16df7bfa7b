using Lms.Application.Identity;
using Lms.Domain.Branches;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Lms.Infrastructure.Circulation;

internal sealed class LoanConfiguration : IEntityTypeConfiguration<Loan>
{
    /// <summary>Two desks may scan one copy in the same second; this index lets only the first win.</summary>
    public const string OneOpenLoanPerCopy = "one_open_loan_per_copy";

    /// <summary>Nobody is deleted while they have something on loan: the database would have to forget who has it. A lost copy nobody has.</summary>
    public const string OpenLoanHasUser = "ck_loans_open_loan_has_user";

    /// <summary>Where loan ids come from; drawn before the loan is written, so that the ledger row goes in the same batch.</summary>
    public const string IdSequence = "loan_ids";

    public void Configure(EntityTypeBuilder<Loan> loan)
    {
        loan.ToTable("loans", table =>
        {
            table.HasCheckConstraint(OpenLoanHasUser, "user_id IS NOT NULL OR returned_at IS NOT NULL OR status = 'lost'");
            table.HasCheckConstraint("ck_loans_returned", "(status IN ('returned', 'undone')) = (returned_at IS NOT NULL)");
            table.HasCheckConstraint("ck_loans_order", "returned_at >= checked_out_at AND due_at >= checked_out_at");
            table.HasCheckConstraint("ck_loans_renewals", "renewals >= 0 AND unseen_renewals BETWEEN 0 AND renewals");
            table.HasCheckConstraint("ck_loans_lost", "(status = 'lost') <= (lost_at IS NOT NULL) AND (status = 'claimedReturned') <= (claimed_at IS NOT NULL)");
        });
        loan.Property(l => l.Id).ValueGeneratedNever();
        loan.HasOne(l => l.Book).WithMany().HasForeignKey(l => l.BookId).OnDelete(DeleteBehavior.Restrict);
        loan.HasOne(l => l.Copy).WithMany().HasForeignKey(l => l.CopyId).OnDelete(DeleteBehavior.Restrict);
        loan.HasOne<Patron>().WithMany().HasForeignKey(l => l.UserId).OnDelete(DeleteBehavior.SetNull);
        loan.HasOne<PatronCategory>().WithMany().HasForeignKey(l => l.PatronCategoryId).OnDelete(DeleteBehavior.Restrict);
        loan.HasOne<Branch>().WithMany().HasForeignKey(l => l.BranchId).OnDelete(DeleteBehavior.Restrict);
        loan.HasOne<CirculationRule>().WithMany().HasForeignKey(l => l.RuleId).OnDelete(DeleteBehavior.SetNull);
        loan.Property(l => l.MaterialType).HasMaxLength(MaterialType.MaxCode);
        loan.Property(l => l.Traces).IsJson().HasDefaultValueSql("'[]'");

        loan.HasIndex(l => l.CopyId, OneOpenLoanPerCopy).HasDatabaseName(OneOpenLoanPerCopy).IsUnique().HasFilter("returned_at IS NULL");
        loan.HasIndex(l => l.CopyId, "ix_loans_copy_id").HasDatabaseName("ix_loans_copy_id");
        loan.HasIndex(l => l.BookId);
        loan.HasIndex(l => new { l.UserId, l.Id });
        loan.HasIndex(l => l.UserId, "ix_loans_open_by_user").HasDatabaseName("ix_loans_open_by_user").HasFilter("returned_at IS NULL");
        loan.HasIndex(l => new { l.DueAt, l.Id }).HasFilter("returned_at IS NULL");
        loan.HasIndex(l => new { l.DueAt, l.Id }, "ix_loans_by_due_date").HasDatabaseName("ix_loans_by_due_date");
        loan.HasIndex(l => l.Id, "ix_loans_open").HasDatabaseName("ix_loans_open").HasFilter("returned_at IS NULL");
        loan.Property(l => l.InHistory).HasDefaultValue(false);
        loan.HasIndex(l => l.ReturnedAt, "ix_loans_to_forget").HasDatabaseName("ix_loans_to_forget").HasFilter("user_id IS NOT NULL AND NOT in_history");
    }
}

internal sealed class TransactionConfiguration : IEntityTypeConfiguration<Transaction>
{
    /// <summary>What was taken back is taken back once.</summary>
    public const string OneUndo = "one_undo_per_transaction";

    public void Configure(EntityTypeBuilder<Transaction> row)
    {
        row.ToTable("transactions");
        row.Property(r => r.Note).HasMaxLength(Transaction.MaxNote);
        row.HasOne<User>().WithMany().HasForeignKey(r => r.ActorId).OnDelete(DeleteBehavior.SetNull);
        row.HasOne<User>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.SetNull);
        row.HasOne<Copy>().WithMany().HasForeignKey(r => r.CopyId).OnDelete(DeleteBehavior.Restrict);
        row.HasOne<Loan>().WithMany().HasForeignKey(r => r.LoanId).OnDelete(DeleteBehavior.Restrict);
        row.HasOne<Hold>().WithMany().HasForeignKey(r => r.HoldId).OnDelete(DeleteBehavior.Restrict);
        row.HasOne<User>().WithMany().HasForeignKey(r => r.ProxyId).OnDelete(DeleteBehavior.SetNull);
        row.HasOne<Transaction>().WithMany().HasForeignKey(r => r.UndoesId).OnDelete(DeleteBehavior.Restrict);
        row.Property(r => r.Before).IsJson();
        row.HasIndex(r => r.UndoesId, OneUndo).HasDatabaseName(OneUndo).IsUnique();
        row.HasIndex(r => r.HoldId).HasFilter("hold_id IS NOT NULL");
        row.HasIndex(r => r.ProxyId).HasFilter("proxy_id IS NOT NULL");
        row.HasOne<Branch>().WithMany().HasForeignKey(r => r.BranchId).OnDelete(DeleteBehavior.Restrict);
        row.HasIndex(r => new { r.At, r.Id });
        row.HasIndex(r => r.UserId);
        row.HasIndex(r => r.ActorId);
        row.HasIndex(r => r.BookId);
        row.HasIndex(r => r.CopyId);
        row.HasIndex(r => r.LoanId);
    }
}
