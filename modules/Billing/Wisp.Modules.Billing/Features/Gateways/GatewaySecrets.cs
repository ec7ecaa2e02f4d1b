using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Gateways;

/// <summary>Keeps a gateway's credentials under the key ring, each gateway's by its own purpose, so that none opens as another's.</summary>
[Feature]
internal sealed class GatewaySecrets(IDataProtectionProvider protection)
{
    private const string Purpose = "Wisp.Billing.Gateway";

    public string? Seal(Guid gateway, IReadOnlyDictionary<string, string> clear) =>
        clear.Count == 0 ? null : protection.CreateProtector(Purpose, $"{gateway}").Protect(JsonSerializer.Serialize(clear));

    /// <exception cref="CryptographicException">They were encrypted under a key that is lost.</exception>
    public Dictionary<string, string> Open(Guid gateway, string? stored) =>
        stored is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(protection.CreateProtector(Purpose, $"{gateway}").Unprotect(stored))!;

    /// <summary>256 random bits as hexadecimal digits, which every tool takes as a key.</summary>
    public static string Random() => RandomNumberGenerator.GetHexString(64, lowercase: true);
}
