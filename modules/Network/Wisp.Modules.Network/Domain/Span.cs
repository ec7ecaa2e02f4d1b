using System.Globalization;

namespace Wisp.Modules.Network.Domain;

/// <summary>How long something lasted: <c>3 d 4 h</c>, <c>2 h 5 min</c>, <c>40 s</c>.</summary>
internal static class Span
{
    public static string Show(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} d {span.Hours} h"),
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Hours} h {span.Minutes} min"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Minutes} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, span.Seconds)} s"),
    };
}
