using Npgsql;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>The clients that rows of a chunk speak of: by ID, else document, else e-mail, else the line of the same file (IMP-01).</summary>
internal sealed class KnownClients
{
    private readonly Dictionary<string, KnownClient> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KnownClient> _byDocument = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KnownClient> _byEmail = new(StringComparer.Ordinal);
    private readonly Dictionary<int, KnownClient> _byLine = [];

    public IReadOnlyCollection<Guid> Ids => [.. _byId.Values.Select(c => c.Id)];

    public static async Task<KnownClients> FindAsync(
        NpgsqlConnection connection, string digest, IReadOnlyCollection<ImportRow> rows, CancellationToken cancellationToken)
    {
        var known = new KnownClients();
        await using var command = connection.Sql(
            $"""
            with hit as (
                select id from clients.client where coalesce(custom_id, public_id::text) collate "C" = any($1)
                union
                select id from clients.client where document_key = any($2) and status = 'active'
                union
                select id from clients.client where email_key = any($3) and status = 'active'
                union
                select client_id from clients.import_origin where digest = $4 and line = any($5)
            )
            select {KnownClient.Columns}, o.line
            from hit
            join clients.client c on c.id = hit.id
            left join clients.import_origin o on o.client_id = hit.id and o.digest = $4 and o.line = any($5)
            """,
            Keys(rows, r => r.Values?.CustomId),
            Keys(rows, r => r.Values?.DocumentKey),
            Keys(rows, r => r.Values?.EmailKey),
            digest,
            rows.Where(r => r.HasNoKey).Select(r => r.Line).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) known.Add(KnownClient.Read(reader), reader.Maybe<int>(KnownClient.Width));
        return known;
    }

    public KnownClient? Of(ImportRow row)
    {
        var values = row.Values!;
        return Get(_byId, values.CustomId) ?? Get(_byDocument, values.DocumentKey) ?? Get(_byEmail, values.EmailKey)
            ?? (row.HasNoKey ? _byLine.GetValueOrDefault(row.Line) : null);
    }

    /// <summary>Whether the row was found by its ID or line, and not by something that it may not share.</summary>
    public bool IsSame(ImportRow row) => row.HasNoKey || Get(_byId, row.Values!.CustomId) is not null;

    /// <summary>By what the row was found; <c>null</c> by its line.</summary>
    public ImportField? KeyOf(ImportRow row)
    {
        var values = row.Values!;
        return Get(_byId, values.CustomId) is not null ? ImportField.ClientId
            : Get(_byDocument, values.DocumentKey) is not null ? ImportField.Document
            : Get(_byEmail, values.EmailKey) is not null ? ImportField.Email
            : null;
    }

    private static KnownClient? Get(Dictionary<string, KnownClient> clients, string? key) =>
        key is null ? null : clients.GetValueOrDefault(key);

    private static string[] Keys(IEnumerable<ImportRow> rows, Func<ImportRow, string?> key) => [.. rows.Select(key).OfType<string>()];

    private void Add(KnownClient client, int? line)
    {
        _byId[client.ShownId] = client;
        if (line is { } at) _byLine[at] = client;
        if (!client.IsActive) return;
        if (client.Values.DocumentKey is { } document) _byDocument[document] = client;
        if (client.Values.EmailKey is { } email) _byEmail[email] = client;
    }
}
