using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.FormTabs;
using Wisp.Modules.Clients.Features.Renaming;
using Wisp.Sdk;
using static Wisp.Modules.Clients.Features.SaveClient.SaveResult;

namespace Wisp.Modules.Clients.Features.SaveClient;

/// <summary>Checks the whole form, other modules' tabs too, and saves all of it in one transaction or nothing.</summary>
[Feature]
internal sealed class SaveClient(
    IDatabase<ClientsDb> database, OpenClient open, CheckClient checkClient, FindTaken findTaken, FindDoubts findDoubts,
    FormTabs.FormTabs tabs, NameUse nameUse, TimeProvider clock)
{
    private const int Attempts = 5;

    public async Task<SaveResult> CreateAsync(SaveRequest request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var check = await CheckAsync(New(), request, isNew: true, cancellationToken);
        if (check.Refusal is { } refused) return refused;

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await InsertAsync();
            }
            catch (DbUpdateException raced) when (attempt < Attempts && check.Values!.CustomId is null && UniqueField.Of(raced) == nameof(ClientDraft.CustomId))
            {
                // The number that a new client got was typed by somebody just now: the next one will do.
            }
            catch (DbUpdateException raced) when (UniqueField.Of(raced) is { } field)
            {
                return await TakenAsync(id, check.Values!, field, cancellationToken);
            }
        }

        Client New() => new() { Id = id, CreatedAt = now, UpdatedAt = now };

        async Task<SaveResult> InsertAsync()
        {
            await using var transaction = await database.BeginAsync(cancellationToken);
            var client = New();
            client.Take(check.Values!);
            transaction.Context<ClientsDb>().Clients.Add(client);
            return await StoreAsync(transaction, client, null, request, cancellationToken);
        }
    }

    public async Task<SaveResult> EditAsync(Guid id, SaveRequest request, CancellationToken cancellationToken)
    {
        if (await open.FindAsync(id, cancellationToken) is not { } seen) return new Gone(false);
        if (seen.Status == ClientStatus.Deactivated) return new Gone(true);
        var check = await CheckAsync(seen, request, isNew: false, cancellationToken);
        if (check.Refusal is { } refused) return refused;
        try
        {
            return await UpdateAsync(id, check, request, cancellationToken);
        }
        catch (DbUpdateException raced) when (UniqueField.Of(raced) is { } field)
        {
            return await TakenAsync(id, check.Values!, field, cancellationToken);
        }
    }

    private async Task<SaveResult> UpdateAsync(Guid id, Checked check, SaveRequest request, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var db = transaction.Context<ClientsDb>();
        // Locked: no other save and no deactivation comes between the comparison and the tabs.
        var client = await db.Clients.FromSql($"select *, xmin from clients.client where id = {id} for update").SingleAsync(cancellationToken);
        if (client.Status == ClientStatus.Deactivated) return new Gone(true);
        client.Take(check.Values!);
        if (db.ChangeTracker.HasChanges())
        {
            // Who came first and typed just the same left nothing to ask.
            if (client.Version != request.Version && Differences(db.Entry(client)) is { Count: > 0 } differences)
                return new Overtaken(client.Version, differences);
            client.UpdatedAt = clock.GetUtcNow();
        }

        return await StoreAsync(transaction, client, check.RenameReason, request, cancellationToken);
    }

    private async Task<Checked> CheckAsync(Client client, SaveRequest request, bool isNew, CancellationToken cancellationToken)
    {
        var check = await checkClient.RunAsync(client, request.Draft, cancellationToken);
        var errors = check.Errors.ToList();
        // Whoever was overtaken is shown the other's name first: his old one is no wish to rename.
        var isStale = isNew || client.Version != request.Version;
        var reason = isStale || check.Rules.Values is null ? null : await ReasonAsync(client, check.Rules.Values, request.RenameReason, errors, cancellationToken);
        var country = check.Rules.Values?.Country ?? client.Country;
        var tabProblems = await tabs.CheckAsync(request.Tabs, isNew ? null : client.Id, country, cancellationToken);
        if (errors.Count + check.Taken.Count + tabProblems.Count > 0) return new Checked(new Refused(errors, check.Taken) { Tabs = tabProblems }, null, null);

        var doubts = await findDoubts.RunAsync(client, check.Rules, cancellationToken);
        return doubts.All(doubt => request.Accepted.Contains(doubt.Key))
            ? new Checked(null, check.Rules.Values, reason)
            : new Checked(new Doubtful(doubts), null, null);
    }

    private async Task<string?> ReasonAsync(
        Client client, ClientValues values, string? typed, List<FieldError> errors, CancellationToken cancellationToken)
    {
        if (values.Name == client.Name && values.FirstName == client.FirstName && values.SecondName == client.SecondName
            && values.FirstSurname == client.FirstSurname && values.SecondSurname == client.SecondSurname) return null;
        if ((await nameUse.PapersAsync(client.Id, cancellationToken)).Count == 0) return null;
        if (!nameUse.MayRename)
        {
            errors.Add(new FieldError(nameof(ClientDraft.Name), values.Name, "rule.rename-permission"));
            return null;
        }

        var read = new DraftReader();
        var reason = read.Lines(nameof(SaveRequest.RenameReason), typed, NameUse.ReasonLimit);
        errors.AddRange(read.Errors);
        if (reason is null && read.Errors.Count == 0) errors.Add(new FieldError(nameof(SaveRequest.RenameReason), typed, "rule.rename-reason"));
        return reason;
    }

    private async Task<SaveResult> StoreAsync(
        IWispTransaction transaction, Client client, string? renameReason, SaveRequest request, CancellationToken cancellationToken)
    {
        var written = await transaction.Context<ClientsDb>().SaveChangesAsync(cancellationToken);
        if (renameReason is not null)
            await transaction.Connection.Sql(
                "insert into clients.renaming (client_id, reason, at) values ($1, $2, $3)", client.Id, renameReason, client.UpdatedAt).RunAsync(cancellationToken);
        var (problems, tabsWrote) = await tabs.SaveAsync(transaction, request.Tabs, client.Id, cancellationToken);
        if (problems.Count > 0) return new Refused([], []) { Tabs = problems };
        await transaction.CommitAsync(cancellationToken);
        return new Saved(client.Id, written > 0 || tabsWrote);
    }

    // Another save took the value between our look and ours.
    private async Task<SaveResult> TakenAsync(Guid id, ClientValues values, string field, CancellationToken cancellationToken)
    {
        var taken = await findTaken.RunAsync(id, UniqueValues.Of(values), cancellationToken);
        return new Refused([], taken.Count > 0 ? taken : [new Taken(field, null, null)]);
    }

    private static IReadOnlyList<Difference> Differences(EntityEntry<Client> entry) =>
    [
        .. entry.Properties
            .Where(p => p.IsModified && p.Metadata.Name is not (nameof(Client.PhoneKey) or nameof(Client.PhoneMobileKey) or nameof(Client.PhoneMobileVerified)
                or nameof(Client.ZoneByHand) or nameof(Client.NeighborhoodByHand)))
            .Select(p => new Difference(p.Metadata.Name, p.OriginalValue, p.CurrentValue)),
    ];

    /// <summary>Why the form is not saved, or what is saved and the reason of a new name.</summary>
    private sealed record Checked(SaveResult? Refusal, ClientValues? Values, string? RenameReason);
}
