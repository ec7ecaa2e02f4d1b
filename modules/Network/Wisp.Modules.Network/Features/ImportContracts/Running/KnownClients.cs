using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.ImportContracts.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ImportContracts.Running;

internal sealed record KnownClient(Guid Id, string ShownId, string Name, bool IsActive);

/// <summary>The clients that rows of a chunk name, by the ID that people see, else the number given, and by document; only those that the asker may see.</summary>
internal sealed class KnownClients
{
    private readonly Dictionary<Guid, KnownClient> _byId = [];
    private readonly Dictionary<string, KnownClient> _byShownId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KnownClient> _byNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KnownClient> _byDocument = new(StringComparer.Ordinal);

    public KnownClient? Of(Guid id) => _byId.GetValueOrDefault(id);

    public KnownClient? OfId(string typed) => _byShownId.GetValueOrDefault(typed) ?? _byNumber.GetValueOrDefault(typed);

    public KnownClient? OfDocument(string typed) => _byDocument.GetValueOrDefault(DocumentKey(typed));

    public static async Task<KnownClients> FindAsync(
        NpgsqlConnection connection, ContractScope scope, TableColumns<ImportField> columns, IReadOnlyCollection<ImportRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(row => Typed.Line(columns.Cell(row.Cells, ImportField.ClientId))).OfType<string>().Distinct().ToArray();
        var numbers = ids.Select(id => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null).OfType<long>().ToArray();
        var documents = rows.Select(row => Typed.Line(columns.Cell(row.Cells, ImportField.Document))).OfType<string>().Select(DocumentKey).Distinct().ToArray();
        var owners = rows.Select(row => row.Stored?.ClientId).OfType<Guid>().Distinct().ToArray();
        var (within, seen) = scope.Where("k.id", after: 4);
        var known = new KnownClients();
        await using var command = connection.Sql(
            $"""
            with hit as (
                select id from clients.clients_v1 where shown_id = any ($1)
                union
                select id from clients.clients_v1 where public_id = any ($2)
                union
                select id from clients.clients_v1 where document_key = any ($3) and status = 'active'
                union
                select unnest($4))
            select k.id, k.shown_id, k.public_id::text, k.document_key, k.name, k.status = 'active'
            from hit join clients.clients_v1 k on k.id = hit.id
            where {within}
            """, [ids.As(NpgsqlDbType.Array | NpgsqlDbType.Text), numbers, documents.As(NpgsqlDbType.Array | NpgsqlDbType.Text), owners, .. seen]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) known.Add(reader);
        return known;
    }

    private void Add(NpgsqlDataReader row)
    {
        var client = new KnownClient(row.GetGuid(0), row.GetString(1), row.GetString(4), row.GetBoolean(5));
        _byId[client.Id] = client;
        _byShownId[client.ShownId] = client;
        _byNumber[row.GetString(2)] = client;
        if (client.IsActive && row.Text(3) is { } document) _byDocument[document] = client;
    }

    // As clients.clients_v1 has it.
    private static string DocumentKey(string typed) =>
        string.Concat(KeyboardText.Separators(typed)!.Where(c => c is not (' ' or '.' or '-' or '/'))).ToUpperInvariant();
}
