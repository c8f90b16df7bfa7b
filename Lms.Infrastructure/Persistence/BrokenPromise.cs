using Lms.Application.Common;
using Lms.Domain.Common;
using Lms.Infrastructure.Branches;
using Lms.Infrastructure.Catalog;
using Lms.Infrastructure.Circulation;
using Lms.Infrastructure.Holds;
using Lms.Infrastructure.Identity;
using Lms.Infrastructure.Patrons;
using Lms.Infrastructure.Policies;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Lms.Infrastructure.Persistence;

/// <summary>What it means to people when a constraint of the database stops a write.</summary>
internal static class BrokenPromise
{
    /// <summary>The problem to report; null where the database failed for another reason.</summary>
    public static Exception? Find(DbUpdateException exception) => exception.InnerException is not PostgresException error
        ? null
        : (error.SqlState, error.ConstraintName) switch
        {
            (_, LoanConfiguration.OneOpenLoanPerCopy) => new RefusedException(new Block("copy-on-loan", "The copy is on loan to someone else.")),
            (_, LoanConfiguration.OpenLoanHasUser) => new ConflictException("user-has-loans", "The user still has loans; take them back first."),
            (_, HoldConfiguration.OneActiveHoldPerUserAndBook) => new RefusedException(new Block("already-on-hold", "The user waits for this book already.")),
            (_, HoldConfiguration.ActiveHoldHasUser) => new ConflictException("user-has-holds", "The user still has holds; cancel them first."),
            (_, TransactionConfiguration.OneUndo) => new RefusedException(new Block("already-undone", "It was taken back already.")),
            (_, CirculationRuleConfiguration.OneRulePerCombination) => new ConflictException("circulation-rule-exists", "There is a rule for this combination already."),
            (_, BookConfiguration.OneBookPerIsbn) => new ConflictException("isbn-exists", "Another book has this ISBN. Add a copy to it, or set allowDuplicate."),
            (_, CopyConfiguration.OneCopyPerBarcode) => new ConflictException("barcode-exists", "Another copy has this barcode."),
            (_, PatronConfiguration.OnePatronPerCard) => new ConflictException("card-number-exists", "Another user has this card number."),
            (_, UserConfiguration.OneUserPerName) => new ConflictException("username-exists", "Another user has this user name."),
            (_, BranchConfiguration.OneBranchPerCode) => new ConflictException("branch-code-exists", "Another branch has this code."),
            (_, PatronCategoryConfiguration.OneCategoryPerCode) => new ConflictException("patron-category-code-exists", "Another patron category has this code."),
            (PostgresErrorCodes.UniqueViolation, "pk_material_types") => new ConflictException("material-type-exists", "There is a material type with this code."),
            (PostgresErrorCodes.UniqueViolation, _) => new ConflictException("already-exists", "There is one already."),
            (PostgresErrorCodes.ForeignKeyViolation, _) => new ConflictException("in-use", "Something else still needs it, or what it names is gone."),
            _ => null,
        };
}
