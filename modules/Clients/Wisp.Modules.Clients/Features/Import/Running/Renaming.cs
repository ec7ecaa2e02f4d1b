using Npgsql;

namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>Whether clients may get another name (REN-02); one that stays out here is refused with a sentence of its own.</summary>
internal static class Renaming
{
    /// <summary>Adds an error to each row whose client may not be renamed. Nobody's client is billed yet, so all may.</summary>
    public static Task CheckAsync(NpgsqlConnection connection, IReadOnlyCollection<ImportRow> renamed, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
