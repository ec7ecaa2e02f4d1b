using System.Security.Cryptography;
using System.Text;
using Wisp.Sdk;

namespace Wisp.Runtime.Keys;

/// <summary>HKDF (RFC 5869) with SHA-256 from the master key; the purpose keeps the keys apart.</summary>
internal sealed class SecretKeys(MasterKey master) : ISecretKeys
{
    public byte[] Derive(string purpose, int length)
    {
        var key = new byte[length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master.Bytes, key, salt: [], Encoding.UTF8.GetBytes($"wisp:{purpose}"));
        return key;
    }
}
