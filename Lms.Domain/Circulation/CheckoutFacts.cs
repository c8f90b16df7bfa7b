using Lms.Domain.Catalog;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;

namespace Lms.Domain.Circulation;

/// <summary>All that a checkout is decided on.</summary>
/// <param name="Copy">The copy under the scanner.</param>
/// <param name="Patron">Whose card was read.</param>
/// <param name="Rule">The circulation rule that applies to the two.</param>
/// <param name="Clock">The clock of the branch where it happens.</param>
/// <param name="OpenLoan">The loan that the copy is out on; null where it is not out.</param>
/// <param name="LoansOut">How many open loans the patron has.</param>
public sealed record CheckoutFacts(Copy Copy, Patron Patron, CirculationRule Rule, TimeZoneInfo Clock, Loan? OpenLoan, int LoansOut);
