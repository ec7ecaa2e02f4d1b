using Npgsql;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>What became of a chunk.</summary>
internal sealed record ChunkResult(int Created, int Unchanged, IReadOnlyList<ImportRow> Refused);

/// <summary>Takes one chunk of rows in: known clients are compared, new ones made.</summary>
internal sealed class ChunkImport(
    IWispTransaction transaction, PlaceIds places, FileColumns columns, string digest, ImportArguments how, DateTimeOffset now)
{
    private int _unchanged;

    private NpgsqlConnection Connection => transaction.Connection;

    public async Task<ChunkResult> RunAsync(IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        await places.FindAsync(rows.Where(IsGood), cancellationToken);
        foreach (var row in rows.Where(IsGood)) Place(row);

        var fresh = await NewOnesAsync([.. rows.Where(IsGood)], cancellationToken);
        var created = how.DryRun ? fresh.Count : await MakeAsync(fresh, cancellationToken);
        return new(created, _unchanged, [.. rows.Where(r => r.Errors.Count > 0)]);
    }

    /// <summary>Compares the rows of known clients and answers the others.</summary>
    private async Task<List<ImportRow>> NewOnesAsync(IReadOnlyCollection<ImportRow> rows, CancellationToken cancellationToken)
    {
        var known = await KnownClients.FindAsync(Connection, digest, rows, cancellationToken);
        var fresh = new List<ImportRow>();
        foreach (var row in rows)
            if (known.Of(row) is not { } client) fresh.Add(row);
            else if (Comparison.Difference(columns, row, client) is { } field) row.Errors.Add(Clash(row, client, known.IsSame(row), field));
            else _unchanged++;
        return fresh;
    }

    private async Task<int> MakeAsync(List<ImportRow> fresh, CancellationToken cancellationToken)
    {
        await places.MakeAsync(transaction, fresh, cancellationToken);
        foreach (var row in fresh) Place(row);
        var insert = new SafeInsert(Connection, digest, now);
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

        row.Values = row.Values! with
        {
            StateId = places.IdOf(row.Places.State),
            CityId = places.IdOf(row.Places.City),
            NeighborhoodId = places.IdOf(row.Places.Neighborhood),
            ZoneId = places.IdOf(row.Places.Zone),
        };
    }

    private RowError Clash(ImportRow row, KnownClient client, bool isSame, ImportField difference)
    {
        var (name, id) = (client.Values.Name, client.ShownId);
        if (isSame)
            return RowError.Cell(difference, columns.Cell(row.Cells, difference), client.IsActive ? "row.differs" : "row.deactivated", name, id);
        return client.Values.DocumentKey is { } document && document == row.Values!.DocumentKey
            ? RowError.Cell(ImportField.Document, columns.Cell(row.Cells, ImportField.Document), "row.document-of", name, id)
            : RowError.Cell(ImportField.Email, columns.Cell(row.Cells, ImportField.Email), "row.email-of", name, id);
    }

    private static bool IsGood(ImportRow row) => row.Errors.Count == 0 && row.Values is not null;
}
