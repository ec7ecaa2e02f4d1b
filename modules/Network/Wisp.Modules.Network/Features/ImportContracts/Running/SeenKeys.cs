namespace Wisp.Modules.Network.Features.ImportContracts.Running;

/// <summary>Remembers on which line of the file each contract, address and user came first, as 64 bits a key.</summary>
internal sealed class SeenKeys
{
    private readonly Dictionary<ulong, int> _lines = [];

    /// <returns>The earlier line with the key, or <c>null</c>.</returns>
    public int? Meet(string key, int line) => _lines.TryAdd(Hash(key), line) || _lines[Hash(key)] == line ? null : _lines[Hash(key)];

    // FNV-1a.
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in text) hash = (hash ^ letter) * 1099511628211UL;
        return hash ^ (hash >> 29);
    }
}
