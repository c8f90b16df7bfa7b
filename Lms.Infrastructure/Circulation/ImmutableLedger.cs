using Microsoft.EntityFrameworkCore.Migrations;

namespace Lms.Infrastructure.Circulation;

/// <summary>The database itself refuses to change or delete what stands in the ledger; it may only forget who it was about.</summary>
internal static class ImmutableLedger
{
    public static void CreateImmutableLedger(this MigrationBuilder migration) => migration.Sql(
        """
        CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE'
                AND (NEW.user_id IS NULL OR NEW.user_id IS NOT DISTINCT FROM OLD.user_id)
                AND (NEW.actor_id IS NULL OR NEW.actor_id IS NOT DISTINCT FROM OLD.actor_id)
                AND (NEW.note IS NULL OR NEW.note IS NOT DISTINCT FROM OLD.note)
                AND to_jsonb(NEW) - '{user_id,actor_id,note}'::text[] = to_jsonb(OLD) - '{user_id,actor_id,note}'::text[] THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'Rows of the ledger are never changed or deleted.' USING ERRCODE = 'restrict_violation';
        END $$;

        CREATE TRIGGER ledger_is_immutable BEFORE UPDATE OR DELETE ON transactions
            FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
        """);

    /// <summary>The money as well, and what a person did for another. What is about money keeps whose it is, so that the books balance, and may forget what for.</summary>
    public static void ExtendImmutableLedger(this MigrationBuilder migration) => migration.Sql(
        """
        CREATE OR REPLACE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            forgettable text[] := '{user_id,actor_id,proxy_id,note}';
            kept jsonb;
            new_row jsonb;
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF TG_TABLE_NAME = 'account_entries' THEN
                    forgettable := '{user_id,actor_id,loan_id,note}';
                ELSIF TG_TABLE_NAME = 'allocations' THEN
                    forgettable := '{}';
                ELSIF OLD.amount IS NOT NULL THEN
                    forgettable := forgettable || '{loan_id,book_id,copy_id}'::text[];
                END IF;
                kept := to_jsonb(OLD);
                new_row := to_jsonb(NEW);
                IF NOT EXISTS (
                    SELECT FROM jsonb_each(new_row) AS field
                    WHERE field.value IS DISTINCT FROM kept -> field.key AND NOT (field.key = ANY (forgettable) AND field.value = 'null')) THEN
                    RETURN NEW;
                END IF;
            END IF;
            RAISE EXCEPTION 'Rows of the ledger are never changed or deleted.' USING ERRCODE = 'restrict_violation';
        END $$;

        CREATE TRIGGER account_is_immutable BEFORE UPDATE OR DELETE ON account_entries
            FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();

        CREATE TRIGGER allocations_are_immutable BEFORE UPDATE OR DELETE ON allocations
            FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();

        CREATE FUNCTION refuse_allocation_beyond_either_side() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            -- Both sides are locked first, so that the sums below see what others have allocated.
            PERFORM FROM account_entries WHERE id IN (NEW.credit_id, NEW.charge_id) ORDER BY id FOR NO KEY UPDATE;
            IF EXISTS (
                SELECT FROM account_entries AS credit, account_entries AS charge
                WHERE credit.id = NEW.credit_id AND charge.id = NEW.charge_id AND (
                    credit.amount > 0 OR charge.amount < 0 OR credit.user_id IS DISTINCT FROM charge.user_id
                    OR (SELECT sum(amount) FROM allocations WHERE credit_id = credit.id) > -credit.amount
                    OR (SELECT sum(amount) FROM allocations WHERE charge_id = charge.id) > charge.amount)) THEN
                RAISE EXCEPTION 'No more is settled than is owed, and no more used than was paid.' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        END $$;

        CREATE TRIGGER allocations_keep_within_both_sides AFTER INSERT ON allocations
            FOR EACH ROW EXECUTE FUNCTION refuse_allocation_beyond_either_side();
        """);

    /// <summary>A table is not emptied at once either; for that the database asks no row.</summary>
    public static void GuardLedgerAgainstEmptying(this MigrationBuilder migration) => migration.Sql(
        """
        CREATE FUNCTION refuse_ledger_emptying() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'Rows of the ledger are never changed or deleted.' USING ERRCODE = 'restrict_violation';
        END $$;

        CREATE TRIGGER ledger_is_not_emptied BEFORE TRUNCATE ON transactions
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_emptying();

        CREATE TRIGGER account_is_not_emptied BEFORE TRUNCATE ON account_entries
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_emptying();

        CREATE TRIGGER allocations_are_not_emptied BEFORE TRUNCATE ON allocations
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_emptying();
        """);

    /// <summary>The database lets tables be emptied again.</summary>
    public static void LetLedgerBeEmptied(this MigrationBuilder migration) => migration.Sql("DROP FUNCTION refuse_ledger_emptying() CASCADE;");
}
