namespace Wisp.Host.Features.Mail;

/// <summary>Which messages; every part is optional and stands in the URL.</summary>
public sealed class MailFilter
{
    public string? State { get; set; }

    public string? Kind { get; set; }

    /// <summary>Beginning of the address.</summary>
    public string? To { get; set; }

    public DateOnly? From { get; set; }

    /// <summary>The last day, included.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>The client or operator that it is about.</summary>
    public Guid? Subject { get; set; }

    public Guid? Batch { get; set; }

    /// <summary>Messages before this one.</summary>
    public Guid? Before { get; set; }

    /// <summary>The same filter as a query.</summary>
    public string Query(Guid? before = null) => QueryString.Create(new Dictionary<string, string?>
    {
        ["state"] = State,
        ["kind"] = Kind,
        ["to"] = To,
        ["from"] = Day(From),
        ["until"] = Day(Until),
        ["subject"] = Subject?.ToString(),
        ["batch"] = Batch?.ToString(),
        ["before"] = before?.ToString(),
    }.Where(part => !string.IsNullOrEmpty(part.Value))).ToString();

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
