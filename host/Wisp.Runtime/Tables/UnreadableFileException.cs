using Microsoft.Extensions.Localization;
using Wisp.Sdk;

namespace Wisp.Runtime.Tables;

/// <summary>A file that cannot be read on, and the sentence that says why.</summary>
internal sealed class UnreadableFileException(Refusal refusal, Exception? cause = null) : Exception(refusal.Key, cause)
{
    public Refusal Refusal { get; } = refusal;

    public UnreadableTableException Told(IStringLocalizer text) => new(Refusal.Sentence(text), this);
}
