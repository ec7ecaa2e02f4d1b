using System.Globalization;
using Microsoft.AspNetCore.Http;
using Wisp.Modules.Clients.Domain;

namespace Wisp.Modules.Clients.Features.ClientHistory;

/// <summary>What to show of a client's history.</summary>
internal sealed record HistoryFilter
{
    public static HistoryFilter None { get; } = new();

    /// <summary>One column, as <c>schema.table:column</c>.</summary>
    public string? Field { get; init; }

    /// <summary>Changes of one actor.</summary>
    public string? Who { get; init; }

    /// <summary>First day, in the ISP's time.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, included.</summary>
    public DateOnly? To { get; init; }

    public Guid? Batch { get; init; }

    /// <summary>Only what is older than this entry.</summary>
    public long? Before { get; init; }

    public bool IsSet => Field is not null || Who is not null || From is not null || To is not null || Batch is not null;

    /// <summary>As it stands in a URL.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Pairs => new Dictionary<string, string?>
    {
        ["field"] = Field,
        ["who"] = Who,
        ["from"] = From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["to"] = To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["batch"] = Batch?.ToString(),
        ["before"] = Before?.ToString(CultureInfo.InvariantCulture),
    }.Where(pair => pair.Value is not null);

    public static HistoryFilter Read(IQueryCollection query)
    {
        string? One(string name) => query[name].FirstOrDefault(value => !string.IsNullOrWhiteSpace(value) && !PlainText.HasControl(value));
        DateOnly? Day(string name) =>
            DateOnly.TryParseExact(One(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year > 1900 ? day : null;
        return new HistoryFilter
        {
            Field = One("field"),
            Who = One("who"),
            From = Day("from"),
            To = Day("to"),
            Batch = Guid.TryParse(One("batch"), out var batch) ? batch : null,
            Before = long.TryParse(One("before"), NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null,
        };
    }
}
