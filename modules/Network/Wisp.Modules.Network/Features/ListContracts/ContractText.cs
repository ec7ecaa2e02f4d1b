using System.Globalization;
using System.Net;

namespace Wisp.Modules.Network.Features.ListContracts;

/// <summary>
/// Contracts by what a person types: the number, an address of the net, a user, or words of the client. Each way has its index, so they are
/// asked one by one and put together: an OR over two tables would read them whole.
/// </summary>
internal static class ContractText
{
    private const int MostWords = 8;

    /// <summary>The client's index knows three letters in a row; without one, the first word stands at the beginning of the name.</summary>
    private const int IndexedLength = 3;

    /// <param name="text">What was typed.</param>
    /// <param name="value">Adds a value to the statement and answers its parameter.</param>
    /// <returns>A select of contract ids.</returns>
    public static string Sql(string text, Func<object?, string> value)
    {
        var typed = value(text);
        List<string> ways = [$"select u.id from network.contract u where lower(u.pppoe_username) = lower({typed})", Words(text, value)];
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            ways.Add($"select n.id from network.contract n where n.public_id = {value(number)}");
        if (IPAddress.TryParse(text, out var ip)) ways.Add($"select a.id from network.contract a where a.ip = {value(ip)}");
        return string.Join(" union ", ways);
    }

    private static string Words(string text, Func<object?, string> value)
    {
        var words = text.Split(' ').Take(MostWords).ToList();
        var whole = words.Any(word => word.Length >= IndexedLength);
        var conditions = words.Select((word, place) => $"k.haystack like {(whole || place > 0 ? "'%' || " : "")}{Literally($"ext.fold({value(word)})")} || '%'");
        return $"select w.id from clients.search_v1 k join network.contract w on w.client_id = k.id where {string.Join(" and ", conditions)}";
    }

    // % and _ that a person types are letters.
    private static string Literally(string sql) => $@"replace(replace(replace({sql}, '\', '\\'), '%', '\%'), '_', '\_')";
}
