using Lms.Application.Common;

namespace Lms.Application.Catalog;

/// <summary>The problems of cataloguing.</summary>
internal static class CatalogProblems
{
    public static readonly ProblemKind[] All =
    [
        ProblemKind.NoSuch("book"),
        new ProblemKind("book-merged", 410, "The book is part of another", "It was catalogued twice and was merged; bookId says which book has its copies, loans and holds now.", "Use that book."),
        ProblemKind.NoSuch("copy"),
        ProblemKind.Conflict("isbn-exists", "Another book has this ISBN", "The catalogue has the title already; bookId says which book it is. ISBNs of 10 and 13 digits, with or without hyphens, are the same.", "Add a copy to that book, or set allowDuplicate where they are two titles all the same."),
        ProblemKind.Conflict("barcode-exists", "Another copy has this barcode", "A barcode tells one copy from all others.", "Use another barcode, or leave it out and have one generated."),
        ProblemKind.NoSuch("material type"),
        ProblemKind.Conflict("default-material-type", "This material type stays", "Books and copies that name no material type have it.", "Rename it, if its name is what you mind."),
        ProblemKind.Conflict("material-type-exists", "There is a material type with this code", "A code stands for one material type.", "Use the one that is there, or another code."),
        ProblemKind.Conflict("book-has-history", "The book was lent before", "Its loans and its ledger rows would lose it.", "Withdraw its copies instead."),
        ProblemKind.Conflict("copy-has-history", "The copy was lent before", "Its ledger rows would lose it.", "Set its status to withdrawn instead."),
        ProblemKind.Block("copy-in-circulation", "Circulation has the copy", "The copy is on loan, on the hold shelf or in transit, and only a checkout or a return changes that; nor can such a status be given by hand.", "Check the copy out, or return it."),
    ];
}
