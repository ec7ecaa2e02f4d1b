using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.Twins;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.SaveClient;

/// <summary>What looks odd about a client that is about to be saved; of a stored one, only in what changes.</summary>
[Feature]
internal sealed class FindDoubts(FindTwins findTwins)
{
    public async Task<IReadOnlyList<Doubt>> RunAsync(Client stored, ClientCheck check, CancellationToken cancellationToken)
    {
        var values = check.Values!;
        var doubts = check.Doubts.Where(doubt => Changes(stored, values, doubt.Field)).Select(doubt => new Doubt($"{doubt.Rule}:{doubt.Value}", doubt)).ToList();
        foreach (var twin in await findTwins.RunAsync(stored.Id, NewPhones(stored, values), NewPlace(stored, values), cancellationToken))
        {
            var field = twin.ByPhone ? nameof(ClientDraft.PhoneMobile) : nameof(ClientDraft.Name);
            var what = new FieldError(field, null, twin.ByPhone ? "doubt.same-phone" : "doubt.same-name", twin.Client.Name, twin.Client.ShownId);
            doubts.Add(new Doubt($"twin:{twin.Client.Id}", what, twin.Client));
        }

        return doubts;
    }

    private static bool Changes(Client stored, ClientValues values, string field) => field switch
    {
        nameof(ClientDraft.Latitude) => !Equals(stored.Location, values.Location) || stored.Country != values.Country,
        _ => stored.NationalIdentificationNumber != values.Document || stored.DocumentType != values.DocumentType || stored.Country != values.Country,
    };

    private static string[] NewPhones(Client stored, ClientValues values) =>
        [.. new[] { values.PhoneKey, values.PhoneMobileKey }.Except([stored.PhoneKey, stored.PhoneMobileKey]).OfType<string>()];

    private static (string Name, string Address)? NewPlace(Client stored, ClientValues values) =>
        values.Address is { } address && (stored.Name != values.Name || stored.Address != address) ? (values.Name, address) : null;
}
