using Microsoft.Extensions.Localization;

namespace Wisp.Modules.Network.Domain;

/// <summary>Why a session ended, in the reader's words; a cause that nobody knows stands as the access server says it.</summary>
internal static class EndCause
{
    public static string? Show(string? cause, IStringLocalizer text) =>
        cause is null ? null : text[$"cause.{cause}"] is { ResourceNotFound: false } known ? known.Value : cause;
}
