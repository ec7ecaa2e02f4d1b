using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Secrets;

/// <summary>Encrypts shared secrets and passwords before they are stored, and has them back; each kind with a key of its own.</summary>
[Feature]
internal sealed class NetworkSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _server = protection.CreateProtector("Wisp.Network.ServerSecret");
    private readonly IDataProtector _contract = protection.CreateProtector("Wisp.Network.ContractPassword");

    public string OfServer(string clear) => _server.Protect(clear);

    public string OfContract(string clear) => _contract.Protect(clear);

    /// <returns>The secret, or <c>null</c> when its key is not here.</returns>
    public string? ReadServer(string stored) => Read(_server, stored);

    /// <returns>The password, or <c>null</c> when its key is not here.</returns>
    public string? ReadContract(string stored) => Read(_contract, stored);

    private static string? Read(IDataProtector key, string stored)
    {
        try
        {
            return key.Unprotect(stored);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
