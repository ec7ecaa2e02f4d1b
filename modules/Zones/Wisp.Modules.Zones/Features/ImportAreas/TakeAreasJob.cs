using Microsoft.Extensions.Localization;
using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;
using Wisp.Contracts.Zones;
using Wisp.Modules.Zones.Data;
using Wisp.Modules.Zones.Domain;
using Wisp.Modules.Zones.Features.ArchivePlace;
using Wisp.Modules.Zones.Features.SaveBorders;
using Wisp.Sdk;

namespace Wisp.Modules.Zones.Features.ImportAreas;

/// <summary>Makes places of the shapes that were read, and gives known ones of the same name their border.</summary>
internal sealed class TakeAreasJob(PlaceUse use, IStringLocalizer<ZonesText> text) : IJob
{
    public const string Key = "zones.take-areas";
    private const int Together = 100;

    private sealed record Item(int Number, string Name, MultiPolygon? Area, string? Fault, string[] FaultArguments, bool IsRepeated);

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var (how, cursor) = (step.Arguments<TakeAreas>(), step.Cursor<TakeCursor>() ?? TakeCursor.Start);
        var items = await ItemsAsync(step.Transaction.Connection, how, cursor.After, cancellationToken);
        var errors = new List<JobError>();
        foreach (var item in items)
        {
            cursor = cursor with { After = item.Number };
            var rule = WhyNot(how, item);
            if (rule is null && await TryAsync(step.Transaction.Connection, how, item, cursor, cancellationToken) is { } taken)
            {
                cursor = taken;
                continue;
            }

            errors.Add(new JobError(item.Number, how.NameProperty, item.Name, rule ?? text["area.refused"]));
            cursor = cursor with { Refused = cursor.Refused + 1 };
        }

        await step.AddErrorsAsync(errors, cancellationToken);
        await step.ReportAsync(
            new JobCounts(cursor.Made + cursor.Changed, null, cursor.Same, cursor.Refused), text["take.counts", cursor.Made, cursor.Changed, cursor.Same, cursor.Refused]);
        return items.Count == Together ? StepResult.Continue(cursor) : await EndAsync(step, how, cursor, cancellationToken);
    }

    private async Task<StepResult> EndAsync(JobStep step, TakeAreas how, TakeCursor cursor, CancellationToken cancellationToken)
    {
        await step.Transaction.Connection.Sql("update zones.area_import set state = $2 where id = $1", how.Import, AreaImport.Taken).RunAsync(cancellationToken);
        if (cursor.Change(how.Kind) is { } change && await use.FollowAsync(step.Transaction, change, cancellationToken) is null)
            throw new InvalidOperationException(text["use.failed"]);
        return StepResult.Done();
    }

    private static Task<List<Item>> ItemsAsync(NpgsqlConnection connection, TakeAreas how, int after, CancellationToken cancellationToken)
    {
        // Of one name in a file, the first that can be taken is; a shape without a property of the name has none.
        var takeable = how.AcceptRepairs ? "area is not null" : "area is not null and fault is null";
        return connection.Sql(
            $"""
            with named as (
              select i.no, coalesce(case when $2::text is null then regexp_replace(m.file_name, '\.[^.]*$', '') else i.properties ->> $2 end, '') as name,
                     i.area, i.fault, i.fault_arguments
              from zones.area_import_item i join zones.area_import m on m.id = i.import_id where i.import_id = $1)
            select n.no, n.name, n.area, n.fault, n.fault_arguments,
                   exists (select from named e where e.no < n.no and ext.fold(e.name) = ext.fold(n.name) and e.{takeable})
            from named n where n.no > $3 order by n.no limit {Together}
            """, how.Import, how.NameProperty.As(NpgsqlDbType.Text), after)
        .ListAsync(
            r => new Item(
                r.GetInt32(0), r.GetString(1), r.IsDBNull(2) ? null : r.GetFieldValue<MultiPolygon>(2), r.Text(3),
                r.IsDBNull(4) ? [] : r.GetFieldValue<string[]>(4), r.GetBoolean(5)),
            cancellationToken);
    }

    private string? WhyNot(TakeAreas how, Item item) => PlaceText.Clean(item.Name) switch
    {
        _ when item.Fault is { } fault && (item.Area is null || !how.AcceptRepairs) => text[fault, item.FaultArguments].Value,
        { Length: 0 } => text["take.nameless"].Value,
        { Length: > PlaceName.MaxLength } name => text["name.long", name.Length, PlaceName.MaxLength].Value,
        _ when item.IsRepeated => text["take.repeated"].Value,
        _ => null,
    };

    /// <summary>Takes a shape, or leaves all as it was when the database does not hold it for sound.</summary>
    private static async Task<TakeCursor?> TryAsync(NpgsqlConnection connection, TakeAreas how, Item item, TakeCursor cursor, CancellationToken cancellationToken)
    {
        await connection.Sql("savepoint shape").RunAsync(cancellationToken);
        try
        {
            return await TakeAsync(connection, how, item, cursor, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.CheckViolation)
        {
            await connection.Sql("rollback to savepoint shape").RunAsync(cancellationToken);
            return null;
        }
    }

    private static async Task<TakeCursor> TakeAsync(NpgsqlConnection connection, TakeAreas how, Item item, TakeCursor cursor, CancellationToken cancellationToken)
    {
        var shape = PlaceShape.Of(how.Kind);
        var ofCity = shape.ParentRequired ? "and p.city_id = $3" : "and $3::uuid is null";
        var name = PlaceText.Clean(item.Name);
        var found = await connection.Sql(
            $"""
            select p.id, p.xmin, p.area is not distinct from $2 and p.area::bytea is not distinct from $2::bytea, ext.st_envelope(p.area)
            from {shape.Table} p where p.archived_at is null and ext.fold(p.name) = ext.fold($1) {ofCity} for update
            """, name, item.Area.As(NpgsqlDbType.Geometry), how.CityId.As(NpgsqlDbType.Uuid))
        .ListAsync(
            r => (Id: r.GetGuid(0), Version: r.GetFieldValue<uint>(1), IsSame: r.GetBoolean(2), Old: r.IsDBNull(3) ? null : r.GetFieldValue<Geometry>(3)), cancellationToken);
        if (found is [{ IsSame: true }]) return cursor with { Same = cursor.Same + 1 };

        var (id, version) = found is [var known] ? (known.Id, known.Version) : await MakeAsync(connection, shape, name, how.CityId, cancellationToken);
        await StoreArea.RunAsync(connection, shape, id, version, item.Area, cancellationToken);
        var box = item.Area!.EnvelopeInternal;
        if (found is [{ Old: { } old }]) box.ExpandToInclude(old.EnvelopeInternal);
        return (found.Count > 0 ? cursor with { Changed = cursor.Changed + 1 } : cursor with { Made = cursor.Made + 1 }).With(box);
    }

    private static async Task<(Guid Id, uint Version)> MakeAsync(
        NpgsqlConnection connection, PlaceShape shape, string name, Guid? city, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        var version = shape.ParentRequired
            ? await connection.Sql($"insert into {shape.Table} (id, name, city_id) values ($1, $2, $3) returning xmin", id, name, city).ValueAsync<uint>(cancellationToken)
            : await connection.Sql(
                $"insert into {shape.Table} (id, name, color) values ($1, $2, $3) returning xmin", id, name, ZoneColors.Of(id)).ValueAsync<uint>(cancellationToken);
        return (id, version);
    }
}
