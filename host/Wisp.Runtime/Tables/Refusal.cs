using Microsoft.Extensions.Localization;

namespace Wisp.Runtime.Tables;

/// <summary>Why a file cannot be read: a key of <see cref="RuntimeText"/> and what goes into its sentence.</summary>
internal sealed record Refusal(string Key, params object[] Values)
{
    public string Sentence(IStringLocalizer text) => text[Key, Values].Value;
}
