namespace Wisp.Modules.Clients.Features.ListClients;

/// <summary>Where a page begins or ends: after one client of the order, before one, or at the beginning.</summary>
internal sealed record PageKey(ListOrder By, long? After, long? Before)
{
    public bool IsStart => After is null && Before is null;

    public bool Back => Before is not null;

    /// <summary>The client that the page stands beside. It is a number and not a name, so that no name stands in a URL.</summary>
    public long? Beside => Before ?? After;

    /// <summary>The order in which rows are read: turned around when going back.</summary>
    public string Order => By.Descending != Back ? "sort_value desc, public_id desc" : "sort_value, public_id";

    /// <summary>Clients on the right side of the key, by the order's own expression.</summary>
    public string Condition(ClientFilter filter, string sortValue, string publicId)
    {
        if (Beside is not { } key) return "true";
        var at = filter.Parameter(key);
        var side = By.Descending != Back ? "<" : ">";
        return $"({sortValue}, {publicId}) {side} ((select {By.Expression} from clients.client c where c.public_id = {at}), {at})";
    }
}
