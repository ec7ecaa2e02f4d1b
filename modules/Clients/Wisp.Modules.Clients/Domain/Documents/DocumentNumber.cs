using Wisp.Sdk;

namespace Wisp.Modules.Clients.Domain.Documents;

/// <summary>A number as typed, and as it is checked and compared.</summary>
internal readonly record struct DocumentNumber(string Typed, string Key)
{
    public static DocumentNumber Of(string typed)
    {
        var clean = KeyboardText.Separators(typed.Trim());
        return new(clean, DocumentKey.Of(clean));
    }
}
