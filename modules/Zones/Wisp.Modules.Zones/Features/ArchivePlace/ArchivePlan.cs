using Wisp.Contracts.Zones;

namespace Wisp.Modules.Zones.Features.ArchivePlace;

/// <summary>What archiving a place would touch.</summary>
/// <param name="Holders">Records of other modules that hold it; null when they could not be counted.</param>
/// <param name="Children">Live places inside it.</param>
/// <param name="Targets">Where all that may go.</param>
/// <param name="MayBeNowhere">Whether it may also be left without a place.</param>
internal sealed record ArchivePlan(
    Guid Id, string Name, uint Version, long? Holders, long Children, IReadOnlyList<PlaceOption> Targets, bool MayBeNowhere)
{
    public bool InUse => Holders is not 0 || Children > 0;
}
