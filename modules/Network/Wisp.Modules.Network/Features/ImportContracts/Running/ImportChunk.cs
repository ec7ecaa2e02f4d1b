using System.Globalization;
using System.Net;
using NpgsqlTypes;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.ImportContracts.Reading;
using Wisp.Modules.Network.Features.Secrets;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ImportContracts.Running;

/// <summary>What a chunk is taken within.</summary>
internal sealed record ChunkFrame(IWispTransaction Transaction, TableColumns<ImportField> Columns, SeenKeys Seen, string Digest, bool DryRun);

/// <summary>What became of a chunk.</summary>
internal sealed record ChunkResult(int Created, int Updated, int Unchanged, IReadOnlyList<ImportRow> Refused);

/// <summary>Takes one chunk of rows in: contracts that are named are changed, others made.</summary>
[Feature]
internal sealed class ImportChunk(ContractScope scope, ContractWrites writes, NetworkSecrets secrets, IIsp isp)
{
    public async Task<ChunkResult> RunAsync(ChunkFrame frame, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        var today = await isp.TodayAsync(cancellationToken);
        foreach (var row in rows) CheckShape(frame.Columns, row);
        await MeetContractsAsync(frame, rows, cancellationToken);
        await MeetClientsAsync(frame, rows, cancellationToken);
        var rules = await RulesAsync(frame, rows, today, cancellationToken);
        foreach (var row in rows.Where(row => row.IsGood)) rules.Check(row);
        foreach (var row in rows) Repeated(frame, row);

        var unchanged = Compare(rows);
        var updated = await WriteAsync(
            frame, [.. rows.Where(row => row.IsChange && !unchanged.Contains(row))], (some, token) => writes.UpdateAsync(frame.Transaction, some, today, token), cancellationToken);
        var created = await WriteAsync(
            frame, [.. rows.Where(row => row.Stored is null)], (some, token) => writes.InsertAsync(frame.Transaction, frame.Digest, some, token), cancellationToken);
        return new(created, updated, unchanged.Count, [.. rows.Where(row => !row.IsGood)]);
    }

    private static void CheckShape(TableColumns<ImportField> columns, ImportRow row)
    {
        row.IsWhole = !row.IsMalformed && columns.Fits(row.Cells);
        if (row.IsMalformed) row.Errors.Add(RowError.Row("row.quotes"));
        else if (!row.IsWhole) row.Errors.Add(RowError.Row("row.ragged", row.Cells.Length, columns.All.Count));
        // U+FFFD stands where the encoding could not read the file.
        else if (columns.All.Where((c, i) => row.Cells[i].Contains('\uFFFD', StringComparison.Ordinal)).FirstOrDefault(c => c.Field is not null) is { Field: { } field })
            row.Errors.Add(RowError.Cell(field, "row.unreadable"));
    }

    private async Task MeetContractsAsync(ChunkFrame frame, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        var asked = rows.Where(row => row.IsGood).Select(row => (Row: row, Cell: frame.Columns.Cell(row.Cells, ImportField.ContractId))).Where(one => one.Cell is not null).ToList();
        if (asked.Count == 0) return;
        var (within, seen) = scope.Where("c.client_id", after: 1);
        var numbers = asked.Select(one => Number(one.Cell!)).OfType<long>().Distinct().ToArray();
        var ids = await frame.Transaction.Connection.Sql(
            $"select c.public_id, c.id from network.contract c where c.public_id = any ($1) and {within}", [numbers, .. seen])
            .ListAsync(row => (Number: row.GetInt64(0), Id: row.GetGuid(1)), cancellationToken);
        var stored = (await KnownContract.ReadAsync(frame.Transaction.Connection, [.. ids.Select(one => one.Id)], !frame.DryRun, cancellationToken))
            .Values.ToDictionary(contract => contract.Number);
        foreach (var (row, cell) in asked)
        {
            row.IsChange = true;
            row.Stored = Number(cell!) is { } number ? stored.GetValueOrDefault(number) : null;
            if (row.Stored is null) row.Errors.Add(RowError.Cell(ImportField.ContractId, "row.contract-unknown", cell!));
        }
    }

    private async Task MeetClientsAsync(ChunkFrame frame, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        var good = rows.Where(row => row.IsGood).ToList();
        var clients = await KnownClients.FindAsync(frame.Transaction.Connection, scope, frame.Columns, good, cancellationToken);
        foreach (var row in good)
        {
            var id = Typed.Line(frame.Columns.Cell(row.Cells, ImportField.ClientId));
            var document = Typed.Line(frame.Columns.Cell(row.Cells, ImportField.Document));
            var (byId, byDocument) = (id is null ? null : clients.OfId(id), document is null ? null : clients.OfDocument(document));
            row.Client = byId ?? byDocument ?? (row.Stored is { } stored ? clients.Of(stored.ClientId) : null);
            if (id is not null && byId is null) row.Errors.Add(RowError.Cell(ImportField.ClientId, "row.client-unknown", id));
            else if (document is not null && byDocument is null) row.Errors.Add(RowError.Cell(ImportField.Document, "row.document-unknown", document));
            else if (byId is not null && byDocument is not null && byId.Id != byDocument.Id) row.Errors.Add(RowError.Cell(ImportField.Document, "row.two-clients", byDocument.Name, byDocument.ShownId));
            else if (row.Client is null) row.Errors.Add(RowError.Cell(frame.Columns.Has(ImportField.ClientId) ? ImportField.ClientId : ImportField.Document, "row.client-missing"));
            else if (row.Stored is { } held && held.ClientId != row.Client.Id) row.Errors.Add(RowError.Cell(ImportField.ContractId, "row.other-client", held.Number));
            else if (!row.Client.IsActive) row.Errors.Add(new(id is null ? ImportField.Document : ImportField.ClientId, "client.deactivated", true));
        }
    }

