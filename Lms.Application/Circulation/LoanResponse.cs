using System.Globalization;
using System.Text.Json.Serialization;
using AutoMapper;
using Lms.Application.Catalog;
using Lms.Application.Common;
using Lms.Application.Patrons;
using Lms.Domain.Circulation;

namespace Lms.Application.Circulation;

/// <summary>One copy lent to one user, from checkout to return.</summary>
public sealed record LoanResponse : ITagged
{
    /// <summary>A positive integer.</summary>
    /// <example>101</example>
    public int Id { get; init; }

    /// <inheritdoc cref="Loan.BookId"/>
    /// <example>42</example>
    public int BookId { get; init; }

    /// <inheritdoc cref="Loan.CopyId"/>
    /// <example>57</example>
    public int CopyId { get; init; }

    /// <summary>The copy's barcode.</summary>
    /// <example>"30000000000574"</example>
    public string CopyBarcode { get; init; } = "";

    /// <summary>The book's title.</summary>
    /// <example>Frankenstein</example>
    public string Title { get; init; } = "";

    /// <inheritdoc cref="Loan.UserId"/>
    public int? UserId { get; init; }

    /// <inheritdoc cref="Loan.BranchId"/>
    public int BranchId { get; init; }

    /// <inheritdoc cref="Loan.CheckedOutAt"/>
    public DateTimeOffset CheckedOutAt { get; init; }

    /// <inheritdoc cref="Loan.DueAt"/>
    public DateTimeOffset DueAt { get; init; }

    /// <inheritdoc cref="Loan.ReturnedAt"/>
    public DateTimeOffset? ReturnedAt { get; init; }

    /// <inheritdoc cref="Loan.Renewals"/>
    public int Renewals { get; init; }

    /// <summary>How often it may still be renewed, if nothing else stands against it; 0 once it is not open.</summary>
    public int RenewalsLeft { get; init; }

    /// <inheritdoc cref="Loan.Status"/>
    public LoanStatus Status { get; init; }

    /// <summary>Whether it should have been back by now.</summary>
    public bool Overdue { get; init; }

    /// <inheritdoc cref="Loan.RuleId"/>
    public int? RuleId { get; init; }

    /// <inheritdoc cref="Loan.OnSite"/>
    public bool OnSite { get; init; }

    /// <inheritdoc cref="Loan.RecalledAt"/>
    public DateTimeOffset? RecalledAt { get; init; }

    /// <inheritdoc cref="Loan.LostAt"/>
    public DateTimeOffset? LostAt { get; init; }

    /// <inheritdoc cref="Loan.ClaimedAt"/>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>The book, where <c>expand</c> asks a list for it; else null.</summary>
    public BookResponse? Book { get; init; }

    /// <summary>The copy, where <c>expand</c> asks a list for it; else null.</summary>
    public CopyResponse? Copy { get; init; }

    /// <summary>The borrower, where <c>expand</c> asks a list for them; else null.</summary>
    public UserResponse? User { get; init; }

    /// <inheritdoc cref="Domain.Common.Entity.Version"/>
    [JsonIgnore]
    public uint Version { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string EntityTag => Version.ToString(CultureInfo.InvariantCulture) + (Overdue ? ".overdue" : "");

    internal static Expansion<LoanResponse> Expansion { get; } = new Expansion<LoanResponse>()
        .Book(loan => loan.BookId, (loan, book) => loan with { Book = book })
        .Copy(loan => loan.CopyId, (loan, copy) => loan with { Copy = copy })
        .User(loan => loan.UserId, (loan, user) => loan with { User = user });

    private sealed class Mapping : Profile
    {
        public Mapping()
        {
            var now = default(DateTimeOffset);
            CreateMap<Loan, LoanResponse>()
                .ForMember(loan => loan.Book, map => map.Ignore())
                .ForMember(loan => loan.Copy, map => map.Ignore())
                .ForMember(loan => loan.User, map => map.Ignore())
                .ForMember(loan => loan.CopyBarcode, map => map.MapFrom(loan => loan.Copy!.Barcode))
                .ForMember(loan => loan.Title, map => map.MapFrom(loan => loan.Book!.Title))
                .ForMember(loan => loan.RenewalsLeft, map => map.MapFrom(loan =>
                    loan.Status == LoanStatus.Open && loan.MaxRenewals > loan.Renewals ? loan.MaxRenewals - loan.Renewals : 0))
                .ForMember(loan => loan.Overdue, map => map.MapFrom(loan => loan.Status == LoanStatus.Open && loan.DueAt < now));
        }
    }
}

/// <summary>Loans as responses: whether one is overdue depends on the moment.</summary>
internal static class LoanResponses
{
    /// <summary>A loan that was read with its book and copy.</summary>
    public static LoanResponse ToResponse(this IMapper mapper, Loan loan, DateTimeOffset now) =>
        mapper.Map<LoanResponse>(loan) with { Overdue = loan.IsOverdue(now) };
}
