using Wisp.Modules.Clients.Domain;

namespace Wisp.Modules.Clients.Features.SaveClient;

/// <summary>The values that no two clients share; e-mail and document among active ones only.</summary>
internal sealed record UniqueValues(string? CustomId, string? Email, string? Document)
{
    public string? EmailKey => Email?.ToLowerInvariant();

    public string? DocumentKey => Document is null ? null : Domain.Documents.DocumentKey.Of(Document);

    public static UniqueValues Of(ClientValues values) => new(values.CustomId, values.Email, values.Document);

    /// <summary>What a client wants back when it is reactivated; its ID it never gave up.</summary>
    public static UniqueValues Of(Client client) => new(null, client.Email, client.NationalIdentificationNumber);

    public string? Typed(string field) => field switch
    {
        nameof(CustomId) => CustomId,
        nameof(Email) => Email,
        _ => Document,
    };
}
