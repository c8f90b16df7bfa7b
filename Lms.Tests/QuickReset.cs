using System.Data.Common;
using Respawn;
using Respawn.Graph;

namespace Lms.Tests;

/// <summary>
/// Empties a database of small tables in a few milliseconds. What Respawn says to PostgreSQL by itself truncates every table and alters every sequence, each time with new files
/// on the disk, and took three quarters of the time of a test. Triggers must be asleep.
/// </summary>
internal sealed class QuickReset : IDbAdapter
{
    /// <summary>Of how many bytes a table is truncated all the same: what is deleted stays in its way until somebody cleans up.</summary>
    private const int Large = 1_000_000;

    private static readonly IDbAdapter Postgres = DbAdapter.Postgres;

    public string BuildTableCommandText(RespawnerOptions options) => Postgres.BuildTableCommandText(options);

    public string BuildRelationshipCommandText(RespawnerOptions options) => Postgres.BuildRelationshipCommandText(options);

    public string BuildDeleteCommandText(GraphBuilder builder, RespawnerOptions options) => $"""
        DO $$
        DECLARE
            emptied regclass;
        BEGIN
            FOREACH emptied IN ARRAY ARRAY[{Names(builder.ToDelete)}]::regclass[] LOOP
                IF pg_relation_size(emptied) > {Large} THEN
                    EXECUTE format('TRUNCATE %s CASCADE', emptied);
                ELSIF pg_relation_size(emptied) > 0 THEN
                    EXECUTE format('DELETE FROM %s', emptied);
                END IF;
            END LOOP;
        END $$
        """;

    public string BuildReseedSql(IEnumerable<Table> tablesToDelete) => $"""
        SELECT count(setval(seqrelid::regclass, seqstart, false)) FROM pg_sequence JOIN pg_depend ON objid = seqrelid AND classid = 'pg_class'::regclass AND deptype IN ('a', 'i')
        WHERE refobjid = ANY (ARRAY[{Names(tablesToDelete)}]::regclass[])
        """;

    public string BuildTemporalTableCommandText(RespawnerOptions options) => Postgres.BuildTemporalTableCommandText(options);

    public string BuildTurnOffSystemVersioningCommandText(IEnumerable<TemporalTable> tablesToTurnOffSystemVersioning) => Postgres.BuildTurnOffSystemVersioningCommandText(tablesToTurnOffSystemVersioning);

    public string BuildTurnOnSystemVersioningCommandText(IEnumerable<TemporalTable> tablesToTurnOnSystemVersioning) => Postgres.BuildTurnOnSystemVersioningCommandText(tablesToTurnOnSystemVersioning);

    public Task<bool> CheckSupportsTemporalTables(DbConnection connection) => Postgres.CheckSupportsTemporalTables(connection);

    public bool RequiresStatementsToBeExecutedIndividually() => Postgres.RequiresStatementsToBeExecutedIndividually();

    private static string Names(IEnumerable<Table> tables) => string.Join(", ", tables.Select(table => $"'{table.GetFullName('"')}'"));
}
