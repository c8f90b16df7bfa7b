using Lms.Application.Common;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Lms.Infrastructure.Common;

/// <summary>Holds Idempotency-Keys by advisory locks, which end with the transaction, however that ends.</summary>
internal sealed class KeyLock(LmsDbContext db) : IKeyLock
{
    public async Task<bool> TryHoldAsync(int userId, string key, CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock({userId}, hashtext({key})) AS \"Value\"").ToListAsync(cancellationToken))[0];
}

internal sealed class KeptAnswerConfiguration : IEntityTypeConfiguration<KeptAnswer>
{
    public void Configure(EntityTypeBuilder<KeptAnswer> answer)
    {
        answer.ToTable("kept_answers");
        answer.HasKey(a => new { a.UserId, a.Key });
        answer.Property(a => a.Key).HasMaxLength(KeptAnswer.MaxKey);
        answer.Property(a => a.Answer).HasColumnType("jsonb");
        answer.HasOne<Application.Identity.User>().WithMany().HasForeignKey(a => a.UserId).OnDelete(DeleteBehavior.Cascade);
        answer.HasIndex(a => a.At);
        answer.HasIndex(a => a.Answer).HasMethod("gin");
    }
}
