using Wisp.Modules.Clients.Domain;

namespace Wisp.Modules.Clients.Features.Search;

/// <summary>Person type, e-mail and point of a client as three digits, which one small index holds.</summary>
internal static class ClientTraits
{
    /// <summary>Must read as the index <c>client_traits</c> does.</summary>
    private const string Expression =
        """
        (case c.kind_person when 'natural' then 100 when 'legal' then 200 else 0 end
            + case when c.email_key is null then 0 else 10 end
            + case when c.location is null then 0 else 1 end)
        """;

    private static readonly int[] All =
        [.. from kind in Enum.GetValues<PersonKind>() from email in (int[])[0, 10] from point in (int[])[0, 1] select (Digit(kind) * 100) + email + point];

    public static int Digit(PersonKind kind) => kind switch
    {
        PersonKind.Natural => 1,
        PersonKind.Legal => 2,
        _ => 0,
    };

    /// <summary>A condition that few of the traits meet.</summary>
    public static string Among(Func<int, bool> meets) => All.Where(meets).ToArray() is { Length: > 0 } some
        ? $"{Expression} in ({string.Join(", ", some)})"
        : "false";
}
