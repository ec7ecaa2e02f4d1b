using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Wisp.Runtime.Mail;

/// <summary>Encrypts passwords of mail servers and the secret parts of messages under the data-protection keys.</summary>
public sealed class MailSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _server = protection.CreateProtector("Wisp.Mail.Server");
    private readonly IDataProtector _message = protection.CreateProtector("Wisp.Mail.Message");

    /// <summary>Encrypts a server's password.</summary>
    public string ProtectPassword(string password) => password.Length == 0 ? "" : _server.Protect(password);

    /// <summary>Decrypts a server's password; empty when its key was lost, so that the server says what is wrong.</summary>
    public string Password(string encrypted)
    {
        try
        {
            return encrypted.Length == 0 ? "" : _server.Unprotect(encrypted);
        }
        catch (CryptographicException)
        {
            return "";
        }
    }

    internal byte[] ProtectParts(IReadOnlyDictionary<string, string> parts) =>
        _message.Protect(JsonSerializer.SerializeToUtf8Bytes(parts));

    /// <exception cref="CryptographicException">Its key was lost.</exception>
    internal IReadOnlyDictionary<string, string> Parts(byte[]? encrypted) =>
        encrypted is null ? Nothing : JsonSerializer.Deserialize<Dictionary<string, string>>(Encoding.UTF8.GetString(_message.Unprotect(encrypted)))!;

    internal static IReadOnlyDictionary<string, string> Nothing { get; } = new Dictionary<string, string>();
}
