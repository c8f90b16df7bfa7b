using Microsoft.EntityFrameworkCore.Migrations;

namespace Lms.Infrastructure.Circulation;

/// <summary>What a library that knew one simple rule needs to go on under many.</summary>
internal static class CirculationData
{
    /// <summary>The old rules say all that a catch-all rule must say, and loans say what kind of copy they are of.</summary>
    public static void CarryRulesAndLoansOver(this MigrationBuilder migration) => migration.Sql(
        """
        UPDATE circulation_rules SET loan_unit = 'days', max_holds = 10, hold_shelf_days = 7, fine_rate = 0, fine_unit = 'day', grace_days = 0,
            fine_cap_at_price = true, processing_fee = 0, loanable = true, renewable = true, holdable = true
        WHERE patron_category_id IS NULL AND material_type IS NULL AND branch_id IS NULL;

        UPDATE loans SET material_type = copies.material_type FROM copies WHERE copies.id = loans.copy_id;
        """);

    /// <summary>What belongs to the history of who keeps one is marked as that, so that what is to be forgotten is found without looking at it.</summary>
    public static void MarkHistories(this MigrationBuilder migration) => migration.Sql(
        """
        UPDATE loans SET in_history = true FROM patrons WHERE patrons.id = loans.user_id AND patrons.keeps_history;
        UPDATE holds SET in_history = true FROM patrons WHERE patrons.id = holds.user_id AND patrons.keeps_history;
        """);
}
