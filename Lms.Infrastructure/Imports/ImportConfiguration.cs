using Lms.Application.Identity;
using Lms.Application.Imports;
using Lms.Domain.Catalog;
using Lms.Domain.Imports;
using Lms.Domain.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Lms.Infrastructure.Imports;

internal sealed class ImportConfiguration : IEntityTypeConfiguration<Import>
{
    /// <summary>The longest description of how columns were understood; the header of a file may be long.</summary>
    public const int MaxColumnsRead = 8000;

    public void Configure(EntityTypeBuilder<Import> import)
    {
        import.ToTable("imports");
        import.Property(i => i.MediaType).HasMaxLength(100);
        import.Property(i => i.Columns).HasMaxLength(Import.MaxColumns);
        import.Property(i => i.ColumnsRead).HasMaxLength(MaxColumnsRead);
        import.Property(i => i.FailureReason).HasMaxLength(LongWork.MaxReason);
        import.HasOne<User>().WithMany().HasForeignKey(i => i.CreatedBy).OnDelete(DeleteBehavior.SetNull);
        import.HasOne<ImportFile>().WithMany().HasForeignKey(i => i.FileId).OnDelete(DeleteBehavior.SetNull);
        import.HasIndex(i => i.Id, "ix_imports_unfinished").HasDatabaseName("ix_imports_unfinished").HasFilter("finished_at IS NULL");
        import.HasIndex(i => i.FileId).HasFilter("file_id IS NOT NULL");
    }
}

internal sealed class ImportErrorConfiguration : IEntityTypeConfiguration<ImportError>
{
    public void Configure(EntityTypeBuilder<ImportError> error)
    {
        error.ToTable("import_errors");
        error.HasKey(e => new { e.ImportId, e.Record });
        error.Property(e => e.Reason).HasMaxLength(LongWork.MaxReason);
        error.HasOne<Import>().WithMany().HasForeignKey(e => e.ImportId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ImportChangeConfiguration : IEntityTypeConfiguration<ImportChange>
{
    public void Configure(EntityTypeBuilder<ImportChange> change)
    {
        change.ToTable("import_changes");
        change.HasKey(c => new { c.ImportId, c.BookId });
        change.Property(c => c.Before).HasColumnType("jsonb");
        change.Property(c => c.ControlNumberBefore).HasMaxLength(SourceRecord.MaxControlNumber);
        change.HasOne<Import>().WithMany().HasForeignKey(c => c.ImportId).OnDelete(DeleteBehavior.Cascade);
        change.HasOne<Book>().WithMany().HasForeignKey(c => c.BookId).OnDelete(DeleteBehavior.Cascade);
        change.HasIndex(c => c.BookId);
    }
}

internal sealed class ImportPreviewConfiguration : IEntityTypeConfiguration<ImportPreview>
{
    public void Configure(EntityTypeBuilder<ImportPreview> preview)
    {
        preview.ToTable("import_previews");
        preview.HasKey(p => new { p.FileId, p.Key });
        preview.HasOne<ImportFile>().WithMany().HasForeignKey(p => p.FileId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ImportFileConfiguration : IEntityTypeConfiguration<ImportFile>
{
    public void Configure(EntityTypeBuilder<ImportFile> file) => file.ToTable("import_files");
}

internal sealed class ImportChunkConfiguration : IEntityTypeConfiguration<ImportChunk>
{
    public void Configure(EntityTypeBuilder<ImportChunk> chunk)
    {
        chunk.ToTable("import_chunks");
        chunk.HasKey(c => new { c.FileId, c.Number });
        chunk.HasOne<ImportFile>().WithMany().HasForeignKey(c => c.FileId).OnDelete(DeleteBehavior.Cascade);
    }
}
