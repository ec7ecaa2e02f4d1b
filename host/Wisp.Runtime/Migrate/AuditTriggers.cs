using Npgsql;
using Wisp.Sdk;
using static Wisp.Runtime.Migrate.SqlNames;

namespace Wisp.Runtime.Migrate;

/// <summary>
/// Writes, for each audited table, three statement-level triggers with transition tables, and two that refuse a changed key and TRUNCATE.
/// The functions name the table's columns, which is many times faster than comparing whole rows as JSON; they are made anew by each
/// migration, so a new column is audited without anyone remembering it.
/// </summary>
internal sealed class AuditTriggers(NpgsqlConnection owner)
{
    private const string Who =
        """
        nullif(current_setting('wisp.operator', true), '')::uuid,
        coalesce(nullif(current_setting('wisp.actor', true), ''), session_user::text),
        coalesce(nullif(current_setting('wisp.channel', true), ''), 'sql'),
        nullif(current_setting('wisp.batch', true), '')::uuid,
        nullif(current_setting('wisp.address', true), '')
        """;

    public async Task RunAsync(ModuleDatabase database, CancellationToken cancellationToken)
    {
        foreach (var table in database.Audited)
        {
            var columns = await ColumnsAsync(database.Schema, table, cancellationToken);
            await owner.Sql(Text(database.Schema, table, columns)).RunAsync(cancellationToken);
        }
    }

    private Task<List<Column>> ColumnsAsync(string schema, AuditedTable table, CancellationToken cancellationToken) =>
        owner.Sql(
            """
            select a.attname, format_type(a.atttypid, a.atttypmod) like 'ext.geometry%' or t.typname = 'geometry'
            from pg_attribute a join pg_type t on t.oid = a.atttypid
            where a.attrelid = format('%I.%I', $1, $2)::regclass and a.attnum > 0 and not a.attisdropped
              and a.attgenerated = '' and a.attname <> 'id' and a.attname <> all ($3)
            order by a.attnum
            """, schema, table.Table, table.Ignored.ToArray())
        .ListAsync(row => new Column(row.GetString(0), row.GetBoolean(1), table.Masked.Contains(row.GetString(0))), cancellationToken);

    private static string Text(string schema, AuditedTable table, List<Column> columns)
    {
        var target = $"{Quote(schema)}.{Quote(table.Table)}";
        var name = $"host.{Quote($"audit_{schema}_{table.Table}")}";
        string Function(string suffix) => name.Insert(name.Length - 1, suffix);
        string Subject(string row) => table.SubjectColumn is null ? "null::uuid" : $"{row}.{Quote(table.SubjectColumn)}";
        string Insert(string action) =>
            $"insert into host.audit (schema_name, table_name, entity_id, subject_id, action, old, new, operator_id, actor, channel, batch_id, address)\n  select {Literal(schema)}, {Literal(table.Table)}, {action}";
        string Whole(string row) =>
            $"jsonb_strip_nulls(jsonb_build_object(variadic array[{string.Join(", ", columns.Select(c => $"{Literal(c.Name)}, {c.Value(row)}"))}]::text[]))";

        var values = string.Join(",\n      ", columns.Select(c => $"({Literal(c.Name)}, {c.Value("o")}, {c.Value("n")}, {c.Compare("o")} is distinct from {c.Compare("n")})"));
        var some = string.Join(" or ", columns.Select(c => $"{c.Compare("o")} is distinct from {c.Compare("n")}"));
        // Values are written the same way whatever the writer's session is set to.
        const string Head = "returns trigger language plpgsql security definer set search_path = pg_catalog, ext, pg_temp set timezone = 'UTC' set datestyle = 'ISO' as $audit$\nbegin\n  ";
        const string Tail = ";\n  return null;\nend $audit$;";
        return $"""
            create or replace function {Function("_i")}() {Head}{Insert($"n.id, {Subject("n")}, 'I', null, {Whole("n")}, {Who} from new_rows n")}{Tail}
            create or replace function {Function("_d")}() {Head}{Insert($"o.id, {Subject("o")}, 'D', {Whole("o")}, null, {Who} from old_rows o")}{Tail}
            create or replace function {Function("_u")}() {Head}{Insert($"n.id, {Subject("n")}, 'U', d.old, d.new, {Who} from old_rows o join new_rows n on n.id = o.id cross join lateral (\n    select jsonb_object_agg(v.name, v.old) as old, jsonb_object_agg(v.name, v.new) as new from (values\n      {values}) v(name, old, new, changed) where v.changed) d\n  where {some}")}{Tail}
            create or replace trigger audit_i after insert on {target} referencing new table as new_rows for each statement execute function {Function("_i")}();
            create or replace trigger audit_d after delete on {target} referencing old table as old_rows for each statement execute function {Function("_d")}();
            create or replace trigger audit_u after update on {target} referencing old table as old_rows new table as new_rows for each statement execute function {Function("_u")}();
            create or replace trigger audit_key before update of id on {target} for each statement execute function host.refuse_key_change();
            create or replace trigger audit_truncate before truncate on {target} for each statement execute function host.refuse_truncate();
            revoke all on function {Function("_i")}(), {Function("_u")}(), {Function("_d")}() from public;
            """;
    }

    private sealed record Column(string Name, bool Geometry, bool Masked)
    {
        public string Compare(string row) => $"{row}.{Quote(Name)}" + (Geometry ? "::bytea" : "");

        public string Value(string row)
        {
            var column = $"{row}.{Quote(Name)}";
            var text = Geometry ? $"ext.st_asewkt({column})" : $"{column}::text";
            return Masked ? $"case when {column} is null then null else '•••' end" : text;
        }
    }
}
