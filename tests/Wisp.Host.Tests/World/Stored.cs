using Wisp.Testing;

namespace Wisp.Host.Tests;

/// <summary>Tells whether anything in the database changed.</summary>
internal static class Stored
{
    /// <summary>One line a table with the number and a digest of its rows; heartbeats and the like, such as when a session was last seen, are left out.</summary>
    public static async Task<string> AsItIsAsync(TestDatabase database) =>
        (await database.ValueAsync<string>(
            """
            select string_agg(t.line, E'\n' order by t.line)
            from (
              select table_schema || '.' || table_name || ' ' || (xpath('/row/x/text()', query_to_xml(
                format('select count(*) || '' '' || coalesce(sum(hashtextextended(%s, 0)), 0) as x from %I.%I r',
                case when table_name in ('operator_session', 'session') then '(to_jsonb(r) - ''last_seen_at'')::text' else 'r::text' end, table_schema, table_name),
                false, true, '')))[1]::text as line
              from information_schema.tables
              -- Every module's: what migrations were run in.
              where table_type = 'BASE TABLE' and table_schema in (select m.table_schema from information_schema.tables m where m.table_name = '__migrations')
                and table_name not in ('process', 'module_state', 'data_protection_key')) t
            """))!;
}
