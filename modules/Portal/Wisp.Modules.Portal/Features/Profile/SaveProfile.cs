using System.Text.Json;
using NpgsqlTypes;
using Wisp.Contracts.Billing;
using Wisp.Contracts.Clients;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Accesses;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Profile;

/// <summary>A subscriber's changes of his own data: applied at once, or asked for; checked by the same rules either way.</summary>
[Feature]
internal sealed class SaveProfile(IDatabase<PortalDb> database, IClientContact contacts, ISubscriberMail mail, TimeProvider clock)
{
    /// <returns>How the data stand, or <c>null</c> when there is no such client.</returns>
    public async Task<OwnData?> ReadAsync(Guid clientId, CancellationToken cancellationToken) =>
        await contacts.FindAsync(clientId, cancellationToken) is { } contact ? OwnData.Of(contact, await mail.FindAsync(clientId, cancellationToken)) : null;

    /// <returns>What is wrong, as the module that owns it says it; empty when it was applied or asked for.</returns>
    public async Task<IReadOnlyList<(string Field, string Message)>> RunAsync(Guid clientId, OwnData before, OwnData wanted, bool ask, CancellationToken cancellationToken)
    {
        await using (var transaction = await database.BeginAsync(cancellationToken))
        {
            // What is asked for is written and taken back: it is refused now by the rules that would refuse it later.
            var said = await ApplyAsync(transaction, clientId, before, wanted, cancellationToken);
            if (said.Count > 0) return said;
            if (!ask) await transaction.CommitAsync(cancellationToken);
        }

        if (ask) await AskAsync(clientId, before, wanted, cancellationToken);
        return [];
    }

    /// <summary>
    /// Writes what differs, onto what stands now, in the caller's transaction, which is committed only without a problem. What stands is read and locked there: nobody's
    /// change at the same time is undone.
    /// </summary>
    public async Task<IReadOnlyList<(string Field, string Message)>> ApplyAsync(IWispTransaction transaction, Guid clientId, OwnData before, OwnData wanted, CancellationToken cancellationToken)
    {
        var stands = await contacts.LockAsync(transaction, clientId, cancellationToken) is { } contact ? OwnData.Of(contact, await mail.LockAsync(transaction, clientId, cancellationToken)) : before;
        var data = stands.With(before, wanted);
        List<(string, string)> said = [.. (await contacts.SaveAsync(transaction, clientId, data.Contact(), cancellationToken)).Select(problem => (problem.Field, problem.Message))];
        if (data.HasMail) said.AddRange((await mail.SaveAsync(transaction, clientId, data.Mail(), cancellationToken)).Select(problem => (problem.Field, problem.Message)));
        return said;
    }

    // A request that is asked anew takes the place of the one that waits; an operator who looks at the old one answers in vain.
    private async Task AskAsync(Guid clientId, OwnData before, OwnData wanted, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        await AccessRows.LockAsync(transaction.Connection, clientId, cancellationToken);
        await transaction.Connection.Sql(
            "update portal.request set state = 'cancelled', answered_at = $2 where client_id = $1 and kind = 'profile' and state = 'waiting'", clientId, clock.GetUtcNow())
            .RunAsync(cancellationToken);
        await transaction.Connection.Sql(
            "insert into portal.request (client_id, kind, before, wanted, asked_at) values ($1, 'profile', $2, $3, $4)", clientId, Json(before), Json(wanted), clock.GetUtcNow())
            .RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static Npgsql.NpgsqlParameter Json(OwnData data) => JsonSerializer.Serialize(data, JsonSerializerOptions.Web).As(NpgsqlDbType.Jsonb);
}
