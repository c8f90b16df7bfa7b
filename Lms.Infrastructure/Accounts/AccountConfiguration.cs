using Lms.Application.Identity;
using Lms.Domain.Accounts;
using Lms.Domain.Circulation;
using Lms.Domain.Patrons;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Lms.Infrastructure.Accounts;

internal sealed class AccountEntryConfiguration : IEntityTypeConfiguration<AccountEntry>
{
    public void Configure(EntityTypeBuilder<AccountEntry> entry)
    {
        entry.ToTable("account_entries", table => table.HasCheckConstraint("ck_account_entries_sign", "(type IN ('charge', 'refund')) = (amount > 0) AND amount <> 0"));
        entry.Property(e => e.Note).HasMaxLength(AccountEntry.MaxNote);
        entry.HasOne<Patron>().WithMany().HasForeignKey(e => e.UserId).OnDelete(DeleteBehavior.SetNull);
        entry.HasOne<User>().WithMany().HasForeignKey(e => e.ActorId).OnDelete(DeleteBehavior.SetNull);
        entry.HasOne<Loan>().WithMany().HasForeignKey(e => e.LoanId).OnDelete(DeleteBehavior.Restrict);
        entry.HasIndex(e => new { e.UserId, e.Id }).IncludeProperties(e => e.Amount);
        entry.HasIndex(e => e.LoanId).HasFilter("loan_id IS NOT NULL");
        entry.HasIndex(e => e.ActorId);
    }
}

internal sealed class AllocationConfiguration : IEntityTypeConfiguration<Allocation>
{
    public void Configure(EntityTypeBuilder<Allocation> allocation)
    {
        allocation.ToTable("allocations", table => table.HasCheckConstraint("ck_allocations_amount", "amount > 0"));
        allocation.HasOne(a => a.Credit).WithMany().HasForeignKey(a => a.CreditId).OnDelete(DeleteBehavior.Restrict);
        allocation.HasOne(a => a.Charge).WithMany().HasForeignKey(a => a.ChargeId).OnDelete(DeleteBehavior.Restrict);
        allocation.HasIndex(a => a.CreditId).IncludeProperties(a => a.Amount);
        allocation.HasIndex(a => a.ChargeId).IncludeProperties(a => a.Amount);
    }
}
