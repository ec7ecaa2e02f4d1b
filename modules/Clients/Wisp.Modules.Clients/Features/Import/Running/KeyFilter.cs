namespace Wisp.Modules.Clients.Features.Import.Running;

/// <summary>
/// Finds the keys that are worth remembering, in memory that does not grow with the file: a key whose bit another one set
/// before is a suspect. All repeated keys are among them, and few others.
/// </summary>
internal sealed class KeyFilter
{
    private const int Bits = 1 << 26;
    private readonly ulong[] _seen = new ulong[Bits / 64];
    private readonly HashSet<ulong> _suspects = [];

    public IReadOnlySet<ulong> Suspects => _suspects;

    public void Meet(ulong key)
    {
        var place = key % Bits;
        var bit = 1UL << (int)(place % 64);
        if ((_seen[place / 64] & bit) != 0) _suspects.Add(key);
        else _seen[place / 64] |= bit;
    }
}
