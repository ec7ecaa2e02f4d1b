using System.Text.Json;
using Npgsql;
using Wisp.Host.Features.Isp;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Audit;

public sealed record FieldChange(string Field, string? Old, string? New);

public sealed record AuditRow(
    long Id, DateTimeOffset At, string Table, Guid EntityId, char Action, string Actor, string Channel, Guid? Batch, string? Address,
    IReadOnlyList<FieldChange> Fields);

/// <summary>Reads the audit, newest first, by key.</summary>
[Feature]
public sealed class AuditReader(IDatabase<HostDb> database, IIsp isp)
{
    public const int PageSize = 50;

    public async Task<List<AuditRow>> ReadAsync(AuditFilter filter, CancellationToken cancellationToken)
    {
        List<string> conditions = ["true"];
        List<object?> values = [];
        if (filter.Table?.Split('.') is [var schema, var table])
        {
            Add("schema_name = {0}", schema);
            Add("table_name = {0}", table);
        }

        if (filter.Operator is { } by) Add("operator_id = {0}", by);
        if (filter.Batch is { } batch) Add("batch_id = {0}", batch);
        if (filter.Entity is { } entity) Add("entity_id = {0}", entity);
        if (filter.From is { } from) Add("at >= {0}", await isp.StartOfAsync(from, cancellationToken));
        if (filter.To is { } to && to < DateOnly.MaxValue) Add("at < {0}", await isp.StartOfAsync(to.AddDays(1), cancellationToken));
        if (filter.Before is { } before) Add("id < {0}", before);

        return await database.Source.Sql(
            $"""
            select id, at, schema_name || '.' || table_name, entity_id, action, actor, channel, batch_id, address, old::text, new::text
            from host.audit
            where {string.Join(" and ", conditions)}
            order by id desc
            limit {PageSize + 1}
            """, [.. values])
            .ListAsync(Read, cancellationToken);

        void Add(string condition, object value)
        {
            values.Add(value);
            conditions.Add(string.Format(System.Globalization.CultureInfo.InvariantCulture, condition, $"${values.Count}"));
        }
    }

    private static AuditRow Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetGuid(3), row.GetString(4)[0], row.GetString(5),
        row.GetString(6), row.Maybe<Guid>(7), row.Text(8), Fields(row.Text(9), row.Text(10)));

    private static List<FieldChange> Fields(string? oldJson, string? newJson)
    {
        var (before, after) = (Values(oldJson), Values(newJson));
        return [.. before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
            .Select(field => new FieldChange(field, before.GetValueOrDefault(field), after.GetValueOrDefault(field)))];
    }

    private static Dictionary<string, string?> Values(string? json) =>
        json is null
            ? []
            : JsonDocument.Parse(json).RootElement.EnumerateObject().ToDictionary(
                field => field.Name, field => field.Value.ValueKind == JsonValueKind.Null ? null : field.Value.ToString(), StringComparer.Ordinal);
}
