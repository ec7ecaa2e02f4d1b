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
        if (IsNew(stored) || MayBeAnother(stored, values))
            foreach (var twin in await findTwins.RunAsync(stored.Id, values, cancellationToken))
            {
                var field = twin.ByPhone ? nameof(ClientDraft.PhoneMobile) : nameof(ClientDraft.Name);
                var what = new FieldError(field, null, twin.ByPhone ? "doubt.same-phone" : "doubt.same-name", twin.Client.Name, twin.Client.ShownId);
                doubts.Add(new Doubt($"twin:{twin.Client.Id}", what, twin.Client));
            }

        return doubts;
    }

    private static bool IsNew(Client stored) => stored.Name.Length == 0;

    private static bool Changes(Client stored, ClientValues values, string field) => field switch
    {
        nameof(ClientDraft.Latitude) => !Equals(stored.Location, values.Location) || stored.Country != values.Country,
        _ => stored.NationalIdentificationNumber != values.Document || stored.DocumentType != values.DocumentType || stored.Country != values.Country,
    };

    private static bool MayBeAnother(Client stored, ClientValues values) =>
        stored.Name != values.Name || stored.Address != values.Address
        || stored.PhoneKey != values.PhoneKey || stored.PhoneMobileKey != values.PhoneMobileKey;
}
