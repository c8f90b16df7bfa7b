-- One line a table: its name, its rows, and a checksum of their contents that does not depend on their order.
\pset format unaligned
\pset tuples_only on
SELECT format(
    'SELECT %L || '' '' || count(*) || '' '' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM %I.%I t',
    table_name, table_schema, table_name)
FROM information_schema.tables
WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
ORDER BY table_name
\gexec
