using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>What keeps a row from changing its client, beyond the form's rules on the row alone.</summary>
internal sealed class ChangeRules(
    NpgsqlConnection connection, TableColumns<ImportField> columns, RenameRules renaming, ClientScopes scopes, DateTimeOffset? askedAt)
{
    public async Task CheckAsync(IReadOnlyCollection<ImportRow> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows) RefuseLaterSave(row);
        await renaming.CheckAsync([.. rows.Where(r => r.IsGood)], cancellationToken);
        await RefuseTakenAsync([.. rows.Where(r => r.IsGood)], cancellationToken);
        await RefuseStrangePlacesAsync([.. rows.Where(r => r.IsGood && HasMoved(r))], cancellationToken);
    }

    // Whoever saved after the import was asked for knows more than the file.
    private void RefuseLaterSave(ImportRow row)
    {
        if (askedAt is { } asked && row.Stored!.UpdatedAt > asked)
            row.Errors.Add(RowError.Cell(ImportField.ClientId, row.AwaitedId, "row.saved-later", row.Stored.Values.Name));
    }

    private static bool HasMoved(ImportRow row)
    {
        var (wanted, stored) = (row.Values!, row.Stored!.Values);
        return (wanted.StateId, wanted.CityId, wanted.NeighborhoodId) != (stored.StateId, stored.CityId, stored.NeighborhoodId);
    }

    private async Task RefuseTakenAsync(IReadOnlyCollection<ImportRow> rows, CancellationToken cancellationToken)
    {
        var wanted = rows.Where(r => r.Values!.DocumentKey != r.Stored!.Values.DocumentKey || r.Values!.EmailKey != r.Stored!.Values.EmailKey).ToList();
        if (wanted.Count == 0) return;
        var holders = await connection.Sql(
            $"""
            select {KnownClient.Columns} from clients.client c where c.document_key = any($1) and c.status = 'active'
            union all
            select {KnownClient.Columns} from clients.client c where c.email_key = any($2) and c.status = 'active'
            """,
            wanted.Select(r => r.Values!.DocumentKey).OfType<string>().ToArray(), wanted.Select(r => r.Values!.EmailKey).OfType<string>().ToArray())
            .ListAsync(KnownClient.Read, cancellationToken);
        var outside = await scopes.OutsideAsync([.. holders.Select(c => c.Id)], cancellationToken);
        foreach (var row in wanted)
        {
            Refuse(row, ImportField.Document, "row.document-held", c => c.Values.DocumentKey is { } key && key == row.Values!.DocumentKey);
            Refuse(row, ImportField.Email, "row.email-of", c => c.Values.EmailKey is { } key && key == row.Values!.EmailKey);
        }

        void Refuse(ImportRow row, ImportField field, string key, Func<KnownClient, bool> holds)
        {
            if (holders.FirstOrDefault(c => c.Id != row.Stored!.Id && holds(c)) is not { } holder) return;
            row.Errors.Add(outside.Contains(holder.Id)
                ? RowError.Taken(columns, row, field)
                : RowError.Cell(field, columns.Cell(row.Cells, field), key, holder.Values.Name, holder.ShownId));
        }
    }

    private async Task RefuseStrangePlacesAsync(IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;
        var strange = await connection.Sql(
            $"""
            select row.no, {PlaceRules.Fault("row.neighborhood", "row.city", "row.state")}
            from unnest($1::uuid[], $2::uuid[], $3::uuid[]) with ordinality as row(neighborhood, city, state, no)
            """,
            Ids(rows.Select(Chosen)), Ids(rows.Select(r => r.Values!.CityId)), Ids(rows.Select(r => r.Values!.StateId)))
            .ListAsync(r => (No: (int)r.GetInt64(0) - 1, Rule: r.Text(1)), cancellationToken);
        foreach (var (no, rule) in strange)
        {
            if (rule is null) continue;
            var field = rule == PlaceRules.WrongNeighborhood ? ImportField.Neighborhood : ImportField.City;
            rows[no].Errors.Add(new RowError(field, columns.Cell(rows[no].Cells, field), rule, true));
        }
    }

    // One that follows from the point follows the city too.
    private static Guid? Chosen(ImportRow row) =>
        row.Stored!.Values is { NeighborhoodByHand: false } stored && stored.NeighborhoodId == row.Values!.NeighborhoodId ? null : row.Values!.NeighborhoodId;

    private static NpgsqlParameter Ids(IEnumerable<Guid?> ids) => ids.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid);
}
