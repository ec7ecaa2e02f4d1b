using System.Globalization;

namespace Wisp.Runtime.Mail;

/// <summary>Messages of the ledger that belong together; every part is optional. Stored as JSON with a job.</summary>
/// <param name="State">A state of the ledger, or <see cref="Bounced"/>.</param>
/// <param name="Kind">Key of a kind.</param>
/// <param name="To">Beginning of the address.</param>
/// <param name="Subject">The client or operator that they are about.</param>
/// <param name="Batch">The batch that they were queued in.</param>
/// <param name="From">Queued at or after.</param>
/// <param name="Until">Queued before.</param>
public sealed record MailSelection(string? State, string? Kind, string? To, Guid? Subject, Guid? Batch, DateTimeOffset? From, DateTimeOffset? Until)
{
    /// <summary>Beyond the states of the ledger: what came back.</summary>
    public const string Bounced = "bounced";

    /// <summary>The states of the ledger, and <see cref="Bounced"/>, in the order of their tabs.</summary>
    public static IReadOnlyList<string> States { get; } = ["queued", "sending", "handed_over", "refused", "unknown", Bounced, "stopped", "kept"];

    /// <summary>The selection as a condition on <c>host.mail</c>, with its values; further parameters follow after these.</summary>
    public (string Where, List<object?> Values) Sql()
    {
        List<string> conditions = ["true"];
        List<object?> values = [];
        if (State == Bounced) conditions.Add("bounced_at is not null");
        else if (States.Contains(State)) Add("state = {0}", State!);
        if (!string.IsNullOrWhiteSpace(Kind)) Add("kind = {0}", Kind);
        if (!string.IsNullOrWhiteSpace(To)) Add("lower(address) like {0}", Like(To.Trim().ToLowerInvariant()));
        if (Subject is { } subject) Add("subject_id = {0}", subject);
        if (Batch is { } batch) Add("batch_id = {0}", batch);
        if (From is { } from) Add("created_at >= {0}", from);
        if (Until is { } until) Add("created_at < {0}", until);
        return (string.Join(" and ", conditions), values);

        void Add(string condition, object value)
        {
            values.Add(value);
            conditions.Add(string.Format(CultureInfo.InvariantCulture, condition, $"${values.Count}"));
        }
    }

    private static string Like(string beginning) =>
        beginning.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
}
