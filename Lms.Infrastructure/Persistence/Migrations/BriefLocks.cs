namespace Lms.Infrastructure.Persistence.Migrations
{
    /// <summary>Changes tables of a library that is open without anybody waiting for it.</summary>
    internal static class BriefLocks
    {
        /// <summary>
        /// Takes locks and does something within them. Who waits for a lock keeps all others waiting who come later: it waits a moment, gives back what it has and tries again, with
        /// more patience each time, but never for as long as PostgreSQL waits before it looks for deadlocks.
        /// </summary>
        /// <param name="locks">The tables and the mode, as <c>LOCK TABLE</c> takes them.</param>
        /// <param name="statements">What to do.</param>
        /// <returns>A statement; within a transaction, the locks are kept to its end.</returns>
        public static string Hold(string locks, string statements) => $"""
            DO $brief$
            BEGIN
                FOR attempt IN 1..3000 LOOP
                    BEGIN
                        PERFORM set_config('lock_timeout', least(100 + 50 * attempt, 900) || 'ms', true);
                        LOCK TABLE {locks};
                        {statements.TrimEnd().TrimEnd(';')};
                        RETURN;
                    EXCEPTION WHEN lock_not_available THEN
                        PERFORM pg_sleep(0.1 + random() * 0.2);
                    END;
                END LOOP;
                RAISE lock_not_available USING MESSAGE = 'Something holds {locks} and does not let go.';
            END $brief$
            """;
    }
}
