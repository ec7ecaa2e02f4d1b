using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.Catalog;
using Wisp.Modules.Network.Features.Secrets;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.SaveServer;

[Feature]
internal sealed class SaveServer(SaveItem save, NetworkSecrets secrets)
{
    public static readonly IReadOnlyList<string> Kinds = ["mikrotik", "cambium", "ubiquiti", "huawei", "other"];

    private const int ShortestSecret = 8;
    private const int LongestSecret = 128;

    /// <summary>Saves a new server (<paramref name="id"/> is null) or an edited one; an empty answer means saved.</summary>
    public async Task<IReadOnlyList<Problem>> RunAsync(Guid? id, ServerInput input, CancellationToken cancellationToken)
    {
        var address = Typed.Line(input.Address);
        var port = Typed.Number(input.Port, 1, 65535);
        List<Problem> problems = [.. SaveItem.CheckName(input.Name)];
        if (!Kinds.Contains(input.Kind)) problems.Add(new(nameof(input.Kind), "kind.invalid", input.Kind ?? ""));
        if (address is null || address.Length > 253 || Uri.CheckHostName(address) is UriHostNameType.Unknown or UriHostNameType.Basic)
            problems.Add(new(nameof(input.Address), "server-address.invalid", address ?? ""));
        if (port is null) problems.Add(new(nameof(input.Port), "port.invalid", input.Port ?? ""));
        if (Fault(id, input.Secret) is { } fault) problems.Add(fault);
        if (problems.Count > 0) return problems;

        return await save.RunAsync<Server>(CatalogShape.Servers, id, input.Version, server =>
        {
            server.Name = Typed.Line(input.Name)!;
            server.Kind = input.Kind!;
            server.Address = address!;
            server.CoaPort = port!.Value;
            server.RequireMessageAuthenticator = input.RequireMessageAuthenticator;
            if (!string.IsNullOrEmpty(input.Secret)) server.Secret = secrets.OfServer(input.Secret);
        }, [], cancellationToken);
    }

    // What is wrong is said without the secret.
    private static Problem? Fault(Guid? id, string? secret) => secret switch
    {
        null or "" => id is null ? new(nameof(ServerInput.Secret), "secret.missing") : null,
        { Length: < ShortestSecret or > LongestSecret } => new(nameof(ServerInput.Secret), "secret.length", secret.Length, ShortestSecret, LongestSecret),
        _ when secret.Any(c => c is < '!' or > '~') => new(nameof(ServerInput.Secret), "secret.characters"),
        _ => null,
    };
}