    private async Task<RowRules> RulesAsync(ChunkFrame frame, IReadOnlyList<ImportRow> rows, DateOnly today, CancellationToken cancellationToken)
    {
        var good = rows.Where(row => row.IsGood).ToList();
        var servers = await ItemsAsync(frame, CatalogShape.Servers, ImportField.Server, good, row => row.Stored?.ServerId, cancellationToken);
        await MeetMadeAsync(frame, servers, [.. good.Where(row => !row.IsChange)], cancellationToken);
        var plans = await ItemsAsync(frame, CatalogShape.Plans, ImportField.Plan, good, row => row.Stored?.PlanId, cancellationToken);
        var nodes = await ItemsAsync(frame, CatalogShape.Nodes, ImportField.Node, good, row => row.Stored?.NodeId, cancellationToken);
        return new RowRules(frame.Columns, plans, servers, nodes, secrets, today);
    }

    private static Task<KnownItems> ItemsAsync(
        ChunkFrame frame, CatalogShape shape, ImportField field, IReadOnlyList<ImportRow> rows, Func<ImportRow, Guid?> held, CancellationToken cancellationToken) => KnownItems.FindAsync(
        frame.Transaction.Connection, shape, rows.Select(row => Typed.Line(frame.Columns.Cell(row.Cells, field))).OfType<string>(), rows.Select(held).OfType<Guid>(), !frame.DryRun, cancellationToken);

    private static async Task MeetMadeAsync(ChunkFrame frame, KnownItems servers, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        var identities = new List<NetIdentity>();
        foreach (var row in rows)
        {
            var server = Typed.Line(frame.Columns.Cell(row.Cells, ImportField.Server)) is { } name ? servers.Of(name) : null;
            var ip = IPAddress.TryParse(Typed.Line(frame.Columns.Cell(row.Cells, ImportField.Ip)), out var read) ? read : null;
            var username = Typed.Line(frame.Columns.Cell(row.Cells, ImportField.PppoeUsername));
            if (server is not null && (ip is not null || username is not null)) identities.Add(new(row.Line, row.Client!.Id, server.Id, ip, username));
        }

        var made = await MadeBefore.FindAsync(frame.Transaction.Connection, frame.Digest, [.. rows.Select(row => row.Line)], identities, cancellationToken);
        var stored = await KnownContract.ReadAsync(frame.Transaction.Connection, [.. made.Values.Distinct()], hold: false, cancellationToken);
        foreach (var row in rows)
            if (made.TryGetValue(row.Line, out var id)) row.Stored = stored[id];
    }

    // Whatever becomes of the first row with a key, later ones are refused: which of them is meant is not ours to guess.
    private static void Repeated(ChunkFrame frame, ImportRow row)
    {
        if (row.IsChange && row.Stored is { } stored) Meet(ImportField.ContractId, $"contract {stored.Id}");
        if (row.Values is not { Ends: false } values) return;
        if (values.Ip is { } ip) Meet(ImportField.Ip, $"ip {values.ServerId} {ip}");
        if (values.Username is { } username) Meet(ImportField.PppoeUsername, $"user {values.ServerId} {username.ToLowerInvariant()}");

        // What a row leaves as it is stored, it does not ask for.
        void Meet(ImportField field, string key)
        {
            if (frame.Columns.Cell(row.Cells, field) is not null && frame.Seen.Meet(key, row.Line) is { } line) row.Errors.Add(RowError.Cell(field, "row.repeated", line));
        }
    }

    /// <summary>The rows that say what is stored; one that speaks of a contract without naming it may say nothing else.</summary>
    private static HashSet<ImportRow> Compare(IEnumerable<ImportRow> rows)
    {
        var same = new HashSet<ImportRow>();
        foreach (var row in rows)
        {
            if (!row.IsGood || row.Stored is not { } stored) continue;
            if (row.Values!.Difference(stored) is not { } field) same.Add(row);
            else if (!row.IsChange) row.Errors.Add(RowError.Cell(field, "row.differs", stored.Number));
        }

        return same;
    }

    private static async Task<int> WriteAsync(
        ChunkFrame frame, IReadOnlyCollection<ImportRow> rows, Func<IReadOnlyList<ImportRow>, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        await TakenNet.RefuseAsync(frame.Transaction.Connection, rows, cancellationToken);
        var good = rows.Where(row => row.IsGood).ToList();
        if (frame.DryRun || good.Count == 0) return good.Count;
        var halving = new HalvingWrite<ImportRow>(frame.Transaction.Connection, write, (row, refused) => row.Errors.Add(TakenNet.ErrorOf(row, refused)));
        return await halving.RunAsync(good, cancellationToken);
    }

    private static long? Number(string cell) => long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
