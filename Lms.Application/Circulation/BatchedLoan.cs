using Lms.Application.Common;

namespace Lms.Application.Circulation;

/// <summary>What became of one loan of many.</summary>
/// <param name="CopyBarcode">The barcode, as it was scanned; null where the copy was named otherwise.</param>
/// <param name="LoanId">The loan; null where there is none.</param>
/// <param name="Status">The HTTP status that it would have as the only one: 201 lent, 200 renewed, else a problem's.</param>
/// <param name="Loan">The loan as it is now; null where it was not done.</param>
/// <param name="Problem">Why it was not done; null where it was.</param>
public sealed record BatchedLoan(string? CopyBarcode, int? LoanId, int Status, LoanResponse? Loan, PartProblem? Problem);
