namespace Wisp.Modules.Clients.Domain.Documents;

/// <summary>The comparable form of a document; the generated column <c>document_key</c> says the same in SQL.</summary>
internal static class DocumentKey
{
    public static string Of(string number) => string.Concat(number.Where(c => c is not (' ' or '.' or '-' or '/'))).ToUpperInvariant();
}
