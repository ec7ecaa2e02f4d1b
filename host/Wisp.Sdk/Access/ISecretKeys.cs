namespace Wisp.Sdk;

/// <summary>
/// Keys for secrets that a program beside Wisp must be able to open, which the key ring of ASP.NET Core does not allow. They are derived from
/// the master key, so that they are the same in every process and stand in no database.
/// </summary>
public interface ISecretKeys
{
    /// <summary>Derives a key; the same purpose gives the same key as long as the master key is the same.</summary>
    /// <param name="purpose">What it is for, prefixed by the module: <c>network.secrets</c>.</param>
    /// <param name="length">Its length in bytes, at most 8160.</param>
    /// <returns>The key.</returns>
    byte[] Derive(string purpose, int length);
}
