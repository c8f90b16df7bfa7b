using Lms.Application.Identity;
using Lms.Application.Imports;
using Lms.Domain.Branches;
using Lms.Domain.Catalog;
using Lms.Domain.Imports;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Lms.Infrastructure.Catalog;

internal sealed class BookConfiguration : IEntityTypeConfiguration<Book>
{
    /// <summary>Two cataloguers may enter one ISBN in the same second; this index lets only the first win.</summary>
    public const string OneBookPerIsbn = "one_book_per_isbn";

    public void Configure(EntityTypeBuilder<Book> book)
    {
        book.ToTable("books", table => table.HasCheckConstraint("ck_books_published_year", "published_year <> 0 AND minimum_age BETWEEN 0 AND 150"));
        book.Property(b => b.Title).HasMaxLength(Book.MaxTitle);
        book.Property(b => b.SortTitle).HasMaxLength(Book.MaxTitle);
        book.Property(b => b.Subtitle).HasMaxLength(Book.MaxTitle);
        book.Property(b => b.Author).HasMaxLength(Book.MaxAuthor);
        book.Property(b => b.Isbn).HasMaxLength(Book.MaxIsbn);
        book.Property(b => b.IsbnKey).HasMaxLength(Book.MaxIsbn);
        book.Property(b => b.Genre).HasMaxLength(Book.MaxPhrase);
        book.Property(b => b.Series).HasMaxLength(Book.MaxPhrase);
        book.Property(b => b.Publisher).HasMaxLength(Book.MaxPhrase);
        book.Property(b => b.Edition).HasMaxLength(Book.MaxPhrase);
        book.Property(b => b.Language).HasMaxLength(3);
        book.Property(b => b.OtherTitles).IsJson().HasDefaultValueSql("'[]'");
        book.PrimitiveCollection(b => b.OtherLanguages).HasColumnType("text[]").HasDefaultValueSql("'{}'");
        book.Property(b => b.OriginalLanguage).HasMaxLength(3);
        book.Property(b => b.Description).HasMaxLength(Book.MaxDescription);
        book.Property(b => b.MaterialType).HasMaxLength(MaterialType.MaxCode);
        book.Property(b => b.Classification).HasMaxLength(Book.MaxPhrase);
        book.PrimitiveCollection(b => b.Subjects).HasColumnType("text[]");
        book.OwnsMany(b => b.Contributors, contributor =>
        {
            contributor.ToJson("contributors");
            // The property answers for rows that say nothing of other names.
            contributor.PrimitiveCollection(c => c.OtherNames).UsePropertyAccessMode(PropertyAccessMode.Property);
        });
        book.HasMany(b => b.Copies).WithOne().HasForeignKey(copy => copy.BookId).OnDelete(DeleteBehavior.Cascade);
        book.HasOne<MaterialType>().WithMany().HasForeignKey(b => b.MaterialType).OnDelete(DeleteBehavior.Restrict);

        book.HasIndex(b => b.IsbnKey, OneBookPerIsbn).HasDatabaseName(OneBookPerIsbn).IsUnique().HasFilter("NOT shares_isbn");
        book.HasIndex(b => b.IsbnKey, "ix_books_isbn_key").HasDatabaseName("ix_books_isbn_key");
        book.HasIndex(b => new { b.SortTitle, b.Id });
        book.HasIndex(b => new { b.Author, b.Id });
        book.HasIndex(b => new { b.CreatedAt, b.Id });
        book.HasIndex(b => new { b.UpdatedAt, b.Id });
        book.HasIndex(b => b.Title).HasMethod("gin").HasOperators("gin_trgm_ops");
        book.HasIndex(b => b.Author).HasMethod("gin").HasOperators("gin_trgm_ops");
        book.HasOne<Import>().WithMany().HasForeignKey(b => b.ImportId).OnDelete(DeleteBehavior.SetNull);
        book.Property(b => b.WorkKey).HasMaxLength(Work.MaxKey).HasDefaultValue("");
        book.HasIndex(b => b.WorkKey, "ix_books_work_key").HasDatabaseName("ix_books_work_key");
        book.HasIndex(b => b.Id, "ix_books_without_work").HasDatabaseName("ix_books_without_work").HasFilter("work_key = ''");
        book.HasIndex(b => b.MaterialType);
        book.HasIndex(b => b.ImportId).HasFilter("import_id IS NOT NULL");
    }
}

internal sealed class CopyConfiguration : IEntityTypeConfiguration<Copy>
{
    /// <summary>One barcode, one copy.</summary>
    public const string OneCopyPerBarcode = "one_copy_per_barcode";

