using Npgsql;
using Wisp.Modules.Clients.Features.Import.Reading;
using Wisp.Modules.Clients.Features.Renaming;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>
/// A client whose name was given out gets another only from an import of who may rename, and why is kept: the file (REN-02).
/// </summary>
internal sealed class RenameRules(NpgsqlConnection connection, NameUse nameUse, ImportArguments how, string reason)
{
    private readonly HashSet<Guid> _reasoned = [];

    /// <summary>Refuses the rows of clients who may not be renamed.</summary>
    public async Task CheckAsync(IReadOnlyCollection<ImportRow> rows, CancellationToken cancellationToken)
    {
        var renamed = rows.Where(IsRenamed).ToList();
        if (renamed.Count == 0) return;
        var fixedNames = await nameUse.PrintedAsync([.. renamed.Select(r => r.Stored!.Id)], cancellationToken);
        foreach (var row in renamed.Where(r => fixedNames.Contains(r.Stored!.Id)))
            if (how.Renames) _reasoned.Add(row.Stored!.Id);
            else row.Errors.Add(new RowError(ImportField.Name, row.Values!.Name, "rule.rename-permission", true));
    }

    /// <summary>Keeps why the rows' clients were renamed.</summary>
    public async Task KeepReasonsAsync(IEnumerable<ImportRow> written, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var clients = written.Where(r => r.Errors.Count == 0 && _reasoned.Contains(r.Stored!.Id)).Select(r => r.Stored!.Id).ToArray();
        if (clients.Length == 0) return;
        await connection.Sql("insert into clients.renaming (client_id, reason, at) select id, $2, $3 from unnest($1::uuid[]) as id", clients, reason, now)
            .RunAsync(cancellationToken);
    }

    private static bool IsRenamed(ImportRow row)
    {
        var (wanted, stored) = (row.Values!, row.Stored!.Values);
        return (wanted.Name, wanted.FirstName, wanted.SecondName, wanted.FirstSurname, wanted.SecondSurname)
            != (stored.Name, stored.FirstName, stored.SecondName, stored.FirstSurname, stored.SecondSurname);
    }
}
