namespace Wisp.Modules.Network.Features.Outages;

/// <summary>When the end of many sessions is an outage.</summary>
/// <param name="Detect">Whether it is looked for at all.</param>
/// <param name="Share">Of the sessions that a node had, how many in a hundred must end within a minute.</param>
/// <param name="Least">How many at least.</param>
internal sealed record OutageSettings(bool Detect, int Share, int Least)
{
    public const string Key = "network.outages";
    public const int MostLeast = 10_000;

    public static OutageSettings Default { get; } = new(true, 50, 10);
}
