using Microsoft.EntityFrameworkCore.Migrations;

namespace Lms.Infrastructure.Policies;

/// <summary>The database itself notes that a policy changed, whoever changed it: what processes remember of the policies is then read anew.</summary>
internal static class PolicyVersions
{
    private static readonly string[] Tables = ["circulation_rules", "branches", "closures"];

    public static void CreatePolicyVersions(this MigrationBuilder migration)
    {
        migration.Sql("""
            CREATE FUNCTION renew_policy_version() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_TABLE_NAME = 'settings' THEN
                    NEW.policy_version = gen_random_uuid();
                    RETURN NEW;
                END IF;
                UPDATE settings SET policy_version = gen_random_uuid();
                RETURN NULL;
            END $$;

            CREATE TRIGGER settings_renew_policy_version BEFORE UPDATE ON settings FOR EACH ROW EXECUTE FUNCTION renew_policy_version();
            """);
        foreach (var table in Tables)
            migration.Sql($"CREATE TRIGGER {table}_renew_policy_version AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION renew_policy_version();");
    }
}
