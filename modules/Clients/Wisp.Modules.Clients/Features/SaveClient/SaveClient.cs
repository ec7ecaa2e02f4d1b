using Microsoft.EntityFrameworkCore;
using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.ListClients;
using Wisp.Sdk;
using static Wisp.Modules.Clients.Features.SaveClient.SaveResult;

namespace Wisp.Modules.Clients.Features.SaveClient;

[Feature]
internal sealed class SaveClient(
    ClientsDb db, ClientScopes scopes, FindTaken findTaken, CheckReferences references, IIsp isp, TimeProvider clock)
{
    public async Task<SaveResult> CreateAsync(ClientDraft draft, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var client = new Client { Id = Guid.CreateVersion7(now), CreatedAt = now, UpdatedAt = now };
        var refused = await ApplyAsync(client, draft, cancellationToken);
        if (refused is not null) return refused;
        db.Clients.Add(client);
        return await StoreAsync(client, draft, cancellationToken);
    }

    /// <param name="id">The client.</param>
    /// <param name="version">The version that the form was filled from.</param>
    /// <param name="draft">What the form holds now.</param>
    /// <param name="cancellationToken">Cancels the save.</param>
    public async Task<SaveResult> EditAsync(Guid id, uint version, ClientDraft draft, CancellationToken cancellationToken)
    {
        if (!await scopes.CoversAsync(id, cancellationToken)) return new Gone(false);
        if (await db.Clients.FindAsync([id], cancellationToken) is not { } client) return new Gone(false);
        if (client.Status == ClientStatus.Deactivated) return new Gone(true);

        var refused = await ApplyAsync(client, draft, cancellationToken);
        if (refused is not null) return refused;
        if (!db.ChangeTracker.HasChanges()) return new Saved(id, false);
        if (client.Version != version) return await OvertakenAsync(client, draft, cancellationToken);

        client.UpdatedAt = clock.GetUtcNow();
        return await StoreAsync(client, draft, cancellationToken);
    }

    private async Task<Refused?> ApplyAsync(Client client, ClientDraft draft, CancellationToken cancellationToken)
    {
        var check = ClientRules.Check(draft, (await isp.SettingsAsync(cancellationToken)).Country);
        if (check.Values is not { } values) return new Refused(check.Errors, []);
        var errors = await references.RunAsync(client, values, cancellationToken);
        var taken = await findTaken.RunAsync(client.Id, UniqueValues.Of(values), cancellationToken);
        if (errors.Count > 0 || taken.Count > 0) return new Refused(errors, taken);
        client.Take(values);
        return null;
    }

    private async Task<SaveResult> StoreAsync(Client client, ClientDraft draft, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return new Saved(client.Id, true);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await OvertakenAsync(client, draft, cancellationToken);
        }
        catch (DbUpdateException raced) when (UniqueField.Of(raced) == nameof(client.CustomId) && client.CustomId is null && db.Entry(client).State == EntityState.Added)
        {
            // The number that a new client got was typed by somebody just now: the next one will do.
            return await StoreAsync(client, draft, cancellationToken);
        }
        catch (DbUpdateException raced) when (UniqueField.Of(raced) is { } field)
        {
            // Another save took the value between our look and ours.
            var values = ClientRules.Check(draft, client.Country).Values!;
            var taken = await findTaken.RunAsync(client.Id, UniqueValues.Of(values), cancellationToken);
            return new Refused([], taken.Count > 0 ? taken : [new Taken(field, null, null)]);
        }
    }

    private async Task<SaveResult> OvertakenAsync(Client typed, ClientDraft draft, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var stored = await db.Clients.SingleAsync(c => c.Id == typed.Id, cancellationToken);
        if (stored.Status == ClientStatus.Deactivated) return new Gone(true);

        stored.Take(ClientRules.Check(draft, typed.Country).Values!);
        var differences = db.Entry(stored).Properties
            .Where(p => p.IsModified && p.Metadata.Name is not (nameof(Client.PhoneKey) or nameof(Client.PhoneMobileKey) or nameof(Client.PhoneMobileVerified)))
            .Select(p => new Difference(p.Metadata.Name, p.OriginalValue, p.CurrentValue))
            .ToList();
        db.ChangeTracker.Clear();
        return differences.Count == 0 ? new Saved(typed.Id, false) : new Overtaken(stored.Version, differences);
    }
}
