using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using Lms.Domain.Notices;
using Lms.Domain.Patrons;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Lms.Infrastructure.Notices;

internal sealed class NoticeConfiguration : IEntityTypeConfiguration<Notice>
{
    /// <summary>What happens once is told once, whichever replica sees it first.</summary>
    public const string OneNoticePerOccasion = "one_notice_per_occasion";

    public void Configure(EntityTypeBuilder<Notice> notice)
    {
        notice.ToTable("notices");
        notice.Property(n => n.Subject).HasMaxLength(Notice.MaxSubject);
        notice.Property(n => n.Text).HasMaxLength(Notice.MaxText);
        notice.Property(n => n.Occasion).HasMaxLength(100);
        notice.Property(n => n.Failure).HasMaxLength(Notice.MaxSubject);
        notice.HasOne<Patron>().WithMany().HasForeignKey(n => n.UserId).OnDelete(DeleteBehavior.Cascade);
        notice.HasOne<Loan>().WithMany().HasForeignKey(n => n.LoanId).OnDelete(DeleteBehavior.Restrict);
        notice.HasOne<Hold>().WithMany().HasForeignKey(n => n.HoldId).OnDelete(DeleteBehavior.Restrict);
        notice.HasIndex(n => n.Occasion, OneNoticePerOccasion).HasDatabaseName(OneNoticePerOccasion).IsUnique();
        notice.HasIndex(n => new { n.UserId, n.Id });
        notice.HasIndex(n => n.NextAttemptAt).HasFilter("status = 'queued'");
        notice.HasIndex(n => n.CreatedAt).HasFilter("loan_id IS NULL AND hold_id IS NULL");
        notice.HasIndex(n => n.LoanId).HasFilter("loan_id IS NOT NULL");
        notice.HasIndex(n => n.HoldId).HasFilter("hold_id IS NOT NULL");
    }
}
