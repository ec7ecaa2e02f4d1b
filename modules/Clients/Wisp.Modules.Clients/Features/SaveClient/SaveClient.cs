using Microsoft.EntityFrameworkCore;
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
        var client = new Client { Id = Guid.CreateVersion7(now), CreatedAt = now, UpdatedAt = now };
        var check = await CheckAsync(client, request, isNew: true, cancellationToken);
        if (check.Refusal is { } refused) return refused;

        for (var attempt = 1; ; attempt++)
        {
            var stored = await TryAsync(InsertAsync);
            if (stored.Field is null) return stored.Result!;
            // The number that a new client got was typed by somebody just now: the next one will do.
            if (stored.Field == nameof(client.CustomId) && check.Values!.CustomId is null && attempt < Attempts) continue;
            return await TakenAsync(client.Id, check.Values!, stored.Field, cancellationToken);
        }

        async Task<SaveResult?> InsertAsync()
        {
            await using var transaction = await database.BeginAsync(cancellationToken);
            var fresh = new Client { Id = client.Id, CreatedAt = now, UpdatedAt = now };
            fresh.Take(check.Values!);
            transaction.Context<ClientsDb>().Clients.Add(fresh);
            return await StoreAsync(transaction, fresh, null, request, cancellationToken);
        }
    }

    public async Task<SaveResult> EditAsync(Guid id, SaveRequest request, CancellationToken cancellationToken)
    {
        if (await open.FindAsync(id, cancellationToken) is not { } seen) return new Gone(false);
        if (seen.Status == ClientStatus.Deactivated) return new Gone(true);
        var check = await CheckAsync(seen, request, isNew: false, cancellationToken);
        if (check.Refusal is { } refused) return refused;

        for (var version = request.Version; ;)
        {
            var stored = await TryAsync(() => UpdateAsync(version));
            if (stored.Field is { } field) return await TakenAsync(id, check.Values!, field, cancellationToken);
            if (stored.Result is { } result) return result;
            // Who came first typed just the same: there is nothing to ask, and the tabs are still to be saved.
            var overtaken = await OvertakenAsync(id, check.Values!, cancellationToken);
            if (overtaken is not Overtaken { Differences.Count: 0 } same) return overtaken;
            version = same.Version;
        }

        async Task<SaveResult?> UpdateAsync(uint version)
        {
            await using var transaction = await database.BeginAsync(cancellationToken);
            var db = transaction.Context<ClientsDb>();
            // Locked, so that a deactivation comes before the tabs are saved or after.
            var client = await db.Clients.FromSql($"select *, xmin from clients.client where id = {id} for update").SingleAsync(cancellationToken);
            if (client.Status == ClientStatus.Deactivated) return new Gone(true);
            client.Take(check.Values!);
            if (db.ChangeTracker.HasChanges())
            {
                if (client.Version != version) return null;
                client.UpdatedAt = clock.GetUtcNow();
            }

            return await StoreAsync(transaction, client, check.RenameReason, request, cancellationToken);
        }
    }

    /// <summary>Runs a transaction to its end, so that what follows does not hold two connections.</summary>
    /// <returns>Its result (<c>null</c>: someone else was faster), or the field whose value someone else took.</returns>
    private static async Task<(SaveResult? Result, string? Field)> TryAsync(Func<Task<SaveResult?>> transaction)
    {
        try
        {
            return (await transaction(), null);
        }
        catch (DbUpdateConcurrencyException)
        {
            return (null, null);
        }
        catch (DbUpdateException raced) when (UniqueField.Of(raced) is { } field)
        {
            return (null, field);
        }
    }

    private async Task<Checked> CheckAsync(Client client, SaveRequest request, bool isNew, CancellationToken cancellationToken)
    {
        var check = await checkClient.RunAsync(client, request.Draft, cancellationToken);
        var errors = check.Errors.ToList();
        var reason = isNew || check.Rules.Values is null ? null : await ReasonAsync(client, check.Rules.Values, request.RenameReason, errors, cancellationToken);
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
        var problems = await tabs.SaveAsync(transaction, request.Tabs, client.Id, cancellationToken);
        if (problems.Count > 0) return new Refused([], []) { Tabs = problems };
        await transaction.CommitAsync(cancellationToken);
        return new Saved(client.Id, written > 0 || request.Tabs.Count > 0);
    }

    // Another save took the value between our look and ours.
    private async Task<SaveResult> TakenAsync(Guid id, ClientValues values, string field, CancellationToken cancellationToken)
    {
        var taken = await findTaken.RunAsync(id, UniqueValues.Of(values), cancellationToken);
        return new Refused([], taken.Count > 0 ? taken : [new Taken(field, null, null)]);
    }

    private async Task<SaveResult> OvertakenAsync(Guid id, ClientValues values, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        var db = transaction.Context<ClientsDb>();
        var stored = await db.Clients.SingleAsync(c => c.Id == id, cancellationToken);
        if (stored.Status == ClientStatus.Deactivated) return new Gone(true);

        stored.Take(values);
        var differences = db.Entry(stored).Properties
            .Where(p => p.IsModified && p.Metadata.Name is not (nameof(Client.PhoneKey) or nameof(Client.PhoneMobileKey) or nameof(Client.PhoneMobileVerified)))
            .Select(p => new Difference(p.Metadata.Name, p.OriginalValue, p.CurrentValue))
            .ToList();
        return new Overtaken(stored.Version, differences);
    }

    /// <summary>Why the form is not saved, or what is saved and the reason of a new name.</summary>
    private sealed record Checked(SaveResult? Refusal, ClientValues? Values, string? RenameReason);
}
