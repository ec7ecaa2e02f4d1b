using Npgsql;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>What became of a chunk.</summary>
internal sealed record ChunkResult(int Created, int Updated, int Unchanged, IReadOnlyList<ImportRow> Refused, IReadOnlyList<ImportRow> Warned);

/// <summary>Takes one chunk of rows in: known clients are compared or changed, new ones made.</summary>
internal sealed class ChunkImport(
    IWispTransaction transaction, PlaceIds places, ImportSource source, RenameRules renaming, ClientScopes scopes, string digest,
    ImportArguments how, DateTimeOffset now)
{
    private readonly TableColumns<ImportField> _columns = source.Columns;
    private readonly RowRules _rules = source.Rules;
    private int _unchanged;

    private NpgsqlConnection Connection => transaction.Connection;

    public async Task<ChunkResult> RunAsync(IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        await MeetClientsAsync([.. rows.Where(r => r.AwaitedId is not null && r.Errors.Count == 0)], cancellationToken);
        await places.FindAsync(rows.Where(r => r.IsGood), cancellationToken);
        foreach (var row in rows.Where(r => r.IsGood)) Place(row);

        var updated = await ChangeAsync([.. rows.Where(r => r.IsGood && r.Stored is not null)], cancellationToken);
        var fresh = await NewOnesAsync([.. rows.Where(r => r.IsGood && r.Stored is null)], cancellationToken);
        await SharedPhones.WarnAsync(Connection, fresh, scopes.CollectorOf, cancellationToken);
        await NearNames.WarnAsync(Connection, fresh, scopes.CollectorOf, cancellationToken);
        var created = how.DryRun ? fresh.Count : await MakeAsync(fresh, cancellationToken);
        return new(
            created, updated, _unchanged, [.. rows.Where(r => r.Errors.Count > 0)],
            [.. rows.Where(r => r is { IsWritten: true, Errors.Count: 0, Warnings.Count: > 0 })]);
    }

    private async Task MeetClientsAsync(IReadOnlyCollection<ImportRow> rows, CancellationToken cancellationToken)
    {
        var stored = await StoredClients.FindAsync(Connection, [.. rows.Select(r => r.AwaitedId!)], !how.DryRun, cancellationToken);
        var outside = await scopes.OutsideAsync([.. stored.Values.Select(c => c.Id)], cancellationToken);
        foreach (var row in rows)
            if (!stored.TryGetValue(row.AwaitedId!, out var client)) _rules.ReadNew(row);
            else if (outside.Contains(client.Id)) row.Errors.Add(RowError.Cell(ImportField.ClientId, row.AwaitedId, "row.outside"));
            else _rules.ReadChange(row, client);
    }

    private async Task<int> ChangeAsync(IReadOnlyCollection<ImportRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return 0;
        var changed = rows.Where(r => Comparison.Changes(r.Values!, r.Stored!.Values)).ToList();
        _unchanged += rows.Count - changed.Count;
        await new ChangeRules(Connection, _columns, renaming, scopes, how.AskedAt).CheckAsync(changed, cancellationToken);
        changed.RemoveAll(r => !r.IsGood);
        foreach (var row in changed) row.IsWritten = true;
        if (how.DryRun || changed.Count == 0) return changed.Count;

        await places.MakeAsync(transaction, changed, cancellationToken);
        foreach (var row in changed) Place(row);
        var count = await RefusedWrite.Of(Connection, (some, token) => ClientUpdate.RunAsync(Connection, some, now, token)).RunAsync(changed, cancellationToken);
        await renaming.KeepReasonsAsync(changed, now, cancellationToken);
        return count;
    }

    /// <summary>Compares the rows of known clients and answers the others.</summary>
    private async Task<List<ImportRow>> NewOnesAsync(IReadOnlyCollection<ImportRow> rows, CancellationToken cancellationToken)
    {
        var known = await KnownClients.FindAsync(Connection, digest, rows, cancellationToken);
        var outside = await scopes.OutsideAsync(known.Ids, cancellationToken);
        var fresh = new List<ImportRow>();
        foreach (var row in rows)
        {
            row.IsWritten = known.Of(row) is null;
            if (known.Of(row) is not { } client)
            {
                fresh.Add(row);
                continue;
            }

            var difference = Comparison.Difference(_columns, row, client);
            if (outside.Contains(client.Id) && (difference is not null || !row.HasNoKey)) row.Errors.Add(RowError.Taken(_columns, row, known.KeyOf(row)));
            else if (difference is { } field) row.Errors.Add(Clash(row, client, known.IsSame(row), field));
            else _unchanged++;
        }

        return fresh;
    }

    private async Task<int> MakeAsync(List<ImportRow> fresh, CancellationToken cancellationToken)
    {
        await places.MakeAsync(transaction, fresh, cancellationToken);
        foreach (var row in fresh) Place(row);
        var insert = RefusedWrite.Of(Connection, (rows, token) => ClientInsert.RunAsync(Connection, digest, rows, now, token));
        if (await insert.TryAsync(fresh, cancellationToken) is null) return fresh.Count;

        // Somebody made one of them since we looked, perhaps all of them in another import of the same file: look again.
        return await insert.RunAsync(await NewOnesAsync(fresh, cancellationToken), cancellationToken);
    }

    private void Place(ImportRow row)
    {
        if (!how.CreatePlaces && row.Places.All.FirstOrDefault(n => !places.Has(n)) is { } unknown)
        {
            row.Errors.Add(RowError.Cell(Enum.Parse<ImportField>(unknown.Kind.ToString()), unknown.Name, "row.place-unknown"));
            return;
        }

        var stored = row.Stored?.Values;
        row.Values = row.Values! with
        {
            StateId = Told(ImportField.State) ? places.IdOf(row.Places.State) : stored?.StateId,
            CityId = Told(ImportField.City) ? places.IdOf(row.Places.City) : stored?.CityId,
            NeighborhoodId = Told(ImportField.Neighborhood) ? places.IdOf(row.Places.Neighborhood) : stored?.NeighborhoodId,
            ZoneId = Told(ImportField.Zone) ? places.IdOf(row.Places.Zone) : stored?.ZoneId,
        };

        bool Told(ImportField field) => stored is null || _rules.Tells(row, field);
    }

    private RowError Clash(ImportRow row, KnownClient client, bool isSame, ImportField difference)
    {
        var (name, id) = (client.Values.Name, client.ShownId);
        if (isSame)
            return RowError.Cell(difference, _columns.Cell(row.Cells, difference), client.IsActive ? "row.differs" : "row.deactivated", name, id);
        return client.Values.DocumentKey is { } document && document == row.Values!.DocumentKey
            ? RowError.Cell(ImportField.Document, _columns.Cell(row.Cells, ImportField.Document), "row.document-of", name, id)
            : RowError.Cell(ImportField.Email, _columns.Cell(row.Cells, ImportField.Email), "row.email-of", name, id);
    }
}
