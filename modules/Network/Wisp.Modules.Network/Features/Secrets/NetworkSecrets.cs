using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.Secrets;

/// <summary>
/// Encrypts shared secrets and passwords before they are stored, in the one way that <c>network.reveal</c> can open for FreeRADIUS: "aes1:" and
/// Base64 of a random vector, AES-256 in CBC, and HMAC-SHA-256 over purpose, vector and cipher (docs/adr/0009).
/// </summary>
[Feature]
internal sealed class NetworkSecrets(ISecretKeys keys, IDataProtectionProvider protection)
{
    /// <summary>Purpose of the key that FreeRADIUS gets: 32 bytes to encrypt, 32 to authenticate.</summary>
    public const string KeyPurpose = "network.secrets";

    private const string Mark = "aes1:";
    private const int VectorLength = 16;

    private readonly byte[] _key = keys.Derive(KeyPurpose, 64);

    public string OfServer(string clear) => Seal("server", clear);

    public string OfContract(string clear) => Seal("contract", clear);

    /// <summary>Opens a server's shared secret.</summary>
    /// <exception cref="CryptographicException">It was encrypted under another key.</exception>
    public string OpenServer(string stored) => Open("server", stored, "Wisp.Network.ServerSecret");

    /// <summary>Opens a contract's password.</summary>
    /// <exception cref="CryptographicException">It was encrypted under another key.</exception>
    public string OpenContract(string stored) => Open("contract", stored, "Wisp.Network.ContractPassword");

    private string Seal(string purpose, string clear)
    {
        using var aes = Aes.Create();
        aes.Key = _key[..32];
        var vector = RandomNumberGenerator.GetBytes(VectorLength);
        byte[] box = [.. vector, .. aes.EncryptCbc(Encoding.UTF8.GetBytes(clear), vector)];
        return Mark + Convert.ToBase64String([.. box, .. Tag(purpose, box)]);
    }

    private string Open(string purpose, string stored, string ringPurpose)
    {
        // What was stored before FreeRADIUS had to open it is under the key ring.
        if (!stored.StartsWith(Mark, StringComparison.Ordinal)) return protection.CreateProtector(ringPurpose).Unprotect(stored);
        var whole = Convert.FromBase64String(stored[Mark.Length..]).AsSpan();
        var box = whole[..^HMACSHA256.HashSizeInBytes];
        if (!CryptographicOperations.FixedTimeEquals(Tag(purpose, box), whole[box.Length..])) throw new CryptographicException("The key does not open this secret.");
        using var aes = Aes.Create();
        aes.Key = _key[..32];
        return Encoding.UTF8.GetString(aes.DecryptCbc(box[VectorLength..], box[..VectorLength]));
    }

    private byte[] Tag(string purpose, ReadOnlySpan<byte> box) =>
        HMACSHA256.HashData(_key.AsSpan(32), (ReadOnlySpan<byte>)[.. Encoding.UTF8.GetBytes(purpose), .. box]);
}