    public void Configure(EntityTypeBuilder<Copy> copy)
    {
        copy.ToTable("copies", table => table.HasCheckConstraint("ck_copies_price", "price >= 0"));
        copy.Property(c => c.Barcode).HasMaxLength(Copy.MaxBarcode);
        copy.Property(c => c.ShelfLocation).HasMaxLength(Copy.MaxPlace);
        copy.Property(c => c.CallNumber).HasMaxLength(Copy.MaxPlace);
        copy.Property(c => c.MaterialType).HasMaxLength(MaterialType.MaxCode);
        copy.Property(c => c.Note).HasMaxLength(Copy.MaxNote);
        copy.HasOne<Branch>().WithMany().HasForeignKey(c => c.BranchId).OnDelete(DeleteBehavior.Restrict);
        copy.HasOne<Branch>().WithMany().HasForeignKey(c => c.HomeBranchId).OnDelete(DeleteBehavior.Restrict);
        copy.HasOne<MaterialType>().WithMany().HasForeignKey(c => c.MaterialType).OnDelete(DeleteBehavior.Restrict);
        copy.HasIndex(c => c.BookId).IncludeProperties(c => new { c.BranchId, c.Status });
        copy.HasIndex(c => c.Barcode, OneCopyPerBarcode).HasDatabaseName(OneCopyPerBarcode).IsUnique();
        copy.HasOne<Import>().WithMany().HasForeignKey(c => c.ImportId).OnDelete(DeleteBehavior.SetNull);
        copy.Property(c => c.ShelfKey).HasMaxLength(ShelfKey.MaxLength).HasDefaultValue("").UseCollation("C");
        copy.HasIndex(c => new { c.ShelfKey, c.Id });
        copy.HasIndex(c => c.Id, "ix_copies_without_place").HasDatabaseName("ix_copies_without_place").HasFilter("shelf_key = '' AND call_number IS NOT NULL");
        copy.HasIndex(c => c.BookId);
        copy.HasIndex(c => c.ImportId).HasFilter("import_id IS NOT NULL");
        copy.HasIndex(c => new { c.BranchId, c.Id });
        copy.HasIndex(c => new { c.Status, c.Id }).HasFilter("status NOT IN ('available', 'onLoan')");
    }
}

internal sealed class MergedBookConfiguration : IEntityTypeConfiguration<MergedBook>
{
    public void Configure(EntityTypeBuilder<MergedBook> merged)
    {
        merged.ToTable("merged_books");
        merged.Property(m => m.Id).ValueGeneratedNever();
        merged.HasOne<Book>().WithMany().HasForeignKey(m => m.IntoId).OnDelete(DeleteBehavior.Cascade);
        merged.HasOne<User>().WithMany().HasForeignKey(m => m.MergedBy).OnDelete(DeleteBehavior.SetNull);
        merged.Property(m => m.Description).HasColumnType("jsonb");
        merged.HasIndex(m => m.IntoId);
        merged.HasIndex(m => m.MergedBy).HasFilter("merged_by IS NOT NULL");
    }
}

internal sealed class KeptRecordConfiguration : IEntityTypeConfiguration<KeptRecord>
{
    public void Configure(EntityTypeBuilder<KeptRecord> record)
    {
        record.ToTable("marc_records");
        record.HasKey(r => r.BookId);
        record.Property(r => r.BookId).ValueGeneratedNever();
        record.Property(r => r.ControlNumber).HasMaxLength(SourceRecord.MaxControlNumber);
        record.HasOne<Book>().WithMany().HasForeignKey(r => r.BookId).OnDelete(DeleteBehavior.Cascade);
        record.HasIndex(r => r.ControlNumber).HasFilter("control_number IS NOT NULL");
        record.Property(r => r.FormsRead).HasDefaultValue(false);
        record.HasIndex(r => r.BookId, "ix_marc_records_unread_forms").HasDatabaseName("ix_marc_records_unread_forms").HasFilter("NOT forms_read");
    }
}

internal sealed class MergedRecordConfiguration : IEntityTypeConfiguration<MergedRecord>
{
    public void Configure(EntityTypeBuilder<MergedRecord> record)
    {
        record.ToTable("merged_records");
        record.HasKey(r => r.MergedId);
        record.Property(r => r.MergedId).ValueGeneratedNever();
        record.Property(r => r.ControlNumber).HasMaxLength(SourceRecord.MaxControlNumber);
        record.HasOne<MergedBook>().WithOne().HasForeignKey<MergedRecord>(r => r.MergedId).OnDelete(DeleteBehavior.Cascade);
        record.HasIndex(r => r.ControlNumber).HasFilter("control_number IS NOT NULL");
    }
}

internal sealed class MaterialTypeConfiguration : IEntityTypeConfiguration<MaterialType>
{
    public void Configure(EntityTypeBuilder<MaterialType> type)
    {
        type.ToTable("material_types");
        type.HasKey(t => t.Code);
        type.Property(t => t.Code).HasMaxLength(MaterialType.MaxCode);
        type.Property(t => t.Name).HasMaxLength(MaterialType.MaxName);
    }
}
