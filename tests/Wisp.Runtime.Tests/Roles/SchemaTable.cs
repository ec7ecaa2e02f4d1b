namespace Wisp.Runtime.Tests.Roles;

/// <summary>The tables of a module's schema and what someone could try on them.</summary>
internal sealed record SchemaTable(string Schema, string Name, string Column)
{
    public IEnumerable<string> Intrusions =>
    [
        $"select count(*) from {Schema}.{Name}",
        $"insert into {Schema}.{Name} default values",
        $"update {Schema}.{Name} set {Column} = {Column} where false",
        $"delete from {Schema}.{Name} where false",
        $"truncate {Schema}.{Name}",
        $"alter table {Schema}.{Name} disable trigger all",
        $"create trigger mine after insert on {Schema}.{Name} execute function clients.give_public_id()",
        $"grant select on {Schema}.{Name} to wisp_modules",
    ];

    /// <summary>The module's tables, each with a column that an update may name.</summary>
    public static async Task<List<SchemaTable>> OfAsync(TestDatabase database, string schema)
    {
        await using var connection = await database.OpenAsync();
        return await connection.Sql(
            """
            select c.relname, min(quote_ident(a.attname))
            from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = $1::text::regnamespace and c.relkind in ('r', 'p')
              and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity <> 'a'
            group by c.relname
            """, schema).ListAsync(row => new SchemaTable(schema, row.GetString(0), row.GetString(1)));
    }
}
