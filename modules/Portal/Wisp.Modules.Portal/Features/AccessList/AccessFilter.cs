using System.Globalization;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.AccessList;

/// <summary>How an access stands, as the list is narrowed by it.</summary>
internal static class AccessIs
{
    public const string Never = "never", Since = "since", NoPassword = "no-password", MustChange = "must-change", Closed = "closed", NoEmail = "no-email";

    public static readonly string[] All = [Never, Since, NoPassword, MustChange, Closed, NoEmail];
}

/// <summary>What the list is narrowed to; also the arguments of a mass mailing.</summary>
/// <param name="Text">Words of the client, as people look for him.</param>
/// <param name="Is">One of <see cref="AccessIs"/>.</param>
/// <param name="Since">Of <see cref="AccessIs.Since"/>: the first day.</param>
internal sealed record AccessFilter(string? Text = null, string? Is = null, DateOnly? Since = null)
{
    private const int MostWords = 8;

    // The index of what people look for knows three letters in a row.
    private const int IndexedLength = 3;

    public bool Any => Text is not null || Is is not null;

    public static AccessFilter Of(string? text, string? state, string? since)
    {
        var day = Typed.Day(since);
        var known = AccessIs.All.Contains(state) && (state != AccessIs.Since || day is not null) ? state : null;
        return new(Typed.Line(text), known, known == AccessIs.Since ? day : null);
    }

    public string Query => string.Join('&', new[]
    {
        Text is null ? null : $"q={Uri.EscapeDataString(Text)}", Is is null ? null : $"is={Is}", Since?.ToString("'since='yyyy-MM-dd", CultureInfo.InvariantCulture),
    }.Where(part => part is not null));

    /// <summary>Conditions over active clients <c>k</c> and their accesses <c>a</c>, which may be missing.</summary>
    /// <param name="value">Adds a value to the statement and answers its parameter.</param>
    /// <param name="zone">The ISP's time zone.</param>
    public string Sql(Func<object?, string> value, string zone)
    {
        List<string> conditions = ["k.status = 'active'"];
        conditions.AddRange(Is switch
        {
            AccessIs.Never => ["a.last_sign_in_at is null"],
            AccessIs.Since => [$"a.last_sign_in_at >= {value(Since!.Value.ToDateTime(TimeOnly.MinValue))} at time zone {value(zone)}"],
            AccessIs.NoPassword => ["a.password_hash is null"],
            AccessIs.MustChange => ["a.must_change"],
            AccessIs.Closed => ["not a.enabled"],
            AccessIs.NoEmail => ["k.email is null"],
            _ => Array.Empty<string>(),
        });
        if (Text is { } text)
        {
            var words = text.Split(' ').Take(MostWords).ToList();
            var whole = words.Any(word => word.Length >= IndexedLength);
            conditions.Add($"k.id in (select s.id from clients.search_v1 s where {string.Join(" and ", words.Select((word, place) => $"s.haystack like {(whole || place > 0 ? "'%' || " : "")}{Literally($"ext.fold({value(word)})")} || '%'"))})");
        }

        return string.Join(" and ", conditions);
    }

    // % and _ that a person types are letters.
    private static string Literally(string sql) => $@"replace(replace(replace({sql}, '\', '\\'), '%', '\%'), '_', '\_')";
}
