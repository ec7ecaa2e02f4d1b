using Wisp.Modules.Clients.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.SaveClient;

/// <summary>What the rules say of a draft, and what the database adds to them.</summary>
internal sealed record ClientChecked(ClientCheck Rules, IReadOnlyList<FieldError> Errors, IReadOnlyList<Taken> Taken);

/// <summary>Checks a draft by the rules, its references, and the values that no two clients share.</summary>
[Feature]
internal sealed class CheckClient(FindTaken findTaken, CheckReferences references, IIsp isp)
{
    public async Task<ClientChecked> RunAsync(Client stored, ClientDraft draft, CancellationToken cancellationToken)
    {
        var check = ClientRules.Check(draft, (await isp.SettingsAsync(cancellationToken)).Country);
        if (check.Values is not { } values) return new ClientChecked(check, check.Errors, []);
        return new ClientChecked(
            check,
            await references.RunAsync(stored, values, cancellationToken),
            await findTaken.RunAsync(stored.Id, UniqueValues.Of(values), cancellationToken));
    }
}
