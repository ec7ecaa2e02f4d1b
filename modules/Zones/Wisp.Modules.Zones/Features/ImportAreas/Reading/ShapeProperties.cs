using Wisp.Modules.Zones.Domain;

namespace Wisp.Modules.Zones.Features.ImportAreas.Reading;

/// <summary>What a file says of a shape: short texts, so that a preview can hold them.</summary>
internal sealed class ShapeProperties
{
    private const int Most = 50;
    private const int Longest = 200;

    private readonly Dictionary<string, string> _all = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> All => _all;

    public static string Short(string text) => text.Length <= Longest ? text : text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];

    public void Add(string? name, string? value)
    {
        var (key, text) = (PlaceText.Clean(name), Short(PlaceText.Clean(value)));
        if (key.Length is > 0 and <= Longest && text.Length > 0 && _all.Count < Most) _all[key] = text;
    }
}
