namespace Wisp.Modules.Clients.Features.ListClients;

/// <summary>Where a page begins or ends: after one client of the order, before one, or at the beginning.</summary>
internal sealed record PageKey(long? After, long? Before)
{
    public bool IsStart => After is null && Before is null;

    public bool Back => Before is not null;

    public string Order => Back ? "sort_name desc, public_id desc" : "sort_name, public_id";

    /// <summary>The key is a number and not a name, so that no name stands in a URL; the name is looked up.</summary>
    public string Condition(ClientFilter filter, string sortName, string publicId)
    {
        if ((Before ?? After) is not { } key) return "true";
        var at = filter.Parameter(key);
        return $"({sortName}, {publicId}) {(Back ? "<" : ">")} ((select left(k.name, 200) from clients.client k where k.public_id = {at}), {at})";
    }
}
