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
}
