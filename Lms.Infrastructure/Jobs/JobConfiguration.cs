using Lms.Application.Identity;
using Lms.Domain.Catalog;
using Lms.Domain.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Lms.Infrastructure.Jobs;

internal sealed class JobConfiguration : IEntityTypeConfiguration<Job>
{
    /// <summary>The table.</summary>
    public const string Table = "jobs";

    public void Configure(EntityTypeBuilder<Job> job)
    {
        job.ToTable(Table);
        job.Property(j => j.Details).HasColumnType("jsonb");
        job.Property(j => j.MediaType).HasMaxLength(Job.MaxMediaType);
        job.Property(j => j.FailureReason).HasMaxLength(LongWork.MaxReason);
        job.HasOne<User>().WithMany().HasForeignKey(j => j.CreatedBy).OnDelete(DeleteBehavior.SetNull);
        job.HasOne(j => j.Import).WithMany().HasForeignKey(j => j.ImportId).OnDelete(DeleteBehavior.Cascade);
        job.HasOne(j => j.UndoneJob).WithMany().HasForeignKey(j => j.UndoneJobId).OnDelete(DeleteBehavior.Cascade);
        job.HasIndex(j => j.Id, "ix_jobs_unfinished").HasDatabaseName("ix_jobs_unfinished").HasFilter("finished_at IS NULL");
        job.HasIndex(j => j.ImportId).HasFilter("import_id IS NOT NULL");
        job.HasIndex(j => j.UndoneJobId).HasFilter("undone_job_id IS NOT NULL");
    }
}

internal sealed class JobPieceConfiguration : IEntityTypeConfiguration<JobPiece>
{
    public void Configure(EntityTypeBuilder<JobPiece> piece)
    {
        piece.ToTable("job_pieces");
        piece.HasKey(p => new { p.JobId, p.First });
        piece.PrimitiveCollection(p => p.Ids).HasColumnType("integer[]");
        piece.HasOne<Job>().WithMany().HasForeignKey(p => p.JobId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class JobErrorConfiguration : IEntityTypeConfiguration<JobError>
{
    public void Configure(EntityTypeBuilder<JobError> error)
    {
        error.ToTable("job_errors");
        error.HasKey(e => new { e.JobId, e.Number });
        error.Property(e => e.Code).HasMaxLength(JobFault.MaxCode);
        error.Property(e => e.Reason).HasMaxLength(LongWork.MaxReason);
        error.HasOne<Job>().WithMany().HasForeignKey(e => e.JobId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class JobChangeConfiguration : IEntityTypeConfiguration<JobChange>
{
    public void Configure(EntityTypeBuilder<JobChange> change)
    {
        change.ToTable("job_changes");
        change.HasKey(c => new { c.JobId, c.BookId });
        change.Property(c => c.Before).HasColumnType("jsonb");
        change.HasOne<Job>().WithMany().HasForeignKey(c => c.JobId).OnDelete(DeleteBehavior.Cascade);
        change.HasOne<Book>().WithMany().HasForeignKey(c => c.BookId).OnDelete(DeleteBehavior.Cascade);
        change.HasIndex(c => c.BookId);
    }
}

internal sealed class CopyChangeConfiguration : IEntityTypeConfiguration<CopyChange>
{
    public void Configure(EntityTypeBuilder<CopyChange> change)
    {
        change.ToTable("copy_changes");
        change.HasKey(c => new { c.JobId, c.CopyId });
        change.Property(c => c.Before).HasColumnType("jsonb");
        change.Property(c => c.After).HasColumnType("jsonb");
        change.HasOne<Job>().WithMany().HasForeignKey(c => c.JobId).OnDelete(DeleteBehavior.Cascade);
        change.HasOne<Copy>().WithMany().HasForeignKey(c => c.CopyId).OnDelete(DeleteBehavior.Cascade);
        change.HasIndex(c => c.CopyId);
    }
}

internal sealed class JobChunkConfiguration : IEntityTypeConfiguration<JobChunk>
{
    public void Configure(EntityTypeBuilder<JobChunk> chunk)
    {
        chunk.ToTable("job_chunks");
        chunk.HasKey(c => new { c.JobId, c.Start });
        chunk.HasOne<Job>().WithMany().HasForeignKey(c => c.JobId).OnDelete(DeleteBehavior.Cascade);
    }
}
