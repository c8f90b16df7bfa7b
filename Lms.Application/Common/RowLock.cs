namespace Lms.Application.Common;

/// <summary>Rows to lock against other writers; readers go on.</summary>
/// <remarks>
/// Deadlocks are kept away by one order for all: book, then patron, then whatever else. Who changes a copy, a loan or a hold holds the lock of
/// its book; who changes what a patron has out or owes holds the lock of the patron.
/// </remarks>
/// <param name="Table">The table's name.</param>
/// <param name="Which">The condition that says which rows; <c>{0}</c> stands for the value.</param>
/// <param name="Value">A number, a text, or an array of numbers.</param>
public sealed record RowLock(string Table, string Which, object Value)
{
    /// <summary>Whether the row may be another one by the time that the lock is held: then it is asked for once more. A copy, a loan and a hold change their book where books are merged.</summary>
    public bool MayMove { get; private init; }

    /// <summary>A book, and with it its copies, loans and holds.</summary>
    public static RowLock Book(int id) => new("books", "id = {0}", id);

    /// <summary>The book that a request names: itself, or by a copy's id or barcode; the first of them that is given.</summary>
    public static RowLock BookNamed(int? bookId, int? copyId, string? barcode) => (bookId, copyId) switch
    {
        ({ } id, _) => Book(id),
        (_, { } id) => BookOfCopy(id),
        _ => BookOfBarcode(barcode!),
    };

    /// <summary>Several books.</summary>
    public static RowLock Books(IEnumerable<int> ids) => new("books", "id = ANY({0})", ids.ToArray());

    /// <summary>A branch, and with it its calendar. Before any book.</summary>
    public static RowLock Branch(int id) => new("branches", "id = {0}", id);

    /// <summary>The book of a copy.</summary>
    public static RowLock BookOfCopy(int copyId) => new("books", "id = (SELECT book_id FROM copies WHERE id = {0})", copyId) { MayMove = true };

    /// <summary>The books of several copies.</summary>
    public static RowLock BooksOfCopies(IEnumerable<int> copyIds) => new("books", "id IN (SELECT book_id FROM copies WHERE id = ANY({0}))", copyIds.ToArray()) { MayMove = true };

    /// <summary>The book of the copy with a barcode.</summary>
    public static RowLock BookOfBarcode(string barcode) => new("books", "id = (SELECT book_id FROM copies WHERE barcode = {0})", barcode) { MayMove = true };

    /// <summary>The book of a loan.</summary>
    public static RowLock BookOfLoan(int loanId) => new("books", "id = (SELECT book_id FROM loans WHERE id = {0})", loanId) { MayMove = true };

    /// <summary>The book of a hold.</summary>
    public static RowLock BookOfHold(int holdId) => new("books", "id = (SELECT book_id FROM holds WHERE id = {0})", holdId) { MayMove = true };

    /// <summary>The book of a row of the ledger, or the one that it was merged into.</summary>
    public static RowLock BookOfTransaction(long transactionId) =>
        new("books", "id = (SELECT coalesce(merged_books.into_id, book_id) FROM transactions LEFT JOIN merged_books ON merged_books.id = book_id WHERE transactions.id = {0})", transactionId) { MayMove = true };

    /// <summary>A patron, and with them every limit and debt.</summary>
    public static RowLock Patron(int id) => new("patrons", "id = {0}", id);

    /// <summary>The patron with a card.</summary>
    public static RowLock PatronOfCard(string cardNumber) => new("patrons", "card_number = {0}", cardNumber);

    /// <summary>The patron of a loan.</summary>
    public static RowLock PatronOfLoan(int loanId) => new("patrons", "id = (SELECT user_id FROM loans WHERE id = {0})", loanId);

    /// <summary>The patrons of a row of the ledger, and of what happened to its copy in the same moment.</summary>
    public static RowLock PatronsOfTransaction(long transactionId) => new(
        "patrons", "id IN (SELECT other.user_id FROM transactions AS other JOIN transactions AS it ON it.id = other.id OR (it.copy_id = other.copy_id AND it.at = other.at) WHERE it.id = {0})", transactionId);

    /// <summary>The patron of a hold.</summary>
    public static RowLock PatronOfHold(int holdId) => new("patrons", "id = (SELECT user_id FROM holds WHERE id = {0})", holdId);

    /// <summary>The patron who has a copy, or has lost it.</summary>
    public static RowLock BorrowerOfCopy(int copyId) => new("patrons", "id IN (SELECT user_id FROM loans WHERE returned_at IS NULL AND copy_id = {0})", copyId);

    /// <summary>The patron who has the copy with a barcode, or has lost it.</summary>
    public static RowLock BorrowerOfBarcode(string barcode) =>
        new("patrons", "id IN (SELECT user_id FROM loans WHERE returned_at IS NULL AND copy_id = (SELECT id FROM copies WHERE barcode = {0}))", barcode);

    /// <summary>An import, and with it the file and what became of its records.</summary>
    public static RowLock Import(int id) => new("imports", "id = {0}", id);

    /// <summary>A job, and with it what became of its things.</summary>
    public static RowLock Job(int id) => new("jobs", "id = {0}", id);
}
