using Wisp.Sdk;

namespace Wisp.Contracts.Zones;

/// <summary>Records that hold places, as far as the reader may see them.</summary>
/// <param name="Counts">How many hold each place; one that none holds may be absent.</param>
/// <param name="ListUrl">Local URL of the list of those that hold a place; <c>{0}</c> stands for its id.</param>
/// <param name="Others">Lists of records that hold no such place.</param>
public sealed record PlaceUsage(IReadOnlyDictionary<Guid, long> Counts, string ListUrl, IReadOnlyList<PlaceUsageList> Others);

/// <summary>A list of records that hold no place.</summary>
/// <param name="Label">Who they are.</param>
/// <param name="Count">How many.</param>
/// <param name="Url">Local URL of the list.</param>
public sealed record PlaceUsageList(Label Label, long Count, string Url);
