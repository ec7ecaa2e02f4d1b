using Microsoft.AspNetCore.DataProtection;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Secrets;

/// <summary>Encrypts shared secrets and passwords before they are stored; each kind with a key of its own.</summary>
[Feature]
internal sealed class NetworkSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _server = protection.CreateProtector("Wisp.Network.ServerSecret");
    private readonly IDataProtector _contract = protection.CreateProtector("Wisp.Network.ContractPassword");

    public string OfServer(string clear) => _server.Protect(clear);

    public string OfContract(string clear) => _contract.Protect(clear);
}
