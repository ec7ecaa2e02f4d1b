using Wisp.Sdk;

namespace Wisp.Host.Features.Isp;

/// <summary>What lies under the points and areas of a map.</summary>
/// <param name="Tiles">Address of the pictures, or empty for a plain grid.</param>
/// <param name="Attribution">Who made them, shown on the map.</param>
internal sealed record MapGround(string Tiles, string Attribution)
{
    public const string Key = "host.map";

    public const int MostAttribution = 200;

    public static MapGround Plain { get; } = new("", "");

    public static async ValueTask<MapGround> OfAsync(ISettings settings, CancellationToken cancellationToken = default) =>
        await settings.GetAsync<MapGround>(Key, cancellationToken) ?? Plain;

    public IEnumerable<Problem> Check()
    {
        if (Tiles.Length > TileAddress.MostLetters) yield return new Problem(nameof(Tiles), "isp.tiles-length", Tiles.Length, TileAddress.MostLetters);
        else if (Tiles.Length > 0 && TileAddress.Missing(Tiles).ToList() is { Count: > 0 } missing)
            yield return new Problem(nameof(Tiles), "isp.tiles-places", Tiles, string.Join(", ", missing));
        else if (Tiles.Length > 0 && TileAddress.Read(Tiles) is null) yield return new Problem(nameof(Tiles), "isp.tiles-address", Tiles);
        if (Attribution.Length > MostAttribution)
            yield return new Problem(nameof(Attribution), "isp.attribution-length", Attribution.Length, MostAttribution);
        if (Attribution.Any(char.IsControl)) yield return new Problem(nameof(Attribution), "form.control");
    }
}
