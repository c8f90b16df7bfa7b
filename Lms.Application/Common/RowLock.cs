namespace Lms.Application.Common;

/// <summary>Rows to lock against other writers; readers go on.</summary>
/// <remarks>
/// Deadlocks are kept away by one order for all: book, then copy, then patron, then loan.
/// </remarks>
/// <param name="Table">The table's name.</param>
/// <param name="Column">The column that says which rows.</param>
/// <param name="Value">The value it must have: a number or a text.</param>
public sealed record RowLock(string Table, string Column, object Value)
{
    /// <summary>A book, and with it every queue and count of it.</summary>
    public static RowLock Book(int id) => new("books", "id", id);

    /// <summary>A copy.</summary>
    public static RowLock Copy(int id) => new("copies", "id", id);

    /// <summary>A patron, and with them every limit and debt.</summary>
    public static RowLock Patron(int id) => new("patrons", "id", id);

    /// <summary>A loan.</summary>
    public static RowLock Loan(int id) => new("loans", "id", id);

    /// <summary>An import, and with it the file and what became of its records.</summary>
    public static RowLock Import(int id) => new("imports", "id", id);
}
